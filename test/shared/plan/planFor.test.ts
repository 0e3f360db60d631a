import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryDir } from "../../support/folders.js";
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

describe("an editor completes", () => {
  test.each([
    ["source tables", `users: table("|", {`, ["public.orders", "public.users"], ["public._prisma_migrations"]],
    ["columns", `users: table("public.users", { | }),`, ["email", "full_name", "id", "is_admin"], ["total"]],
    ["targets of a reference", `orders: table("public.orders", { user_id: ref("|") }),`, ["orders", "users"], []],
    [
      "fields to match by",
      users().replace('match: "email"', 'match: "|"'),
      ["email", "name", "isAdmin"],
      ["full_name"],
    ],
    ["fields that win", users(", wins: { | }"), ["email", "name", "isAdmin"], ["full_name"]],
    ["fields of unique", users(', unique: [["|"]]'), ["email", "name"], ["full_name"]],
    ["the row of a filter", users(", filter: (row) => row.| === true"), ["is_admin", "full_name"], ["total"]],
    [
      "the row of a rule",
      orders(", { rejectWhen: { odd: (row) => row.| === null } }"),
      ["note", "total"],
      ["is_admin"],
    ],
    [
      "what is computed from",
      orders(', { columns: { a: derive(["|"], () => null) } }'),
      ["note", "total"],
      ["is_admin"],
    ],
    [
      "the row of a computed column",
      orders(', { columns: { a: derive(["note"], (row) => row.|) } }'),
      ["note"],
      ["total"],
    ],
    [
      "a table and its column to look up",
      orders(', { columns: { a: lookup("public.users", { where: { id: "user_id" }, take: "|" }) } }'),
      ["email", "full_name"],
      ["total"],
    ],
    [
      "a column of this row to look up by",
      orders(', { columns: { a: lookup("public.users", { where: { id: "|" }, take: "email" }) } }'),
      ["user_id"],
      [],
    ],
    [
      "computed fields' rows",
      `users: table("public.users", { x: computed((row) => row.|) }),`,
      ["full_name", "note"],
      [],
    ],
  ] as const)("%s", (_, entry, offered, not) => {
    const found = editor.complete(whole(entry));
    expect(found).toEqual(expect.arrayContaining([...offered]));
    for (const name of not) expect(found).not.toContain(name);
  });
});

const typedWords = ["computed", "definePlan", "derive", "lookup", "ref", "table", "union"];
const words =
  "bytes cents computed configured constant date decimal definePlan derive duration email flag geoPoint id int64 integer json list lookup number omit oneOf planFor ref rowKey table text time timestamp union";
const methods = ["optional", "or", "nullable", "invalid", "as", "from"];

/** A file that names each word on a line of its own. */
const nameAll = (names: readonly string[], from: string) =>
  `import { ${names.join(", ")} } from "${from}";\n${names.map((name) => `${name};`).join("\n")}\n`;

describe("hover says what it is", () => {
  test.each(words.split(" "))("%s", (word) => {
    const text = nameAll(words.split(" "), clientFrom(home.dir)).replace(`\n${word};`, `\n|${word};`);
    expect(editor.hover(text)).toMatch(/\w+ \w+ \w+/);
  });

  test.each(typedWords)("%s of plan.source.ts", (word) => {
    const text = nameAll(typedWords, "./plan.source.js").replace(`\n${word};`, `\n|${word};`);
    expect(editor.hover(text)).toMatch(/\w+ \w+ \w+/);
  });

  test.each(methods)(".%s()", (method) => {
    const all = methods.map((name) => `text().${name};\n`).join("");
    const text = `import { text } from "${clientFrom(home.dir)}";\n${all}`;
    expect(editor.hover(text.replace(`text().${method};`, `text().|${method};`))).toMatch(/\w+ \w+ \w+/);
  });
});

test.each([
  "match",
  "formerly",
  "wins",
  "unique",
  "merge",
  "keepIdMap",
  "allow",
  "jq",
  "columns",
  "filter",
  "rejectWhen",
])("hover says what the option %s is", (name) => {
  const value: Readonly<Record<string, string>> = {
    match: '"email"',
    filter: "() => true",
    jq: '"."',
    keepIdMap: "true",
    formerly: '"name"',
  };
  const entry = users().replace('match: "email"', `|${name}: ${value[name] ?? "undefined"}`);
  expect(editor.hover(whole(entry))).toMatch(/\w+ \w+ \w+/);
});

test("hover over a column says its type in the source", () => {
  expect(editor.hover(whole(orders(", { filter: (row) => row.|total !== null }")))).toBe("numeric(10,2)");
});
