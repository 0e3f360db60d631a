import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { loadEngine, type Engine } from "../../../scripts/rehearsal/server/engine/engine.js";
import { fixtureApp } from "./command.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine(path.join(fixtureApp, "convex"));
});

const find = (legacyId: string) => engine.run("", "cases:byLegacyId", { legacyId });

test("a hundred calls of a component fit into one transaction", async () => {
  await engine.run("", "cases:visitMany", { times: 100, catches: false });
  expect(await find("visited 100")).toMatchObject({ legacyId: "visited 100" });
});

test.each([
  { name: "visitMany", args: { times: 101, catches: false } },
  { name: "visitMany", args: { times: 300, catches: true } },
  { name: "readMany", args: { times: 101 } },
] as { name: string; args: Record<string, boolean | number> }[])(
  "a function that called a component $args.times times passed the rehearsal: $name",
  async ({ name, args }) => {
    const running = engine.run("", `cases:${name}`, args);
    await expect(running).rejects.toThrow(`cases:${name} made more than 100 nested calls`);
    expect(await find(`visited ${String(args["times"])}`)).toBeNull();
    expect(await engine.run("visits", "counts:get", { name: "visits" })).toBe(100n);
  },
);

test("the next transaction begins to count anew", async () => {
  await engine.run("", "cases:visitMany", { times: 100, catches: false });
  expect(await engine.run("visits", "counts:get", { name: "visits" })).toBe(200n);
});
