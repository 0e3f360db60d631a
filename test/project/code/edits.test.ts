import { describe, expect, test } from "vitest";
import { findExportFaults, neededExports, possibleExports } from "../../../convex/shared/plan/exports.js";
import { definePlan, email, id, ref, table } from "../../../convex/client/index.js";
import { editConfig, renderConfig } from "../../../scripts/project/code/appFiles.js";
import { editAuth } from "../../../scripts/project/code/authFile.js";
import { renderDiff } from "../../../scripts/project/code/diff.js";
import { editMigrations, renderMigrations } from "../../../scripts/project/code/migrationsFile.js";
import { readExportNames } from "../../../scripts/project/exportFaults.js";

const plan = definePlan({
  users: table("users", { id: id(), email: email() }, { match: "email" }),
  cases: table("cases", { id: id(), user_id: ref("users") }),
});
const wanted = { ...neededExports(plan), possible: possibleExports(plan), module: "convex-cutover" };
const whole = renderMigrations(wanted.tables, "convex-cutover");

describe("migrations.ts", () => {
  test("what is up to date stays as it is, to the letter", async () => {
    expect(await editMigrations(whole, wanted)).toEqual({ text: whole, pastes: [] });
  });

  test.each([
    ["a function of a table", "matchUsers, verifyUsers", "verifyUsers"],
    ["a table", /\nexport const \{ resolveCases[^\n]*/, ""],
    ["a function of no table", "performTask, ", ""],
    ["several at once", /begin, apply, [^\n]*|verifyCases, /g, ""],
    ["a surplus one", "resolveCases,", "matchCases, resolveCases,"],
    [
      "a table that is no longer in the plan",
      /(?=\nexport const \{ begin)/,
      '\nexport const { verifyGone } = cutover.table("gone");',
    ],
  ])("%s", async (_, old, text) => {
    const edited = await editMigrations(whole.replace(old as string, text), wanted);
    expect(findExportFaults(plan, readExportNames(edited.text))).toEqual([]);
    expect(edited.text).not.toContain("Gone");
    expect(await editMigrations(edited.text, wanted)).toEqual(edited);
  });

  test("exports over several lines, under other names and of a Cutover with another name", async () => {
    const text = `import { cutover as own } from "./cutover";
// Mine.
export const {
  verifyUsers: verifyUsers,
  removeLegacyFieldsUsers,
} = own.table("users");
export const { begin, run } = own.functions();
export const mine = 1;
`;
    const edited = await editMigrations(text, wanted);
    expect(findExportFaults(plan, readExportNames(edited.text))).toEqual([]);
    expect(edited.text).toContain("matchUsers, verifyUsers: verifyUsers, removeLegacyFieldsUsers,\n} = own");
    expect(edited.text).toMatch(/\n\/\/ Mine\.\n[^]*\nexport const mine = 1;\n$/);
  });

  test("an app's own migrations get the cutover beside them; names that are taken are printed instead", async () => {
    const own = `import { Migrations } from "@convex-dev/migrations";
import { components } from './_generated/api';

export const migrations = new Migrations(components.migrations);
export const setDefault = migrations.define({ table: "users", migrateOne: () => ({}) });
`;
    const edited = await editMigrations(own, wanted);
    expect(findExportFaults(plan, readExportNames(edited.text))).toEqual([]);
    expect(edited.text).toContain('import plan from "./plan";\n');
    expect(edited.text.startsWith(own.slice(0, 60))).toBe(true);
    expect(edited.text.match(/import \{ components \}/g)).toHaveLength(1);
    const taken = await editMigrations(`${own}export const run = migrations.runner();\n`, wanted);
    expect(taken.text).toContain("export const run = migrations.runner();\n");
    expect(taken.text).not.toContain("new Cutover");
    expect(taken.pastes).toMatchObject([{ why: expect.stringContaining("it exports run already") }]);
    expect(taken.pastes[0]!.lines.join("\n")).toContain("export const { matchUsers");
  });
});

describe("convex.config.ts", () => {
  test("one that has both stays; one that has the migrations gets the component", async () => {
    const both = renderConfig("convex-cutover/convex.config.js");
    expect((await editConfig(both, "convex-cutover/convex.config.js")).text).toBe(both);
    const one = both.replace(/.*[cC]utover.*\n/g, "").replace("convex.config.js", "convex.config");
    const { text } = await editConfig(one, "convex-cutover/convex.config.js");
    expect(text.match(/app\.use/g)).toHaveLength(2);
    expect(text.match(/@convex-dev\/migrations/g)).toHaveLength(1);
  });

  test("one without a constant to install in is printed to paste", async () => {
    const text = 'import { defineApp } from "convex/server";\nexport default defineApp();\n';
    const edited = await editConfig(text, "convex-cutover/convex.config.js");
    expect(edited.text).toBe(text);
    expect(edited.pastes[0]!.lines).toContain("app.use(cutover);");
  });
});

const auth = (options: string) =>
  `import { convexAuth } from "@convex-dev/auth/server";\nimport { Password } from "@convex-dev/auth/providers/Password";\n\nexport const { auth, signIn } = convexAuth({${options}});\n`;

describe("auth.ts", () => {
  test.each([
    ["on one line", " providers: [Password] "],
    ["over lines", "\n  providers: [\n    Password, // mine\n  ]\n"],
    ["with a comma at the end", "\n  providers: [Password],\n"],
  ])("options %s get the callbacks", async (_, options) => {
    const { text, pastes } = await editAuth(auth(options), { migrations: "migrations", passwords: null });
    expect(pastes).toEqual([]);
    expect(text).toContain('import { cutover } from "./migrations.js";\n');
    expect(text).toMatch(/\],\n {2}callbacks: cutover\.authCallbacks\(\),\n\}\);\n$/);
    expect((await editAuth(text, { migrations: "migrations", passwords: null })).text).toBe(text);
  });

  const linked = { migrations: "migrations", passwords: null };
  const opening = { migrations: "migrations", passwords: "convex-cutover/auth" };

  test.each([
    ["Password", "legacyPassword({ cutover })"],
    ["Password()", "legacyPassword({ cutover })"],
    ["Password({ reset: ResendOTP })", "legacyPassword({ cutover, reset: ResendOTP })"],
    ["Password<DataModel>({ profile })", "legacyPassword<DataModel>({ cutover, profile })"],
  ])("the app kept a provider that does not read the hashes that the plan migrates: %s", async (before, after) => {
    const { text, pastes } = await editAuth(auth(` providers: [Google, ${before}] `), opening);
    expect(pastes).toEqual([]);
    expect(text).toContain(`providers: [Google, ${after}]`);
    expect(text).toContain('import { legacyPassword } from "convex-cutover/auth";\n');
    expect(text).not.toContain("providers/Password");
    expect(text).toContain("callbacks: cutover.authCallbacks(),");
    expect((await editAuth(text, opening)).text).toBe(text);
  });

  test.each([
    ["a crypto of its own", " providers: [Password({ crypto: mine })] "],
    ["options from elsewhere", " providers: [Password(options)] "],
    ["two uses", " providers: [Password, Password({ id: 'other' })] "],
  ])("with %s the lines to paste are printed", async (_name, options) => {
    const { text, pastes } = await editAuth(auth(options), opening);
    expect(text).toContain(options.trim());
    expect(pastes.map(({ lines }) => lines.at(-1))).toEqual(["legacyPassword({ cutover, …its options }),"]);
  });

  test("without hashes in the plan, or without Password in the app, nothing of it changes", async () => {
    expect((await editAuth(auth(" providers: [Password] "), linked)).text).toContain("providers: [Password]");
    const google =
      'import { convexAuth } from "@convex-dev/auth/server";\nexport const { auth } = convexAuth({ providers: [Google] });\n';
    expect((await editAuth(google, opening)).text).not.toContain("legacyPassword");
  });

  test("callbacks of its own are kept, and the line is printed", async () => {
    const text = auth(" providers: [], callbacks: { async redirect() { return '/'; } } ");
    const edited = await editAuth(text, { migrations: "migrations", passwords: null });
    expect(edited.text).toBe(text);
    expect(edited.pastes[0]!.lines[1]).toContain("authCallbacks({ …your callbacks })");
    expect((await editAuth("export const x = 1;\n", linked)).pastes).toEqual([]);
  });
});

