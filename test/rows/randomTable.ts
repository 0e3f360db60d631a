import { type GenericValidator, v } from "convex/values";
import {
  cents,
  computed,
  constant,
  date,
  decimal,
  definePlan,
  derive,
  email,
  flag,
  id,
  int64,
  integer,
  json,
  list,
  number,
  oneOf,
  ref,
  table,
  text,
  timestamp,
} from "../../convex/client/index.js";
import type { Plan } from "../../convex/shared/plan/plan.js";
import type { SourceRow } from "../../convex/shared/plan/row.js";
import type { Random } from "../../examples/support/random.js";

const latin = (plain: string) => Buffer.from(plain).toString("latin1");

const odd = [
  "\\N",
  "",
  "x",
  "-1",
  "0",
  "1.5",
  "t",
  "infinity",
  "2024-02-30",
  latin("Ü 😀"),
  "a\\tb",
  'say "hi"',
  "\\\\N",
  "\\x41",
  "\\v",
  "\u0001",
  "\\.",
  "{a,b}",
  "[1]",
  "\u00ff",
  "99999999999999999999",
];

interface Column {
  readonly kind: string;
  readonly good: (random: Random) => string;
}

const day = (random: Random) =>
  `20${String(random.between(10, 37))}-0${String(random.between(1, 9))}-${String(random.between(10, 28))}`;
export const columnsOf: Readonly<
  Record<string, { field: () => unknown; validator: GenericValidator; good: Column["good"] }>
> = {
  note: {
    field: () => text().optional(),
    validator: v.optional(v.string()),
    good: (r) => latin(`Employer "${String(r.bits())}" & Söhne \\\\ \\n`),
  },
  mail: {
    field: () => email().optional(),
    validator: v.optional(v.string()),
    good: (r) => `Person${String(r.between(1, 99))}@Example.com`,
  },
  day: { field: () => date().nullable(), validator: v.union(v.string(), v.null()), good: day },
  at: {
    field: () => timestamp().optional(),
    validator: v.optional(v.number()),
    good: (r) => `${day(r)} 05:00:0${String(r.between(0, 9))}.${String(r.between(1, 999999))}+00`,
  },
  made: { field: () => timestamp().asCreationTime(), validator: v.any(), good: (r) => `${day(r)} 05:00:00+00` },
  paid: { field: () => flag().or(false), validator: v.boolean(), good: (r) => (r.chance(50) ? "t" : "f") },
  count: { field: () => integer().or(7), validator: v.number(), good: (r) => String(r.between(0, 100_000)) },
  share: {
    field: () => number().optional(),
    validator: v.optional(v.number()),
    good: (r) => `${String(r.between(0, 100))}.${String(r.between(0, 1000))}`,
  },
  exact: {
    field: () => decimal().optional(),
    validator: v.optional(v.string()),
    good: (r) => `${String(r.between(0, 100))}.${String(r.between(0, 1000))}0`,
  },
  big: {
    field: () => int64().optional(),
    validator: v.optional(v.int64()),
    good: (r) => `${String(r.bits())}${String(r.bits())}`.slice(0, 18).replace(/^0/, "1"),
  },
  money: {
    field: () => cents().optional(),
    validator: v.optional(v.int64()),
    good: (r) => `${String(r.between(0, 100_000))}.${String(r.between(10, 99))}`,
  },
  state: {
    field: () => oneOf({ "Working on it": "working", Filed: "filed" }).or("working"),
    validator: v.union(v.literal("working"), v.literal("filed")),
    good: (r) => r.pick(["Filed", "Working on it"]),
  },
  tags: {
    field: () => list(text()).or([]),
    validator: v.array(v.string()),
    good: (r) => r.pick(['{a,"b,c"}', "{}", "{x}"]),
  },
  extra: {
    field: () => json(v.any()).optional(),
    validator: v.optional(v.any()),
    good: (r) => `{"b": ${String(r.between(0, 9))}, "a": [1, null, "\\\\n"]}`,
  },
  days: {
    field: () => list(number()).or([30, 14.5, 7]),
    validator: v.array(v.number()),
    good: (r) => `{${String(r.between(0, 9))},-2.50}`,
  },
  files: {
    field: () => json(v.array(v.object({ url: v.string(), size: v.number(), kind: v.optional(v.string()) }))).or([]),
    validator: v.array(v.object({ kind: v.optional(v.string()), size: v.number(), url: v.string() })),
    good: (r) => `[{"url": "https://x/${String(r.bits())}", "size": ${String(r.between(0, 9))}}]`,
  },
  owner: {
    field: () => ref("people", { missing: "reject" }).optional(),
    validator: v.optional(v.id("people")),
    good: (r) => String(r.between(1, 12)),
  },
  friend: {
    field: () => ref("people").nullable(),
    validator: v.union(v.id("people"), v.null()),
    good: (r) => String(r.between(1, 12)),
  },
  fans: {
    field: () => list(ref("people", { missing: "reject" })).optional(),
    validator: v.optional(v.array(v.id("people"))),
    good: (r) => `{${String(r.between(1, 12))},${String(r.between(1, 6))}}`,
  },
  peers: {
    field: () => list(ref("people")).nullable(),
    validator: v.union(v.array(v.id("people")), v.null()),
    good: (r) => `[${String(r.between(1, 20))}]`,
  },
  kept: {
    field: () => text().invalid("clear").optional(),
    validator: v.optional(v.string()),
    good: (r) => `k${String(r.between(1, 9))}`,
  },
};

