import { type SchemaShape, type TableShape } from "../../convex/shared/plan/schemaFaults.js";
import { singular, wordsOf } from "../rows/keys/names.js";
import { relationOf, type SourceTable } from "../sources/source.js";
import { isCredential } from "./credentials.js";
import { findDeclaredField, listFields } from "./declared.js";
import { niceName } from "./names.js";

/** A table of the source that may be one that schema.ts has by another name. */
export interface Resemblance {
  /** As the source names it. */
  readonly source: string;
  /** As schema.ts names it. */
  readonly name: string;
  /** Fields that columns of the source are called as. */
  readonly shared: number;
  /** Of so many. */
  readonly of: number;
}

export interface Resemblances {
  /** Those without a rival: the plan takes the name that schema.ts has. */
  readonly certain: readonly Resemblance[];
  /** All others, the likeliest first. */
  readonly possible: readonly Resemblance[];
}

/** Tables of the source and of schema.ts that have no namesake, compared by the names of their fields. */
export function findResemblances(tables: readonly SourceTable[], schema: SchemaShape): Resemblances {
  const names = new Set(tables.map(({ name }) => niceName(relationOf(name), "table")));
  const open = Object.entries(schema.tables).filter(([name]) => !names.has(name) && !/^auth[A-Z]/.test(name));
  const own = tables.filter(({ name }) => !(niceName(relationOf(name), "table") in schema.tables));
  const pairs = open.flatMap(([name, shape]) => own.map((table) => compare(table, name, shape)));
  const likely = pairs.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score || b.shared - a.shared);
  const certain = likely.filter((pair) => isCertain(pair, likely));
  const settled = new Set(certain.flatMap(({ source, name }) => [`source ${source}`, `schema ${name}`]));
  const possible = likely.filter(
    ({ source, name }) => !settled.has(`source ${source}`) && !settled.has(`schema ${name}`),
  );
  return { certain: certain.map(describe), possible: possible.map(describe) };
}

interface Scored extends Resemblance {
  readonly score: number;
}

const enough = 0.6;
const fewestShared = 2;
/** A rival of more than this share of the score makes it a question. */
const rivalry = 0.6;

function isCertain(pair: Scored, all: readonly Scored[]): boolean {
  if (pair.score < enough || pair.shared < fewestShared) return false;
  const rivals = all.filter((each) => each !== pair && (each.source === pair.source || each.name === pair.name));
  return rivals.every(({ score }) => score <= pair.score * rivalry);
}

function compare(table: SourceTable, name: string, shape: TableShape): Scored {
  const fields = listFields(shape).map((field) => field.name);
  const isUsers = name === "users";
  const wanted = fields.filter((field) => !(isUsers && authOnly.has(field)));
  const found = new Set(
    table.columns.map((column) => findDeclaredField({ source: table, declared: shape }, column.name)?.name),
  );
  const shared = wanted.filter((field) => found.has(field)).length;
  const share = wanted.length === 0 ? 0 : shared / wanted.length;
  const likeness = isNamedAlike(table.name, name) || (isUsers && letsIn(table)) ? 0.4 : 0;
  return { source: table.name, name, shared, of: wanted.length, score: shared === 0 ? 0 : share + likeness };
}

/** What Convex Auth writes alone. */
const authOnly = new Set(["image", "emailVerificationTime", "phone", "phoneVerificationTime", "isAnonymous"]);

/** `shop_customers` and `customers`. */
function isNamedAlike(source: string, name: string): boolean {
  const [one, other] = [relationOf(source), name].map((each) => singular(wordsOf(each).at(-1) ?? ""));
  return one === other;
}

function letsIn({ columns }: SourceTable): boolean {
  return columns.some((column) => isCredential(column, columns));
}

function describe({ source, name, shared, of }: Scored): Resemblance {
  return { source, name, shared, of };
}
