import type { Value } from "convex/values";
import type { FieldDifference } from "../../scripts/comparison/difference.js";
import { type Inject, type Place, places, put } from "./places.js";
import { below, pick, type Random, type RandomMigration } from "./randomMigration.js";
import { valueFaults } from "./valueFaults.js";

/** Another id, or none, in a reference that was written. */
function reference(
  kind: FieldDifference["kind"],
  change: (migration: RandomMigration, random: Random, target: string, id: string) => string | undefined,
): Inject {
  return (migration, random) => {
    const { plan, deployed } = migration;
    const found = places(migration).flatMap((place) =>
      plan.tables.get(place.table)!.refs.flatMap(({ name, target }) => {
        const id = place.document[name];
        return typeof id === "string" ? [{ place, name, target, id }] : [];
      }),
    );
    if (found.length === 0) return null;
    const { place, name, target, id } = pick(random, found);
    put(deployed, place, { [name]: change(migration, random, target, id) });
    return [{ table: place.table, key: place.key, kind: "changed", fields: [{ name, kind }] }];
  };
}

/** A document to which nothing refers: one that goes or comes is the only fault. */
function unreferred(migration: RandomMigration): Place[] {
  const { plan, deployed } = migration;
  const tables = [...plan.tables.values()];
  const ids = new Set(
    tables.flatMap(({ name, refs }) => deployed[name]!.flatMap((document) => refs.map((ref) => document[ref.name]))),
  );
  return places(migration, ({ document }) => !ids.has(document._id));
}

const otherId = ({ deployed }: RandomMigration, random: Random, table: string, id: string): string =>
  pick(
    random,
    deployed[table]!.filter(
      (each) => each._id !== id && "email" in each === (table === "people") && each["legacyId"] !== undefined,
    ),
  )._id as string;

export const faults: Readonly<Record<string, Inject>> = {
  ...valueFaults,
  "a field that got a value": (migration, random) => {
    const found = places(migration).flatMap((place) =>
      [...migration.kindOf.get(place.table)!.keys()].flatMap((name) =>
        place.document[name] === undefined ? [{ place, name }] : [],
      ),
    );
    if (found.length === 0) return null;
    const { place, name } = pick(random, found);
    put(migration.deployed, place, { [name]: "from nowhere" });
    return [{ table: place.table, key: place.key, kind: "changed", fields: [{ name, kind: "value" }] }];
  },
  "another _creationTime": (migration, random) => {
    const isTimed = ({ table }: Place) =>
      migration.plan.tables.get(table)!.fields.some(({ name }) => name === "_creationTime");
    const found = places(migration, isTimed);
    if (found.length === 0) return null;
    const place = pick(random, found);
    put(migration.deployed, place, { _creationTime: (place.document._creationTime as number) + 1 });
    return [
      { table: place.table, key: place.key, kind: "changed", fields: [{ name: "_creationTime", kind: "value" }] },
    ];
  },
  "a reference to another document": reference("reference", otherId),
  "a reference to a document that is gone": reference("dangling", () => "people_404"),
  "a reference to the app's own document": reference("dangling", (_migration, _random, target) => `${target}_own`),
  "a reference that was not written": reference("unresolved", () => undefined),
  "a lost document": (migration, random) => {
    const found = unreferred(migration);
    if (found.length === 0) return null;
    const { table, at, key } = pick(random, found);
    migration.deployed[table] = migration.deployed[table]!.toSpliced(at, 1);
    return [{ table, key, kind: "missing", fields: [] }];
  },
  "a duplicated document": (migration, random) => {
    const { table, document, key } = pick(random, places(migration));
    migration.deployed[table]!.push({ ...document, _id: `${table}_twice` });
    return [{ table, key, kind: "duplicate", fields: [] }];
  },
  "an extra document": (migration, random) => {
    const { table, document } = pick(random, places(migration));
    const { id, refs } = migration.plan.tables.get(table)!;
    const without = Object.fromEntries(
      refs.flatMap(({ name, legacyField }) => [
        [name, undefined],
        [legacyField, undefined],
      ]),
    );
    migration.deployed[table]!.push({ ...document, ...without, _id: `${table}_extra`, [id.field]: "from nowhere" });
    return [{ table, key: "from nowhere", kind: "extra", fields: [] }];
  },
  "two rows whose keys were swapped": (migration) => {
    const [left, right] = unreferred(migration).filter(({ table }) => table === "tags");
    if (left === undefined || right === undefined) return null;
    const { id } = migration.plan.tables.get("tags")!;
    put(migration.deployed, left, { [id.field]: right.key });
    put(migration.deployed, right, { [id.field]: left.key });
    return [left, right].map(({ key }) => ({ table: "tags", key, kind: "changed", fields: [] }) as const);
  },
  "a reference swapped between two rows with equal fields": (migration) => {
    const { deployed, plan } = migration;
    const { refs } = plan.tables.get("notes") ?? { refs: [] };
    const ref = refs.find(({ target }) => target === "cases");
    const [left, right] = places(
      migration,
      ({ table, document }) => table === "notes" && ref !== undefined && document[ref.name] !== undefined,
    );
    if (left === undefined || right === undefined || left.document[ref!.name] === right.document[ref!.name])
      return null;
    put(deployed, left, { [ref!.name]: right.document[ref!.name] });
    put(deployed, right, { [ref!.name]: left.document[ref!.name] });
    return [left, right].map(
      ({ key }) =>
        ({ table: "notes", key, kind: "changed", fields: [{ name: ref!.name, kind: "reference" }] }) as const,
    );
  },
  "a row that became part of somebody else's account": (migration, random) => {
    const matches = migration.deployed["_components/cutover/matches"]!;
    if (matches.length === 0) return null;
    const match = pick(random, matches);
    const at = migration.deployed["people"]!.findIndex(({ _id }) => _id === match["id"]);
    const document = migration.deployed["people"]![at]!;
    const kept = [...(match["kept"] as Value[]), { field: "email", value: document["email"]! }];
    const matchAt = matches.indexOf(match);
    migration.deployed["_components/cutover/matches"] = matches.with(matchAt, { ...match, kept });
    migration.deployed["people"] = migration.deployed["people"]!.with(at, {
      ...document,
      email: "somebody@else.example",
    });
    return [
      {
        table: "people",
        key: match["legacyKey"] as string,
        kind: "changed",
        fields: [{ name: "email", kind: "user" }],
      },
    ];
  },
  "an account that lost what the row had filled": (migration, random) => {
    const matches = migration.deployed["_components/cutover/matches"]!;
    const found = matches.flatMap((match) => {
      const at = migration.deployed["people"]!.findIndex(({ _id }) => _id === match["id"]);
      const own = new Set((match["kept"] as { field: string }[]).map(({ field }) => field));
      const document = migration.deployed["people"]![at]!;
      const names = Object.keys(document).filter(
        (name) => /^f\d/.test(name) && !own.has(name) && document[name] !== undefined,
      );
      return names.map((name) => ({ at, name, key: match["legacyKey"] as string, document }));
    });
    if (found.length === 0) return null;
    const { at, name, key, document } = found[below(random, found.length)]!;
    migration.deployed["people"] = migration.deployed["people"]!.with(at, { ...document, [name]: undefined });
    return [{ table: "people", key, kind: "changed", fields: [{ name, kind: "value" }] }];
  },
};
