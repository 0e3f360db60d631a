import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectDir, temporaryDir } from "../../support/folders.js";
import { clientFrom, Editor, orders, users, wholePlan, writePlanFolder } from "../../support/planEditor.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let editor: Editor;
beforeAll(async () => {
  home = await temporaryDir();
  await writePlanFolder(home.dir);
  editor = new Editor(home.dir);
});
afterAll(async () => await home.remove());

const whole = (entries: string) => wholePlan(home.dir, entries);

/** `>` marks the line that is wrong. */
const wrong: readonly (readonly [what: string, entries: string, sentences: readonly string[]])[] = [
  [
    "a misspelled column, which is forgotten as well",
    users().replace("    full_name:", ">    fullname:"),
    [`public.users has no column "fullname"`],
  ],
  [
    "a forgotten column",
    users()
      .replace("    is_admin: flag().or(false),\n", '    admin: flag().from("id").or(false).as("isAdmin"),\n')
      .replace("  users", ">  users"),
    [`public.users: the plan does not say what becomes of column "is_admin"`],
  ],
  [
    "a column that from names",
    users().replace("    is_admin: flag()", '>    isAdmin: flag().from("is_amdin")'),
    [`public.users has no column "is_amdin"`],
  ],
  [
    "a field that schema.ts does not have",
    users().replace('    full_name: text().optional().as("name")', '>    full_name: text().optional().as("nmae")'),
    ["users.nmae: schema.ts has no such field (column full_name of public.users)"],
  ],
  [
    "a kind that does not fit",
    orders().replace("    total: cents()", ">    total: text()"),
    ["orders.total: schema.ts has v.int64(), the plan writes v.string() (column total of public.orders)"],
  ],
  [
    "a NULL that the schema does not take",
    users().replace("    email: email()", ">    email: email().optional()"),
    ["users.email: schema.ts has v.string(), the plan writes v.optional(v.string()) (column email of public.users)"],
  ],
  [
    "a reference to another table",
    orders().replace('    user_id: ref("users")', '>    user_id: ref("orders")'),
    [
      `orders.userId: schema.ts has v.id(\\"users\\"), the plan writes v.id(\\"orders\\") (column user_id of public.orders)`,
    ],
  ],
  [
    "a field that schema.ts requires",
    orders().replace('    channel: constant("web"),\n', "").replace("  orders", ">  orders"),
    ["orders.channel: schema.ts requires it, and the plan does not write it"],
  ],
  [
    "a table that schema.ts does not have",
    users() + orders().replace("  orders:", ">  order:"),
    ["order: not in schema.ts"],
  ],
  [
    "a source table that is not there",
    users().replace('  users: table("public.users"', '>  users: table("public.user"'),
    ['"public.user"'],
  ],
  [
    "a target that is not there",
    orders().replace('    user_id: ref("users")', '>    user_id: ref("user")'),
    ['"user"'],
  ],
  [
    "a field to match by that is not there",
    users().replace('  }, { match: "email"', '>  }, { match: "emial"'),
    ['"emial"', "Did you mean"],
  ],
  [
    "a misspelled column of a table whose rows merge",
    users(', merge: { by: ["email"], keep: "name" }').replace("    full_name:", ">    fullname:"),
    [`public.users has no column "fullname"`],
  ],
  [
    "a column that a merge with combine forgets",
    users(', merge: { by: ["email"], combine: { name: (kept, lost) => kept ?? lost } }')
      .replace("    is_admin: flag().or(false),\n", '    admin: flag().from("id").or(false).as("isAdmin"),\n')
      .replace("  users", ">  users"),
    [`public.users: the plan does not say what becomes of column "is_admin"`],
  ],
  [
    "a field that a table with a merge does not have in schema.ts",
    users(', merge: { by: ["email"] }')
      .replace('.as("name")', '.as("nmae")')
      .replace("    full_name", ">    full_name"),
    ["users.nmae: schema.ts has no such field (column full_name of public.users)"],
  ],
  [
    "a field to merge by that is not there",
    users(', merge: { by: ["emial"] }').replace("  }, { match", ">  }, { match"),
    ['"emial"'],
  ],
  [
    "a misspelled column beside one that is computed to merge by",
    users(', columns: { key: derive(["email"], (row) => row.email) }, merge: { by: ["key"] }').replace(
      "    full_name:",
      ">    fullname:",
    ),
    [`public.users has no column "fullname"`],
  ],
  [
    "a list of references to another table than schema.ts has",
    orders().replace('    user_id: ref("users")', '>    user_id: list(ref("users"))'),
    [
      'orders.userId: schema.ts has v.id("users"), the plan writes v.array(v.id("users")) (column user_id of public.orders)',
    ],
  ],
  [
    "a column in a rule",
    users().replace('  }, { match: "email"', ">  }, { filter: (row) => row.admin === true"),
    ["'admin' does not exist"],
  ],
  [
    "a column of text read with flag() and compared with text, which let every deleted row through",
    orders()
      .replace("    note: text().optional(),", '    note: flag().as("isDeleted"),')
      .replace("  }),", '>  }, { filter: (row) => row.note !== "1" }),'),
    ["'boolean | null' and 'string' have no overlap"],
  ],
  [
    "a column of text that a flag() of another name reads, in rejectWhen",
    orders()
      .replace("    note: text().optional(),", '    isDeleted: flag().from("note"),')
      .replace("  }),", '>  }, { rejectWhen: { deleted: (row) => row.note === "1" } }),'),
    ["'boolean | null' and 'string' have no overlap"],
  ],
];

