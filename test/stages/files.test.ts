import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { runCutover } from "../support/cutover.js";
import { projectDir, temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeAll(async () => void (home = await temporaryDir()));
afterAll(async () => await home.remove());

test("one JSON file that holds several tables is taken apart by the plan's jq filters", async () => {
  const client = JSON.stringify(path.join(projectDir, "convex/client/index.ts"));
  const folder = path.join(home.dir, "app/convex");
  await mkdir(folder, { recursive: true });
  await symlink(path.join(projectDir, "node_modules"), path.join(home.dir, "app/node_modules"));
  await writeFile(path.join(home.dir, "app/package.json"), '{"type":"module"}');
  await writeFile(
    path.join(folder, "plan.ts"),
    `import { definePlan, id, int64, omit, ref, table, text } from ${client};
export default definePlan({
  people: table("people", { id: id(), name: text(), pets: omit("a table of its own") }, { jq: ".people[]" }),
  pets: table("pets", { id: id(), owner: ref("people"), steps: int64() }, { jq: ".people[] | .id as $owner | .pets[] | {id, owner: $owner, steps}" }),
});`,
  );
  await writeFile(
    path.join(folder, "schema.ts"),
    `import { duringCutover } from ${client};
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import plan from "./plan.js";
export default duringCutover(defineSchema({
  people: defineTable({ name: v.string() }),
  pets: defineTable({ owner: v.id("people"), steps: v.int64() }),
}), plan);`,
  );
  const people = [
    {
      id: 1,
      name: "Ann",
      pets: [
        { id: 7, steps: 12 },
        { id: 8, steps: 13 },
      ],
    },
    { id: 2, name: "Bob", pets: [] },
  ];
  // A number beyond 2^53 has to arrive digit by digit.
  const json = JSON.stringify({ people }).replace('"steps":13', '"steps":9007199254740993');
  await writeFile(path.join(home.dir, "all.json"), json);
  const dir = path.join(home.dir, "runs");
  const words = [
    "export",
    "--plan",
    path.join(folder, "plan.ts"),
    "--source",
    path.join(home.dir, "all.json"),
    "--dir",
    dir,
  ];
  const { code, stderr } = await runCutover([...words, "--json"]);
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  expect(await readFile(path.join(dir, "latest/documents/people.jsonl"), "utf8")).toBe(
    '{"legacyId":"1","name":"Ann"}\n{"legacyId":"2","name":"Bob"}\n',
  );
  const zip = await Snapshot.open(path.join(dir, "latest/documents/pets.zip"));
  const pets: string[] = [];
  for await (const line of zip.lines("pets")) pets.push(line);
  zip.close();
  expect(pets).toStrictEqual([
    '{"legacyId":"7","steps":12,"legacyOwner":"1"}',
    '{"legacyId":"8","steps":9007199254740993,"legacyOwner":"1"}',
  ]);
});
