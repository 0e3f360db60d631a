import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { loadEngine, type Engine } from "../../../scripts/rehearsal/server/engine/engine.js";
import { fixtureApp } from "./command.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine(path.join(fixtureApp, "convex"));
});

test("finds the app's functions, and the components it installs", () => {
  expect([...engine.components.keys()]).toEqual(["", "migrations", "visits"]);
  expect(engine.components.get("")?.modulePaths).toEqual(["cases", "files", "migrations"]);
  expect(engine.components.get("visits")?.modulePaths).toEqual(["counts"]);
});

test("an index look-up finds what was inserted, changed and rolled back around it", async () => {
  const find = (legacyId: string) => engine.run("", "cases:byLegacyId", { legacyId });
  expect(await find("a")).toBeNull();
  await engine.run("", "cases:add", { legacyId: "a" });
  expect(await find("a")).toMatchObject({ legacyId: "a" });
  await engine.run("", "cases:close", { legacyId: "a" });
  expect(await find("a")).toMatchObject({ legacyId: "a", status: "closed" });
  await expect(engine.run("", "cases:fail", { kind: "plain" })).rejects.toThrow("it broke");
  expect(await find("never")).toBeNull();
});

test("a transaction that throws leaves nothing", async () => {
  const store = engine.components.get("")?.store;
  const work = engine.transaction(() => {
    store?.put({ _id: "99users", _creationTime: 1, email: "a@x.com" });
    throw new Error("no");
  });
  await expect(work).rejects.toThrow("no");
  expect(engine.components.get("")?.index.count("users")).toBe(0);
});

test("a look-up among ten thousand documents took ten times as long as among a thousand", async () => {
  await putCases(0, 1_000);
  await lookUpCases(100);
  const among1000 = await lookUpCases(500);
  await putCases(1_000, 10_000);
  expect((await lookUpCases(500)) / among1000).toBeLessThan(4);
});

async function putCases(from: number, to: number): Promise<void> {
  const store = engine.components.get("")?.store;
  await engine.transaction(() => {
    for (let row = from; row < to; row++) {
      store?.put({ _id: `${20_000 + row}cases`, _creationTime: row + 1, legacyId: `case ${row}` });
    }
  });
}

/** Gives the time of the processor that it took, in microseconds. */
async function lookUpCases(count: number): Promise<number> {
  const before = process.cpuUsage();
  for (let row = 0; row < count; row++) {
    const document = await engine.run("", "cases:byLegacyId", { legacyId: `case ${row}` });
    expect(document).toMatchObject({ _id: `${20_000 + row}cases` });
  }
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
