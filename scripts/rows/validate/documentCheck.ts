import type { GenericSchema, SchemaDefinition } from "convex/server";
import type { ValidatorJSON } from "convex/values";
import type { Document } from "../../../convex/shared/document/document.js";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import { compileValidator, validatorJson } from "../../../convex/shared/document/validate.js";
import { findLimitFault } from "./checkDocument.js";
import type { Reason } from "../convert/convertRow.js";

/** The reasons for which Convex would refuse a converted document: its schema, and limits other than its size. */
export type DocumentCheck = (document: Document) => Reason[];

export function compileDocumentCheck(
  schema: SchemaDefinition<GenericSchema, boolean>,
  table: PlannedTable,
): DocumentCheck {
  const find = compileValidator(withCreationTime(validatorJson(schema.tables[table.name]!.validator)));
  return (document) => {
    const mismatch = find(document);
    const limit = findLimitFault(document);
    return [...(mismatch === null ? [] : [schemaReason(mismatch)]), ...(limit === null ? [] : [limit])];
  };
}

/** The import takes `_creationTime` beside what the schema names. */
function withCreationTime(json: ValidatorJSON): ValidatorJSON {
  if (json.type === "union") return { ...json, value: json.value.map(withCreationTime) };
  if (json.type !== "object") return json;
  return { ...json, value: { ...json.value, _creationTime: { fieldType: { type: "number" }, optional: true } } };
}

function schemaReason({ path, expected, found }: NonNullable<ReturnType<ReturnType<typeof compileValidator>>>): Reason {
  return { column: path, code: "schema", message: `schema.ts expects ${expected}, found ${found}.` };
}
