import { expect, test } from "vitest";
import { SpaceWatch } from "../../scripts/deployment/exportDeployment.js";

/** After how many looks it is full; null: it is not. */
function looksUntilFull(looks: readonly { freeBytes: number; writtenBytes: number }[]): number | null {
  const watch = new SpaceWatch();
  const at = looks.findIndex((look) => watch.isFull(look));
  return at === -1 ? null : at + 1;
}

const repeated = (times: number, freeBytes: number, writtenBytes: number) =>
  Array.from({ length: times }, () => ({ freeBytes, writtenBytes }));

test("an export waited three quarters of an hour on a full disk, on which others had removed a few small files", () => {
  const stopped = repeated(30, 40_000, 150_000);
  expect(looksUntilFull([{ freeBytes: 100_000, writtenBytes: 90_000 }, ...stopped])).toBe(22);
});

test("a disk without room is full at once", () => {
  expect(looksUntilFull(repeated(1, 16_000, 0))).toBe(1);
});

test.each([
  ["it has not begun to write: the deployment prepares it", repeated(100, 40_000, 0)],
  ["there is room: the network is slow", repeated(100, 2_000_000, 150_000)],
  ["it grows", Array.from({ length: 100 }, (_, at) => ({ freeBytes: 900_000 - at, writtenBytes: 1 + at }))],
  ["it goes on", [...repeated(19, 40_000, 5), ...repeated(19, 40_000, 6), ...repeated(19, 40_000, 7)]],
])("nothing is full where %s", (_why, looks) => {
  expect(looksUntilFull(looks)).toBeNull();
});