/** The plan, and the line that the mark stands on. */
function mark(entries: string): { text: string; line: number } {
  const text = whole(entries);
  const line = text.slice(0, text.search(/^>/m)).split("\n").length;
  return { text: text.replace(/^>/m, ""), line };
}

/** Quotes inside a printed type are escaped. */
const plain = (message: string) => message.replaceAll('\\"', '"');

/** Whether the plan fits schema.ts is another question. */
const withoutSchema = (found: string[]) => found.filter((message) => !message.includes("schema.ts"));

describe("a plan that fits", () => {
  test("has no error, typed or not, and its values are those of the source", () => {
    const rows = orders(", { filter: (row) => row.total.length > 1 && row.note !== null }");
    expect(editor.diagnose(whole(users(", filter: (row) => row.is_admin === true") + rows))).toEqual([]);
    const untyped = whole(users()).replace(
      /import \{ computed[^\n]*\n/,
      `import { computed, definePlan, derive, lookup, ref, table, union } from "${clientFrom(home.dir)}";\n`,
    );
    expect(editor.diagnose(untyped.replace("email: email()", "anything: email()"))).toEqual([]);
  });

  test("a merge by a field, by the id or by a computed column has no error", () => {
    const options = [
      'merge: { by: ["email"], keep: "legacyId" }',
      'columns: { key: derive(["email"], (row) => row.email.toLowerCase()) }, merge: { by: ["key", "name"] }',
    ];
    for (const each of options) expect(editor.diagnose(whole(users(`, ${each}`) + orders()))).toEqual([]);
  });

  test("a column read with flag() is a boolean for rules, and one of json(v.any()) stays text", () => {
    const deleted = orders(", { filter: (row) => row.note !== true }").replace(
      "text().optional()",
      "flag().optional()",
    );
    const open = orders(", { filter: (row) => row.note?.length !== 1 }").replace("text()", "json(v.any())");
    const imports = `import { v } from "convex/values";\nimport { json } from "${clientFrom(home.dir)}";\n`;
    expect(withoutSchema(editor.diagnose(whole(users() + deleted)))).toEqual([]);
    expect(withoutSchema(editor.diagnose(imports + whole(users() + open)))).toEqual([]);
  });

  test("two tables may read one source: what one names, the other need not; of several sources each column counts", () => {
    const split = `  users: table("public.users", { id: id(), email: email(), is_admin: flag().or(false) }),
  orders: union([table("public.orders", { id: id(), user_id: ref("users"), total: cents(), note: text().optional(), channel: constant("web") }),
    table("users", { legacyId: id({ prefix: "u" }).from("id"), name: text().from("full_name").as("note"), userId: ref("users").from("id"), total: constant(1n), channel: constant("x") })]),
`;
    expect(editor.diagnose(whole(split))).toEqual([]);
  });
});

describe("TypeScript 5.9 says at the line of plan.ts", () => {
  test.each(wrong)("%s", (_, entries, sentences) => {
    const { text, line } = mark(entries);
    const found = editor.diagnose(text);
    const here = found.filter((message) => message.startsWith(`${String(line)}: `)).map(plain);
    for (const sentence of sentences.map(plain)) expect(here.join("\n")).toContain(sentence);
    for (const message of found) expect(message.length).toBeLessThan(3000);
  });
});

test("TypeScript 7 says the same, at the same lines", async () => {
  const files = wrong.map(([, entries], at) => ({ ...mark(entries), name: `plan${String(at)}.ts` }));
  for (const { name, text } of files) await writeFile(path.join(home.dir, name), text);
  const config = {
    extends: path.join(projectDir, "tsconfig.json"),
    compilerOptions: { types: [] },
    include: ["plan*.ts", "schema.ts"],
    exclude: [],
  };
  await writeFile(path.join(home.dir, "tsconfig.json"), JSON.stringify(config));
  const tsc = path.join(projectDir, "node_modules/typescript/bin/tsc");
  const run = promisify(execFile)(process.execPath, [tsc, "-p", home.dir, "--noEmit"], { cwd: home.dir });
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  for (const [at, { line, name }] of files.entries()) {
    const start = plain(stdout).indexOf(`${name}(${String(line)},`);
    expect(`${name} ${wrong[at]![0]} ${start === -1 ? "says nothing at its line" : ""}`.trim()).toBe(
      `${name} ${wrong[at]![0]}`,
    );
    const [message] = plain(stdout)
      .slice(start)
      .split(/\n(?=plan\d+\.ts)/);
    for (const sentence of wrong[at]![2].map(plain)) expect(plain(stdout)).toContain(sentence);
    expect(message!.length).toBeLessThan(3000);
  }
});