test("a diff has the changed lines with three around them, and where they stand", () => {
  const before = Array.from({ length: 12 }, (_, at) => `line ${String(at + 1)}`);
  const after = [...before.slice(0, 5), "new", ...before.slice(6)];
  expect(renderDiff("a.ts", `${before.join("\n")}\n`, `${after.join("\n")}\n`)).toBe(
    "--- a.ts\n+++ a.ts\n@@ -3,7 +3,7 @@\n line 3\n line 4\n line 5\n-line 6\n+new\n line 7\n line 8\n line 9",
  );
  expect(renderDiff("a.ts", "", "x\n")).toBe("--- /dev/null\n+++ a.ts\n@@ -0,0 +1,1 @@\n+x");
  expect(renderDiff("a.ts", "x\n", "x\n")).toBe("");
});

test("a change in a file of many lines took a table of all of them against all", () => {
  const lines = Array.from({ length: 200_000 }, (_, at) => `line ${at}`);
  const changed = lines.with(100_000, "another");
  const shown = renderDiff("f.ts", `${lines.join("\n")}\n`, `${changed.join("\n")}\n`);
  expect(shown.split("\n").slice(2)).toEqual([
    "@@ -99998,7 +99998,7 @@",
    ...[99_997, 99_998, 99_999].map((at) => ` line ${at}`),
    "-line 100000",
    "+another",
    ...[100_001, 100_002, 100_003].map((at) => ` line ${at}`),
  ]);
});

test.each([
  ["a line more at the end", "a\nb\n", "a\nb\nb\n", " a| b|+b"],
  ["a line less between equal ones", "a\na\na\n", "a\na\n", " a| a|-a"],
  ["all of it", "a\n", "b\n", "-a|+b"],
])("what begins and ends alike is not taken twice: %s", (_name, before, after, expected) => {
  expect(renderDiff("f.ts", before, after).split("\n").slice(3).join("|")).toBe(expected);
});
