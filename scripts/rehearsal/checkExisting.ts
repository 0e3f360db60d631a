import path from "node:path";
import type { GenericSchema, SchemaDefinition } from "convex/server";
import type { ValidatorJSON } from "convex/values";
import { CutoverError, type Fault } from "../errors.js";
import { rehearsalFailures } from "./failures.js";
import { decodeDocument } from "../rows/write/documentLines.js";
import { findMismatch } from "./server/schemaCheck.js";

type Schema = SchemaDefinition<GenericSchema, boolean>;

/**
 * A deploy of the schema that holds during the migration walks every document that is there, and is refused as a whole where one
 * does not fit. `tables`: lines of JSON by table, with ids of the built-in deployment.
 */
export function checkExisting(tables: ReadonlyMap<string, readonly string[]>, folder: string, schema: Schema): void {
  if (!(schema as { schemaValidation?: boolean }).schemaValidation) return;
  const faults = [...tables].flatMap(([table, lines]) => {
    const fault = findFault(lines, path.join(folder, `${table}.jsonl`), typeOf(schema, table));
    return fault === null ? [] : [fault];
  });
  if (faults.length > 0) throw new CutoverError(rehearsalFailures.badExisting, faults);
}

/** The first one of a table, as Convex names it. */
function findFault(lines: readonly string[], file: string, type: ValidatorJSON | null): Fault | null {
  if (type === null) return null;
  for (const [index, line] of lines.entries()) {
    const { _id, _creationTime, ...fields } = decodeDocument(line, "jsonl");
    const mismatch = findMismatch(type, fields);
    if (mismatch === undefined) continue;
    return {
      what: `Convex would refuse to deploy convex/schema.ts: an existing document does not match it: ${mismatch}`,
      where: `${file}:${String(index + 1)}`,
      next: "Make the field optional or wider in convex/schema.ts, or correct the document, then: cutover rehearse",
    };
  }
  return null;
}

/** null: the schema has no such table, and a deploy leaves it alone. */
function typeOf(schema: Schema, table: string): ValidatorJSON | null {
  const definition = schema.tables[table] as { export(): { documentType: ValidatorJSON } } | undefined;
  return definition?.export().documentType ?? null;
}