const derivedColumns = {
  initial: derive(["id"], ({ id: key }) => {
    if (key === "9") throw new Error("nine");
    return key === "8" ? null : String(key).slice(0, 1);
  }),
  odd: derive(["id", "initial"], ({ id: key, initial }) => Number(key) % 2 === 1 && initial !== "2"),
};

/** A table of some of these columns, with rows of which some hold odd values. */
export function randomCase(random: Random) {
  const names = Object.keys(columnsOf).filter(() => random.chance(60));
  const fields: Record<string, unknown> = {
    id: id(),
    ...Object.fromEntries(names.map((name) => [name, columnsOf[name]!.field()])),
  };
  const validators: Record<string, GenericValidator> = Object.fromEntries(
    names.filter((name) => name !== "made").map((name) => [name, columnsOf[name]!.validator]),
  );
  if (random.chance(30)) {
    fields["source"] = constant("old");
    validators["source"] = v.string();
  }
  if (random.chance(30)) {
    fields["label"] = computed((row: SourceRow) => `row ${String(row["id"])}`).from("id");
    validators["label"] = v.string();
  }
  if (random.chance(40)) {
    fields["initial"] = text().optional();
    fields["odd"] = flag();
    validators["initial"] = v.optional(v.string());
    validators["odd"] = v.boolean();
  }
  const derived = "initial" in fields ? { columns: derivedColumns } : {};
  const uniqueNames = names.filter((name) => ["paid", "state", "count", "day", "tags", "friend", "big"].includes(name));
  const unique = uniqueNames.length > 1 && random.chance(40) ? { unique: [uniqueNames.slice(0, 2)] } : {};
  const rules = random.chance(25)
    ? { filter: (row: SourceRow) => row["id"] !== "3", rejectWhen: { five: (row: SourceRow) => row["id"] === "5" } }
    : {};
  const options = { ...derived, ...unique, ...rules };
  const rows = Array.from({ length: random.between(1, 40) }, (_, index) => {
    const key = random.chance(3) ? random.pick(odd) : String(index + 1);
    const cells = names.map((name) =>
      random.chance(3) ? random.pick(odd) : random.chance(10) ? "\\N" : columnsOf[name]!.good(random),
    );
    const line = [key, ...cells].join("\t");
    return random.chance(3) ? `${line}\textra` : random.chance(5) ? `${line}\r` : line;
  });
  const plan = definePlan({
    people: table("people", { id: id() }),
    things: table("things", fields as never, options as never),
  } as never) as unknown as Plan;
  return {
    plan,
    validators: { people: {}, things: validators },
    columns: { people: ["id"], things: ["id", ...names] },
    lines: { people: ["1", "2", "3", "4", "5", "6", "8", "9", "10", "11", "12"], things: rows },
  };
}
