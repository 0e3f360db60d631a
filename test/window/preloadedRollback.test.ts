import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { type Stage, startStage } from "./goSupport.js";

let stage: Stage;
beforeAll(async () => void (stage = await startStage()));
afterAll(async () => await stage.close());

/** People who sign up in Convex. */
async function signUp(...names: string[]): Promise<void> {
  const people = names.map((name) => ({ name, email: `${name}@example.com`, emailVerificationTime: 1 }));
  await stage.data.importDocuments(stage.hooks, "people", people, "append");
}

async function readPeople(): Promise<Record<string, unknown>[]> {
  const file = path.join(stage.hooks, "now.zip");
  await stage.data.exportTo(file);
  const zip = await Snapshot.open(file);
  const people: Record<string, unknown>[] = [];
  for await (const line of zip.lines("people")) people.push(JSON.parse(line) as Record<string, unknown>);
  zip.close();
  return people;
}

test("a preloaded window that rolled back by itself took away who had signed up since the preload", async () => {
  await signUp("pre0", "pre1", "pre2");
  const preload = await stage.cutover("preload");
  expect(`${preload.code} ${preload.stderr}`).toMatch(/^0 /);
  await signUp("mid0", "mid1", "mid2");
  await writeFile(path.join(stage.hooks, "smoke.fail"), "");
  const { code, stderr } = await stage.go();
  expect(`${code} ${stderr}`).toMatch(/^3 /);
  expect(stderr).toContain("smoke failed");
  const people = await readPeople();
  const names = people.map(({ name }) => String(name)).toSorted((one, other) => (one < other ? -1 : 1));
  expect(names).toStrictEqual(["mid0", "mid1", "mid2", "pre0", "pre1", "pre2"]);
  expect(people.filter(({ legacyId }) => legacyId !== undefined)).toStrictEqual([]);
  expect(await stage.convex.run("migrations:maintenance", {})).toMatchObject({ on: true });
  expect(await stage.takesWrites()).toBe(true);
});
