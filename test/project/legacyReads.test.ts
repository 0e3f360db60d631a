import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { definePlan, email, id, ref, table, text } from "../../convex/client/index.js";
import { findLegacyReads } from "../../scripts/project/legacyReads/findLegacyReads.js";
import examplePlan from "../../convex/plan.js";
import { projectDir, temporaryDir } from "../support/folders.js";

const plan = definePlan({
  users: table("users", { id: id(), email: email(), slug: text() }, { match: "email" }),
  cases: table("cases", { id: id(), user_id: ref("users"), owner: ref("users", { to: "slug" }) }),
});

const homes: { remove(): Promise<void> }[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) await home.remove();
});

/** A project of these files. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const home = await temporaryDir();
  homes.push(home);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(home.dir, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return home.dir;
}

/** `line` or `line marked` of every read in one file. */
async function linesOf(source: string, name = "cases.ts"): Promise<string[]> {
  const dir = await project({ [`convex/${name}`]: source });
  const reads = await findLegacyReads(path.join(dir, "convex"), plan);
  return reads.map(({ line, isMarked }) => `${line}${isMarked ? " marked" : ""}`);
}

describe("what reads a legacy field", () => {
  test.each([
    ["a property", "const key = document.legacyUserId;"],
    ["a key of another column than the id", "q.eq('legacyKeySlug', slug)"],
    ["a destructured field", "const { legacyId, ...rest } = document;"],
    ["an index by name", 'ctx.db.query("cases").withIndex("by_legacy_id", (q) => q)'],
    ["an index by name in backticks", "withIndex(`by_legacy_id`)"],
    ["the index people are matched by", 'withIndex("by_match_email")'],
    ["a type", 'type Key = Doc<"cases">["legacyUserId"];'],
    ["code inside a template", "const url = `/cases/${document.legacyId}`;"],
    ["code after a template with braces", "const a = `${{ b: `}` }.b}`; c.legacyId"],
    ["code after a regular expression with a quote in it", "const a = /['\"`/]/.test(b), c = d.legacyId;"],
    ["code after a division", "const a = (b) / 2, c = d.legacyId / 2;"],
    ["code after a comment", "/* ' */ a.legacyId // '"],
    ["a look-up by either id", 'await cutover.getByEitherId(ctx, "cases", key)'],
    ["the schema's wrapper", "export default duringCutover(schema, plan)"],
    ["a table's wrapper", 'cases: withLegacyFields(cases, plan, "cases")'],
  ])("%s", async (_, source) => {
    expect(await linesOf(source)).toEqual(["1"]);
  });

  test("JSX: apostrophes and closing tags hide nothing", async () => {
    const source = `export const Row = ({ c }) => (\n<p>Don't <b/>{c.legacyId}</p>\n);\nconst a = <i>it's</i>; const b = <p>{c.legacyId}</p>;`;
    expect(await linesOf(source, "Row.tsx")).toEqual(["2", "4"]);
  });
});

describe("what does not", () => {
  test.each([
    ["a comment", "// document.legacyId is gone\n/* by_legacy_id */"],
    ["a longer text", 'throw new Error("no legacyId here");'],
    ["a longer name", "const myLegacyId = a.legacyIdentity;"],
    ["a comment at the end of a string with two slashes", 'const url = "https://example.com"; // legacyId'],
    ["a name of the final schema", "document.userId"],
    ["a text in a template", "`legacyId: ${key}`"],
    ["a line excepted", "const { legacyId } = route.params; // cutover: not legacy"],
  ])("%s", async (_, source) => {
    expect(await linesOf(source)).toEqual([]);
  });
});

test("in JSX the marker stands between braces, and may take several lines", async () => {
  const source = [
    "<div>",
    "{/* cutover: until clean-up",
    "    (old links) */}",
    "<p>{c.legacyId}</p>",
    "<p>{c.legacyId}</p>",
  ];
  expect(await linesOf([...source, "</div>;"].join("\n"), "Row.tsx")).toEqual(["4 marked", "5"]);
});

