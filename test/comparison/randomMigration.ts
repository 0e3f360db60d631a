import { type Value, v } from "convex/values";
import {
  bytes,
  date,
  definePlan,
  email,
  flag,
  id,
  int64,
  integer,
  json,
  list,
  number,
  ref,
  table,
  text,
  timestamp,
} from "../../convex/client/index.js";
import type { Document } from "../../convex/shared/document/document.js";
import type { Plan, PlannedTable } from "../../convex/shared/plan/plan.js";

/** Numbers from 0 to below 1, the same for the same seed. */
export type Random = () => number;

/** mulberry32 */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[below(random, items.length)]!;
}

const words = [
  "",
  "plain",
  'quote " and \\ back',
  "line\nfeed",
  "naïve",
  "nai\u0308ve",
  "日本語",
  "😀 pair",
  "a".repeat(300),
  "0",
];
const doubles = [0, 1, -1.5, 1e300, 5e-324, 0.1 + 0.2, 9007199254740991, 1_700_000_000_000.25];

/** The kinds of a random field, and a value such as each of them writes. */
const kinds = {
  text: { field: () => text(), value: (random: Random) => pick(random, words) },
  number: { field: () => number(), value: (random: Random) => pick(random, doubles) },
  integer: { field: () => integer(), value: (random: Random) => below(random, 1000) },
  int64: {
    field: () => int64(),
    value: (random: Random) => pick(random, [0n, 2n ** 63n - 1n, -(2n ** 63n), 9007199254740993n]),
  },
  date: {
    field: () => date(),
    value: (random: Random) => `20${10 + below(random, 20)}-0${1 + below(random, 9)}-1${below(random, 10)}`,
  },
  timestamp: { field: () => timestamp(), value: (random: Random) => 1_600_000_000_000 + below(random, 1e9) },
  flag: { field: () => flag(), value: (random: Random) => random() < 0.5 },
  list: {
    field: () => list(text()),
    value: (random: Random) => Array.from({ length: 1 + below(random, 4) }, () => pick(random, words)),
  },
  json: {
    field: () => json(v.any()),
    value: (random: Random) => ({ a: below(random, 9), b: [pick(random, words), null, { c: true }] }),
  },
  bytes: { field: () => bytes(), value: (random: Random) => Uint8Array.from([1, 2, below(random, 256)]).buffer },
} satisfies Record<string, { field: () => unknown; value: (random: Random) => Value }>;
type KindName = keyof typeof kinds;
const kindNames = Object.keys(kinds) as KindName[];

export interface RandomMigration {
  readonly plan: Plan;
  /** The kind of each field, by table and field. */
  readonly kindOf: ReadonlyMap<string, ReadonlyMap<string, KindName>>;
  readonly exported: Readonly<Record<string, readonly Document[]>>;
  /** What the deployment holds when everything went well: the app's tables and the component's. */
  readonly deployed: Record<string, Document[]>;
}

/** A plan of one to four tables with references in all directions, and data that the migration brought well. */
export function randomMigration(seed: number, { rows = 8, all = false } = {}): RandomMigration {
  const random = seeded(seed);
  const names = ["people", "cases", "notes", "tags"].slice(0, all ? 4 : 1 + below(random, 4));
  const kindOf = new Map(names.map((name) => [name, new Map(fieldsOf(random, all))]));
  const plan = definePlan(
    Object.fromEntries(names.map((name) => [name, planTable(random, name, names, kindOf.get(name)!, all)])),
  );
  if (plan.faults.length > 0) throw new Error(plan.faults.join("\n"));
  const exported = Object.fromEntries(
    names.map((name) => [name, exportTable(random, plan, plan.tables.get(name)!, kindOf.get(name)!, rows)]),
  );
  for (const name of names) linkTable(random, plan.tables.get(name)!, exported);
  return { plan, kindOf, exported, deployed: deploy(random, plan, exported) };
}

function fieldsOf(random: Random, all: boolean): [string, KindName][] {
  const chosen = kindNames.filter(() => all || random() < 0.5);
  return (chosen.length === 0 ? kindNames.slice(0, 1) : chosen).map((kind, index) => [`f${index}`, kind]);
}

function planTable(
  random: Random,
  name: string,
  names: readonly string[],
  fields: ReadonlyMap<string, KindName>,
  all: boolean,
) {
  // To tags nothing refers, where all kinds are wanted: one of them that goes is a single fault.
  const targets = names.filter((target) => (all ? target !== "tags" : random() < 0.5));
  const refs = targets.map((target) => [
    `${target}Ref`,
    ref(target, target === "people" ? { to: "email" } : {}).optional(),
  ]);
  const columns = [...fields].map(([field, kind]) => [
    field,
    (kinds[kind].field() as ReturnType<typeof text>).optional(),
  ]);
  const timed = all || random() < 0.5 ? { created_at: timestamp().asCreationTime() } : {};
  const people = name === "people" ? { email: email() } : {};
  return table(
    name,
    { id: id(), ...people, ...timed, ...Object.fromEntries([...columns, ...refs]) } as { id: ReturnType<typeof id> },
    name === "people" ? { match: "email" as never } : {},
  );
}

