import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Difference } from "../../scripts/comparison/difference.js";
import { runCutover } from "../support/cutover.js";
import { temporaryDir } from "../support/folders.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { seedAccounts, source } from "../support/permTracker.js";
import { type Fields, readTables, writeTables } from "./exportedTables.js";

/** `table key kind field:what` */
type Found = string;

let home: Awaited<ReturnType<typeof temporaryDir>>;
let deployment: TestDeployment;
let tables: Map<string, Fields[]>;
/** Rows that have a fault already, or that others refer to. */
const used = new Set<Fields>();
const expected: Found[] = [];

async function cutover(...words: string[]) {
  return await runCutover([...words, "--dir", path.join(home.dir, "runs"), "--yes"], deployment.env);
}

beforeAll(async () => {
  home = await temporaryDir();
  deployment = await startDeployment();
  await seedAccounts(deployment.data, path.join(home.dir, "existing"));
  for (const words of [["export", "--source", source], ["load"], ["match"], ["resolve"]]) {
    const { code, stderr } = await cutover(...words);
    if (code !== 0) throw new Error(`${words[0]} ended with ${code}:\n${stderr}`);
  }
  tables = await readTables(deployment.data, home.dir);
});

afterAll(async () => {
  await deployment.stop();
  await home.remove();
});

const textOf = (document: Fields, name: string) => JSON.parse(document.get(name)!) as string;
const itemsOf = (document: Fields, name: string) => JSON.parse(document.get(name) ?? "[]") as unknown[];

/** A migrated document without a fault yet, for which this holds. */
function take(table: string, isMeant: (document: Fields) => boolean): Fields {
  const merged = new Set(tables.get("_components/cutover/matches")!.map((match) => match.get("id")));
  const isFree = (each: Fields) => each.has("legacyId") && !used.has(each) && !merged.has(each.get("_id"));
  const found = tables.get(table)!.find((each) => isFree(each) && isMeant(each));
  if (found === undefined) throw new Error(`no document of ${table} can have this fault`);
  used.add(found);
  return found;
}

function change(table: string, name: string, isMeant: (text: string) => boolean, edit: (text: string) => string): void {
  const document = take(table, (each) => each.has(name) && isMeant(each.get(name)!));
  document.set(name, edit(document.get(name)!));
  expected.push(`${table} ${textOf(document, "legacyId")} changed ${name}:value`);
}

function editItems(edit: (items: unknown[]) => unknown[]) {
  return (text: string) => JSON.stringify(edit(JSON.parse(text) as unknown[]));
}

/** A double as an export prints it. */
function add(text: string, more: number): string {
  const sum = Number(text) + more;
  return Number.isInteger(sum) ? `${sum}.0` : String(sum);
}

