import { takesAbsent } from "../../../convex/shared/plan/schemaFaults.js";
import { withCall, withOption } from "../../project/code/planFile.js";
import { withSpellings } from "../../project/code/spellings.js";
import type { Finding, PlanChange } from "../finding.js";
import { type Entry, findEntry, nullSuffix } from "./entries.js";
import { planChange, type Rule, type Surroundings, tableShapeOf } from "./planChange.js";

const keptWithoutValue = "keeps the rows without the value";

/** What NULL becomes. */
export const takeNull: Rule = (finding, around) => {
  const entry = findEntry(finding, around, ["value", "creationTime", "ref"]);
  const suffix = entry === null ? null : nullSuffix(entry, around);
  return entry === null || suffix === null ? [] : [planChange(keptWithoutValue, entry.at, entry.code + suffix)];
};

/** What becomes of a value that does not convert. */
export const clearInvalid: Rule = (finding, around) => {
  const entry = findEntry(finding, around, ["value", "creationTime"]);
  const suffix = entry === null ? null : nullSuffix(entry, around);
  if (entry === null || suffix === null || entry.field.parts.invalid !== undefined) return [];
  const does = entry.field.parts.absent.kind === "default" ? "keeps the rows with the default" : keptWithoutValue;
  return [planChange(does, entry.at, `${entry.code}${suffix}.invalid("clear")`)];
};

/** Words that differ from one of the plan's in case, spaces or punctuation alone: every spelling that there is, at once. */
export const addSpellings: Rule = async (finding, around) => {
  const entry = findEntry(finding, around, ["value"]);
  const { words = [] } = finding;
  if (entry === null || words.length === 0) return [];
  const spelled = await withSpellings(
    entry.code,
    words.map(({ text }) => text),
  );
  if (spelled === null) return [];
  const rest = words.length - spelled.added;
  const others = rest === 0 ? "" : `; ${rest} other ${rest === 1 ? "word stays" : "words stay"} unknown`;
  return [planChange(`takes the same words in other spellings${others}`, entry.at, spelled.code)];
};

/** A list or a text is too long by its kind; of what JSON holds the document's limit speaks, which no field settles. */
export const clearTooLong: Rule = (finding, around) => {
  const role = findEntry(finding, around, ["value"])?.field.parts.role;
  return role?.kind === "value" && ["text", "list"].includes(role.of.name) ? clearInvalid(finding, around) : [];
};

const optionsOf: Readonly<Record<string, { callee: string; at: number }>> = {
  list: { callee: "list", at: 1 },
  lookup: { callee: "lookup", at: 1 },
  ref: { callee: "ref", at: 1 },
  text: { callee: "text", at: 0 },
};

/** An option of the function that reads the column. */
function setOption(callee: string, name: string, value: string, does: string): Rule {
  return async (finding, around) => {
    const entry = findEntry(finding, around, ["value", "ref"]);
    const code =
      entry === null ? null : await withOption(entry.code, optionsOf[callee]!, { name, code: JSON.stringify(value) });
    return code === null ? [] : [planChange(does, entry!.at, code)];
  };
}

export const leaveOutNullItems = setOption("list", "nulls", "omit", "keeps the lists without their NULL items");
export const dropBounds = setOption("list", "bounds", "drop", "keeps the items, counted from 1");
const keepJson = setOption("text", "json", "keep", "keeps the JSON as text");

/** JSON where a plain value is planned: as text where text is planned, else cleared. */
export const takeJson: Rule = async (finding, around) => {
  const kept = await keepJson(finding, around);
  return kept.length > 0 ? kept : await clearInvalid(finding, around);
};

/** A reference that leads to no migrated row. */
export const clearReference: Rule = async (finding, around) => {
  const entry = findEntry(finding, around, ["ref"]);
  const { role } = entry?.field.parts ?? {};
  if (entry === null || role?.kind !== "ref" || role.missing === "clear") return [];
  // The document goes without the field then, so the final schema must not require it; a list stays, with fewer items.
  if (role.list === null && !isOptional(entry, around)) return [];
  const code = await withOption(entry.code, optionsOf["ref"]!, { name: "missing", code: '"clear"' });
  return code === null ? [] : [planChange("keeps the rows without the reference", entry.at, code)];
};

/** Rows whose reference leads nowhere stay behind as well, each with this reason. */
export const rejectReference = setOption("ref", "missing", "reject", "leaves the rows behind that point there");

function isOptional({ at, name }: Entry, around: Surroundings): boolean {
  const shape = tableShapeOf(around, at.table!);
  return shape !== undefined && takesAbsent(shape, name, { kind: "leaveOut" });
}

/** A lookup without a match, where the field it fills takes NULL. */
export const takeNoMatch: Rule = async ({ table, column }, { plan, file }) => {
  const parts = table === undefined ? [] : (plan.tables.get(table)?.parts ?? []);
  const changes: PlanChange[] = [];
  for (const [index, { derived, fields, refs, sources }] of parts.entries()) {
    const readers = [...fields, ...refs].filter(({ columns }) => columns.includes(column ?? ""));
    if (!derived.some(([name]) => name === column) || readers.some(({ absent }) => absent.kind === "reject")) continue;
    const code = file?.derivedCode(table!, index, column!) ?? null;
    const edited =
      code === null ? null : await withOption(code, optionsOf["lookup"]!, { name: "missing", code: '"null"' });
    const source = parts.length === 1 ? {} : { source: sources[0]! };
    const at = { in: "derived", table: table!, ...source, key: column! } as const;
    if (edited !== null) changes.push(planChange("keeps the rows, with NULL where nothing matches", at, edited));
  }
  return changes;
};

/** A list of keys becomes references; the schema has to follow. */
export const linkList: Rule = async (finding, around) => {
  const entry = findEntry(finding, around, ["value"]);
  const { target } = finding;
  if (entry === null || target === undefined) return [];
  const element = `ref(${JSON.stringify(target)})`;
  const code =
    (await withCall(entry.code, "list", "list", ([, ...options]) => [element, ...options])) ??
    (await withCall(entry.code, "json", "list", () => [element]));
  const does = `makes references of them, where schema.ts has v.array(v.id(${JSON.stringify(target)})) for ${entry.name}`;
  return code === null ? [] : [planChange(does, entry.at, code)];
};

/** An address is trimmed and in lower case from then on. */
export const readAsEmail: Rule = async (finding: Finding, around) => {
  const entry = findEntry(finding, around, ["value"]);
  const code = entry === null ? null : await withCall(entry.code, "text", "email", () => []);
  return code === null ? [] : [planChange("reads the addresses trimmed and in lower case", entry!.at, code)];
};