function exportTable(
  random: Random,
  plan: Plan,
  planned: PlannedTable,
  kindOf: ReadonlyMap<string, KindName>,
  rows: number,
): Document[] {
  return Array.from({ length: rows }, (_, index) => {
    const fields = [...kindOf].flatMap(([name, kind]) =>
      random() < 0.9 ? [[name, kinds[kind].value(random)] as const] : [],
    );
    const creationTime = planned.fields.some(({ name }) => name === "_creationTime");
    const address = `p${index}@x.example`;
    return {
      [planned.id.field]: `${planned.name[0]}${index}`,
      ...(planned.name === "people" ? { email: address } : {}),
      ...Object.fromEntries(planned.lookups.map(({ field }) => [field, address])),
      ...(creationTime ? { _creationTime: 1_500_000_000_000 + below(random, 1e6) } : {}),
      ...Object.fromEntries(fields),
    };
  });
}

/** Sets the keys of references; one in ten leads to a row that the source has not, which resolve left as an issue. */
function linkTable(random: Random, planned: PlannedTable, exported: Record<string, Document[]>): void {
  exported[planned.name] = exported[planned.name]!.map((document) => {
    const keys = planned.refs.flatMap(({ legacyField, target, lookup }) => {
      if (random() < 0.2) return [];
      const key = random() < 0.1 ? "gone" : pick(random, exported[target]!)[lookup.field];
      return [[legacyField, key] as const];
    });
    return { ...document, ...Object.fromEntries(keys) };
  });
}

function deploy(random: Random, plan: Plan, exported: RandomMigration["exported"]): Record<string, Document[]> {
  const ids = new Map<string, string>();
  for (const [name, documents] of Object.entries(exported)) {
    const { id: key, lookups } = plan.tables.get(name)!;
    for (const [index, document] of documents.entries())
      for (const { field } of [key, ...lookups])
        ids.set(`${name} ${field} ${document[field] as string}`, `${name}_${index}`);
  }
  const issues: Document[] = [];
  const matches: Document[] = [];
  const deployed = Object.fromEntries(
    Object.entries(exported).map(([name, documents]) => {
      const planned = plan.tables.get(name)!;
      const stored = documents.map((document, index) => {
        const links = planned.refs.flatMap(({ name: field, legacyField, target, lookup }) => {
          const key = document[legacyField];
          if (key === undefined) return [];
          const found = ids.get(`${target} ${lookup.field} ${key as string}`);
          if (found !== undefined) return [[field, found] as const];
          issues.push({ run: "run", stage: "resolve", table: name, legacyKey: document[planned.id.field]!, field });
          return [];
        });
        const arrived = {
          _id: `${name}_${index}`,
          _creationTime: 1_600_000_000_000.5 + index,
          ...document,
          ...Object.fromEntries(links),
        };
        if (planned.match === undefined || random() < 0.7) return arrived;
        const { account, match } = mergeInto(random, planned, document, arrived);
        matches.push(match);
        return account;
      });
      return [name, shuffle(random, [...stored, { _id: `${name}_own`, _creationTime: 1, f0: "the app's own" }])];
    }),
  );
  return { ...deployed, ...componentOf(plan, issues), "_components/cutover/matches": matches };
}

/** The row became part of an account that was there: some of its values filled a gap, others gave way to the account's own. */
function mergeInto(
  random: Random,
  { name, id: { field: keyField }, fields }: PlannedTable,
  row: Document,
  arrived: Document,
) {
  const account: Record<string, Value | undefined> = { ...arrived, _creationTime: 1_400_000_000_000.5 };
  const own = fields.filter(({ name: field }) => field.startsWith("f") && random() < 0.4);
  const kept = own.map(({ name: field }) => ({ field, ...(row[field] === undefined ? {} : { value: row[field] }) }));
  for (const { name: field } of own) account[field] = "the account's own";
  const timed = "_creationTime" in row ? [{ field: "_creationTime", value: row["_creationTime"]! }] : [];
  const match = {
    run: "run",
    table: name,
    legacyKey: row[keyField]!,
    id: arrived["_id"]!,
    class: "one_to_one",
    value: row["email"]!,
    filled: [keyField],
    kept: [...kept, ...timed],
    replaced: [],
    aliases: [],
  };
  return { account, match };
}

function componentOf(plan: Plan, issues: Document[]): Record<string, Document[]> {
  const progress = [...plan.tables.keys()].map((name) => ({
    run: "run",
    stage: "resolve",
    table: name,
    done: true,
    processed: 8,
  }));
  return {
    "_components/cutover/runs": [{ _id: "run", runId: "random", planHash: "p", state: "current" }],
    "_components/cutover/progress": progress,
    "_components/cutover/issues": issues,
  };
}

function shuffle<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => [random(), item] as const)
    .toSorted(([left], [right]) => left - right)
    .map(([, item]) => item);
}
