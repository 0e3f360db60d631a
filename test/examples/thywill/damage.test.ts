import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dirt, outcome, secretMarkers } from "../../../examples/thywill/generator/dirt.js";
import { type ExampleRun, keysOf, runExample } from "./run.js";
import { findUnreachable } from "./source.js";

let run: ExampleRun;

beforeAll(async () => {
  run = await runExample("export");
});
afterAll(async () => await run.remove());

test("the export ends with exit code 0", () => {
  const { code, stderr } = run.finished;
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
});

describe("a damaged index", () => {
  test.each([
    ["user", "users"],
    ["prayer", "prayers"],
    ["prayermark", "prayerMarks"],
  ] as const)("loses no row of %s", (source, table) => {
    const unreachable = findUnreachable(run.example.source, source);
    expect(unreachable).toHaveLength(dirt.unindexed[source]);
    expect(unreachable.filter((id) => !keysOf(run.documents(table)).has(id))).toEqual([]);
  });

  test("does not make orphans of the rows that lead to what it lost", () => {
    const lost = new Set(findUnreachable(run.example.source, "prayer"));
    const marks = run.documents("prayerMarks").filter(({ legacyPrayerId: prayer }) => lost.has(String(prayer)));
    expect(marks.length).toBeGreaterThan(0);
  });
});

describe("quarantine", () => {
  test("keeps each corrupt user with a reason and the row as it was", () => {
    const rejected = run.rejected("users");
    const byCode = Object.fromEntries(rejected.map(({ reasons, key, row }) => [reasons?.[0]?.code, { key, row }]));
    expect(rejected).toHaveLength(6);
    expect(byCode["known-bad-id"]?.row).toMatchObject({ display_name: "Prayer Test User" });
    expect(byCode["null_id"]).toMatchObject({ key: null, row: { id: null } });
    expect(byCode["malformed-id"]?.key).toMatch(/^\\x[0-9a-f]{32}$/);
    expect(byCode["broken_row"]?.row).toContain(String.raw`Ren\\xe9 Dubois`);
  });

  test.each(Object.keys(outcome))("holds as many rows of %s as the row counts say", (table) => {
    const counts = outcome[table as keyof typeof outcome];
    const expected = Object.values<number>(counts.rejected).reduce((sum, count) => sum + count, 0);
    expect(run.rejected(table)).toHaveLength(expected);
    expect(run.documents(table)).toHaveLength(counts.written);
  });
});

const hasSecret = (content: string) => secretMarkers.some((marker) => content.includes(marker));

test("what lets somebody in is in nothing that was written, not even in a row that could not be read", () => {
  const names = readdirSync(run.dir, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => statSync(path.join(run.dir, name)).isFile());
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((name) => hasSecret(readFileSync(path.join(run.dir, name), "utf8")))).toEqual([]);
  expect(hasSecret(run.finished.stdout + run.finished.stderr)).toBe(false);
});