test("a look-up by either id may stay where the plan keeps the id map, unless it comes from the module that goes", async () => {
  const keeping = definePlan({
    users: table("users", { id: id() }),
    cases: table("cases", { id: id() }, { keepIdMap: true }),
  });
  const source = [
    'await getByEitherId(ctx, "cases", key);',
    'await getByEitherId(ctx, "users", key);',
    'await cutover.getByEitherId(ctx, "cases", key);',
    "await getByEitherId(ctx, table, key);",
  ];
  const dir = await project({ "convex/urls.ts": source.join("\n") });
  const reads = await findLegacyReads(path.join(dir, "convex"), keeping);
  expect(reads.map(({ line, kind }) => [line, kind])).toEqual([
    [2, "lookup"],
    [3, "lookup"],
    [4, "lookup"],
  ]);
});

test("a marker on the line or above it says that the line is known; it does not reach further", async () => {
  const source = [
    "a.legacyId; // cutover: until clean-up",
    "// cutover: until clean-up (links of the old app)",
    "",
    "b.legacyId;",
    "c.legacyId;",
    "d(); // cutover: until cleanup",
    "e.legacyId;",
    'const f = "cutover: until clean-up"; g.legacyId;',
  ].join("\n");
  expect(await linesOf(source)).toEqual(["1 marked", "4 marked", "5", "7", "8"]);
});

test("files that go or are never deployed do not count, further folders do when they are named", async () => {
  const dir = await project({
    "convex/plan.ts": 'import { merge } from "./rows.js"; export default { keep: "legacyId", merge };',
    "convex/rows.ts": 'export const merge = "legacyId";',
    "convex/shapes.ts": 'export const shape = "legacyId";',
    "convex/migrations.ts": 'import "./only.js"; const cutover = new Cutover(a, b); c.legacyId;',
    "convex/only.ts": "a.legacyId",
    "convex/schema.ts": 'import { shape } from "./shapes"; import plan from "./plan";',
    "convex/_generated/api.d.ts": "legacyId",
    "convex/cases.test.ts": "a.legacyId",
    "convex/counter/convex.config.ts": "",
    "convex/counter/counts.ts": "a.legacyId",
    "convex/lib/deep.ts": "\n\n  a.legacyId;\r\n",
    "src/page.tsx": "<p>{a.legacyId}</p>",
    "src/page.test.tsx": "<p>{a.legacyId}</p>",
  });
  const appDir = path.join(dir, "convex");
  const inApp = [
    { file: "convex/lib/deep.ts", line: 3, text: "a.legacyId;", isMarked: false, kind: "name" },
    { file: "convex/shapes.ts", line: 1, text: 'export const shape = "legacyId";', isMarked: false, kind: "name" },
  ];
  expect(await findLegacyReads(appDir, plan)).toEqual(inApp);
  const all = await findLegacyReads(appDir, plan, { folders: [path.join(dir, "src")] });
  expect(all.map(({ file }) => file)).toEqual([...inApp.map(({ file }) => file), "src/page.tsx"]);
});

test("what only the module of the stages imports goes with it, but not the schema, nor functions", async () => {
  const dir = await project({
    "convex/migrations.ts": 'import "./schema"; import "./functions.js"; import "./rules.js"; new Cutover(a);',
    "convex/schema.ts": "export default duringCutover(schema, plan);",
    "convex/functions.ts": 'import { query } from "./_generated/server"; a.legacyId;',
    "convex/rules.ts": "a.legacyId;",
  });
  const reads = await findLegacyReads(path.join(dir, "convex"), plan);
  expect(reads.map(({ file }) => file)).toEqual(["convex/functions.ts", "convex/schema.ts"]);
});

test("the example app only wraps its schema", async () => {
  const reads = await findLegacyReads(path.join(projectDir, "convex"), examplePlan);
  expect(reads.map(({ file, kind }) => [file, kind])).toEqual([["convex/schema.ts", "wrapper"]]);
});
