import type { Document } from "../../convex/shared/document/document.js";
import type { Plan, PlannedField, PlannedTable } from "../../convex/shared/plan/plan.js";
import { isNamedForKeys, isTellingKey, singular, stemOfList } from "../rows/keys/names.js";
import type { TableKeys } from "../rows/keys/tableKeys.js";
import type { DirectDocument } from "../rows/direct/directDocument.js";
import { comma, endOfValue, isNumber, openBracket, quote } from "../rows/direct/jsonText.js";
import type { Finding } from "./finding.js";
import { HashList } from "./references.js";

/** Items of one field that are compared: the first ones say as much as all. */
const mostItems = 50_000;

/** Fewer may be anything. */
const enough = 0.9;

interface ListField {
  readonly field: PlannedField;
  readonly items: HashList;
  count: number;
  areTelling: boolean;
}

/** Lists that the plan keeps as plain values although their items are keys of a table it migrates: in Convex those lead nowhere. */
export class KeyLists {
  private readonly fields: ListField[];

  constructor(private readonly table: PlannedTable) {
    this.fields = table.fields
      .filter(({ role }) => role.kind === "value" && ["list", "json"].includes(role.of.name))
      .map((field) => ({ field, items: new HashList(), count: 0, areTelling: true }));
  }

  take(document: Document): void {
    for (const list of this.fields) takeItems(list, document);
  }

  takeDirect(document: DirectDocument): void {
    for (const list of this.fields) {
      if (list.count >= mostItems) continue;
      const { name } = list.field;
      if (mayHoldKeys(document, document.placeOf(name))) takeItems(list, document.pick([name]));
    }
  }

  findings(plan: Plan, keys: TableKeys): Finding[] {
    return this.fields.filter(({ count }) => count > 0).flatMap((list) => this.findTarget(list, plan, keys) ?? []);
  }

  private findTarget({ field, items, count, areTelling }: ListField, plan: Plan, keys: TableKeys): Finding | null {
    const column = field.columns.join(", ");
    const stem = singular(stemOfList(column).join("_"));
    const others: string[] = [];
    for (const { name, id, parts } of plan.tables.values()) {
      const isNamed = [name, ...parts.flatMap(({ sources }) => sources)].some((each) => nameOf(each) === stem);
      const isSure = isNamed || areTelling;
      if ((!isSure && !isNamedForKeys(column)) || id.columns.length !== 1) continue;
      const known = keys.get(name, id.field);
      let found = 0;
      for (const item of items) if (known?.hasHash(item) === true) found += 1;
      if (found / count < enough) continue;
      if (isSure) return describe(this.table.name, column, name, found, count);
      others.push(name);
    }
    return others.length === 0 ? null : describeOpen(this.table.name, column, others, count);
  }
}

function takeItems(list: ListField, document: Document): void {
  const value = document[list.field.name];
  if (!Array.isArray(value) || list.count >= mostItems) return;
  for (const item of value) {
    if (typeof item === "object" || typeof item === "boolean") continue;
    const key = String(item);
    list.items.add(key);
    list.count += 1;
    list.areTelling &&= isTellingKey(key);
  }
}

/** Whether the field has a list with something other than objects, lists, booleans and null. */
function mayHoldKeys({ bytes, starts, ends }: DirectDocument, place: number): boolean {
  const end = (ends[place] ?? 0) - 1;
  if (end < 1 || bytes[starts[place]!] !== openBracket) return false;
  for (let at = starts[place]! + 1; at < end; at++) {
    // A number that JSON lacks is written as an object.
    const isTag = bytes[at + 1] === quote && bytes[at + 2] === dollar;
    if (bytes[at] === quote || isNumber(bytes[at]!) || isTag) return true;
    at = endOfValue(bytes, at, end);
    if (at === -1 || (at < end && bytes[at] !== comma)) return true;
  }
  return false;
}

const dollar = 0x24;

function nameOf(table: string): string {
  return singular(stemOfList(table.slice(table.lastIndexOf(".") + 1)).join("_"));
}

/** Small numbers may be keys of any table. */
function describeOpen(table: string, column: string, targets: readonly string[], count: number): Finding {
  return {
    code: "unlinked_list",
    level: "info",
    table,
    column,
    count,
    examples: [],
    message: `Its lists hold keys, by its name, and the plan keeps them as plain values: in Convex they point to nothing. They are found in ${targets.join(", ")}.`,
    target: targets[0]!,
    remedy: `Where they refer to one of these, write list(ref("${targets[0]!}")) for ${column} in plan.ts, and v.array(v.id("${targets[0]!}")) in schema.ts.`,
  };
}

function describe(table: string, column: string, target: string, found: number, count: number): Finding {
  const [some, all] = [found.toLocaleString("en-US"), count.toLocaleString("en-US")];
  return {
    code: "unlinked_list",
    level: "warning",
    table,
    column,
    count: found,
    examples: [],
    message: `${some} of ${all} items of its lists are keys of ${target}, and the plan keeps them as plain values: in Convex they point to nothing.`,
    target,
    remedy: `Write list(ref("${target}")) for ${column} in plan.ts, and v.array(v.id("${target}")) in schema.ts.`,
  };
}
