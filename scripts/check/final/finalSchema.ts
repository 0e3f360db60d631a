import type { GenericSchema, SchemaDefinition, TableDefinition } from "convex/server";
import type { ValidatorJSON } from "convex/values";
import { finalTableOf } from "../../../convex/shared/plan/schemaFaults.js";
import type { Plan } from "../../../convex/shared/plan/plan.js";
import type { Finding } from "../finding.js";

/** A table as Convex will have it after the narrowing. */
export interface FinalTable {
  readonly name: string;
  readonly documentType: ValidatorJSON;
  /** Of every kind, with all the fields they name. */
  readonly indexes: readonly { readonly name: string; readonly fields: readonly string[] }[];
}

/** What `defineTable(…).export()` gives; it is marked internal, so its type is not published. */
interface Exported {
  readonly documentType: ValidatorJSON;
  readonly indexes: readonly ExportedIndex[];
  readonly searchIndexes: readonly ExportedIndex[];
  readonly vectorIndexes: readonly ExportedIndex[];
}

interface ExportedIndex {
  readonly indexDescriptor: string;
  readonly fields?: readonly string[];
  readonly searchField?: string;
  readonly vectorField?: string;
  readonly filterFields?: readonly string[];
}

/** The schema as it was before `duringCutover` or `withLegacyFields` relaxed its tables. */
export function readFinalSchema(schema: SchemaDefinition<GenericSchema, boolean>): FinalTable[] {
  return Object.entries(schema.tables).map(([name, table]) => {
    const { documentType, indexes, searchIndexes, vectorIndexes } = exportTable(finalTableOf(table));
    const all = [...indexes, ...searchIndexes, ...vectorIndexes];
    return { name, documentType, indexes: all.map(toIndex) };
  });
}

function exportTable(table: TableDefinition): Exported {
  return (table as unknown as { export(): Exported }).export();
}

function toIndex({ indexDescriptor, fields = [], searchField, vectorField, filterFields = [] }: ExportedIndex) {
  const named = [...fields, searchField, vectorField, ...filterFields].filter((field) => field !== undefined);
  return { name: indexDescriptor, fields: named };
}

/** What the final schema itself still says about legacy fields: it would deploy, but it is not final. */
export function findLegacyInSchema(tables: readonly FinalTable[], plan: Plan): FinalFinding[] {
  return tables.flatMap(({ name, documentType, indexes }) => {
    const legacy = new Set(plan.tables.get(name)?.legacyFields);
    const fields = [...fieldsOf(documentType)].filter((field) => legacy.has(field));
    const named = indexes.filter((index) => index.fields.some((field) => legacy.has(field)));
    const remedy = "Remove it from schema.ts: duringCutover(schema, plan) adds it for as long as it is needed.";
    const finding = { level: "blocks", code: "schema_names_legacy", table: name, examples: [], remedy } as const;
    return [
      ...fields.map((field) => ({ ...finding, field, count: 1, message: "The final schema still has this field." })),
      ...named.map((index) => ({
        ...finding,
        count: 1,
        message: `The final schema still has the index ${index.name}, which names a legacy field.`,
      })),
    ];
  });
}

function fieldsOf(validator: ValidatorJSON): Set<string> {
  if (validator.type === "union") return new Set(validator.value.flatMap((member) => [...fieldsOf(member)]));
  return new Set(validator.type === "object" ? Object.keys(validator.value) : []);
}

/** The deploy passes whatever the documents are: only this check has looked at them. */
export function findUnvalidated({ schemaValidation }: SchemaDefinition<GenericSchema, boolean>): FinalFinding[] {
  if (schemaValidation) return [];
  const message = "schema.ts sets schemaValidation: false, so Convex checks no document when it is deployed.";
  const remedy = "Set it to true: the deploy then verifies every document, too.";
  return [{ level: "note", code: "schema_not_validated", count: 1, examples: [], message, remedy }];
}

/** Something that keeps the final schema from being deployed, or that is good to know before. */
export interface FinalFinding extends Pick<Finding, "code" | "table" | "count" | "examples" | "message" | "remedy"> {
  /** blocks: the narrowing would not pass, or something would break with it. note: it passes all the same. */
  readonly level: "blocks" | "note";
  readonly field?: string;
}