const injections: Readonly<Record<string, () => void>> = {
  "one code point in another normal form": () =>
    change(
      "users",
      "name",
      (text) => text !== text.normalize("NFD"),
      (text) => text.normalize("NFD"),
    ),
  "a truncated text": () =>
    change(
      "cases",
      "notes",
      (text) => text.length > 20,
      (text) => `${text.slice(0, 15)}"`,
    ),
  "an amount by one cent": () =>
    change(
      "cases",
      "pwdWageAmount",
      () => true,
      (text) => String(BigInt(text) + 1n),
    ),
  "an int64 at its end": () =>
    change(
      "cases",
      "pwdWageAmount",
      () => true,
      () => String(2n ** 63n - 1n),
    ),
  "a shifted day": () =>
    change(
      "cases",
      "pwdFilingDate",
      () => true,
      (text) => text.replace(/\d"$/, (digit) => `${(Number(digit[0]) + 1) % 10}"`),
    ),
  "a lost array element": () =>
    change(
      "cases",
      "tags",
      (text) => itemsOf(new Map([["", text]]), "").length > 0,
      editItems((items) => items.slice(1)),
    ),
  "array elements in another order": () =>
    change(
      "userSettings",
      "notifyDaysBefore",
      (text) => new Set(JSON.parse(text) as number[]).size > 1,
      (text) => `[${text.slice(1, -1).split(",").toReversed().join(",")}]`,
    ),
  "a flag that turned": () =>
    change(
      "cases",
      "isFavorite",
      () => true,
      (text) => (text === "true" ? "false" : "true"),
    ),
  "an hour of another zone": () =>
    change(
      "cases",
      "updatedAt",
      () => true,
      (text) => add(text, 3_600_000),
    ),
  "another word of an enumeration": () =>
    change(
      "cases",
      "priority",
      (text) => text !== '"low"',
      () => '"low"',
    ),
  "another _creationTime": () =>
    change(
      "cases",
      "_creationTime",
      () => true,
      (text) => add(text, 1),
    ),
  "a flag deep inside of an object": () =>
    change(
      "userSettings",
      "calendarDeadlineTypes",
      (text) => text.includes("true"),
      (text) => text.replace("true", "false"),
    ),
  "a field that went": () => {
    const document = take("cases", (each) => each.has("positionTitle"));
    document.delete("positionTitle");
    expected.push(`cases ${textOf(document, "legacyId")} changed positionTitle:value`);
  },
  "a field that came": () => {
    const document = take("cases", (each) => !each.has("caseNumber"));
    document.set("caseNumber", '"from nowhere"');
    expected.push(`cases ${textOf(document, "legacyId")} changed caseNumber:value`);
  },
  "a reference swapped between two rows": () => {
    const left = take("notifications", (each) => each.has("userId"));
    const right = take("notifications", (each) => each.has("userId") && each.get("userId") !== left.get("userId"));
    const [first, second] = [left.get("userId")!, right.get("userId")!];
    left.set("userId", second);
    right.set("userId", first);
    for (const each of [left, right])
      expected.push(`notifications ${textOf(each, "legacyId")} changed userId:reference`);
  },
  "a reference that was not written": () => {
    const document = take("userSettings", (each) => each.has("userId"));
    document.delete("userId");
    expected.push(`userSettings ${textOf(document, "legacyId")} changed userId:unresolved`);
  },
  "a lost document, and what leads to it": () => {
    const target = tables.get("cases")!.find((each) => !used.has(each) && referrers(each).length === 1)!;
    const [referrer] = referrers(target);
    for (const each of [target, referrer!.document]) used.add(each);
    tables.set(
      "cases",
      tables.get("cases")!.filter((each) => each !== target),
    );
    expected.push(`cases ${textOf(target, "legacyId")} missing `);
    expected.push(`${referrer!.table} ${textOf(referrer!.document, "legacyId")} changed ${referrer!.name}:dangling`);
  },
  "a duplicated document": () => {
    const document = take("notifications", () => true);
    const { _id, ...twice } = Object.fromEntries(document);
    tables.get("notifications")!.push(new Map(Object.entries(twice)));
    expected.push(`notifications ${textOf(document, "legacyId")} duplicate `);
  },
  "an extra document": () => {
    const { _id, ...twice } = Object.fromEntries(take("notifications", () => true));
    tables.get("notifications")!.push(new Map(Object.entries(twice)).set("legacyId", '"from nowhere"'));
    expected.push("notifications from nowhere extra ");
  },
  "two rows whose keys were swapped": () => {
    const left = take("userPreferences", () => true);
    const right = take("userPreferences", () => true);
    const [first, second] = [left.get("legacyId")!, right.get("legacyId")!];
    left.set("legacyId", second);
    right.set("legacyId", first);
    for (const each of [first, second]) expected.push(`userPreferences ${JSON.parse(each) as string} changed *`);
  },
  "a user who became part of somebody else's account": () => {
    const [, account] = takeMerged((filled) => !filled.includes("email"));
    account.set("email", '"somebody@else.example"');
    expected.push(`users ${textOf(account, "legacyId")} changed email:*`);
  },
  "an account that lost what the row had filled": () => {
    const [name, account] = takeMerged((filled, fields) =>
      filled.some((field) => isFilled(field) && fields.has(field)),
    );
    account.delete(name);
    expected.push(`users ${textOf(account, "legacyId")} changed ${name}:value`);
  },
};

const isFilled = (name: string) => ["name", "image", "phone", "lawFirm"].includes(name);

/** An account that one row became part of, and the first field that the row filled. */
function takeMerged(isMeant: (filled: string[], account: Fields) => boolean): [string, Fields] {
  const matches = tables.get("_components/cutover/matches")!;
  for (const match of matches) {
    const filled = itemsOf(match, "filled") as string[];
    const account = tables.get("users")!.find((each) => each.get("_id") === match.get("id"));
    const isAlone = matches.filter((each) => each.get("id") === match.get("id")).length === 1;
    if (account === undefined || used.has(account) || !isAlone || !isMeant(filled, account)) continue;
    used.add(account);
    return [filled.find((field) => isFilled(field) && account.has(field)) ?? "", account];
  }
  throw new Error("no account can have this fault");
}

function referrers(target: Fields): { table: string; name: string; document: Fields }[] {
  const places = [
    ["cases", "duplicateOf"],
    ["notifications", "caseId"],
  ] as const;
  return places.flatMap(([table, name]) =>
    tables
      .get(table)!
      .flatMap((document) => (document.get(name) === target.get("_id") ? [{ table, name, document }] : [])),
  );
}

function describe({ table, key, kind, fields }: Difference): Found {
  return `${table} ${key} ${kind} ${fields.map((field) => `${field.name}:${field.kind}`).join(",")}`;
}

/** A star takes whatever follows. */
function isMet(text: Found, each: Found): boolean {
  return each === text || (text.endsWith("*") && each.startsWith(text.slice(0, -1)));
}

test("each of 22 kinds of fault in a loaded deployment is found and named, and nothing else is", async () => {
  const impossible: string[] = [];
  for (const [name, inject] of Object.entries(injections)) {
    try {
      inject();
    } catch (error) {
      impossible.push(`${name}: ${(error as Error).message}`);
    }
  }
  expect(impossible).toStrictEqual([]);
  await writeTables(deployment.data, home.dir, tables);
  const { code, stderr } = await cutover("verify");
  expect(`${code} ${code === 2 ? "" : stderr}`).toBe("2 ");
  const { stdout } = await cutover("diff", "--json");
  const { differences } = JSON.parse(stdout) as { differences: Difference[] };
  const found = differences.map(describe);
  expect(expected.filter((text) => !found.some((each) => isMet(text, each)))).toStrictEqual([]);
  expect(found.filter((each) => !expected.some((text) => isMet(text, each)))).toStrictEqual([]);
  expect(Object.keys(injections)).toHaveLength(22);
  expect(differences.filter(({ byUsers }) => byUsers === true)).toStrictEqual([]);
});
