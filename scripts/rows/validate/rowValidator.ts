import type { GenericSchema, SchemaDefinition } from "convex/server";
import type { ValidatorJSON, Value } from "convex/values";
import type { Document } from "../../../convex/shared/document/document.js";
import { compileValidator, type Mismatch, validatorJson } from "../../../convex/shared/document/validate.js";
import { documentLimits } from "../../../convex/shared/limits.js";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import { CutoverError } from "../../errors.js";
import { rowFailures } from "../failures.js";
import type { ConvertedRow } from "../convert/convertRow.js";
import type { RejectReason } from "../convert/rejectReason.js";
import { KeySet } from "../keys/keySet.js";
import { findKeyFaults, rememberKeys, type TableKeys } from "../keys/tableKeys.js";
import type { MergedRows, PreparedLookups } from "../lookups/prepareLookups.js";

/** Values of the row that did not convert, and that the plan's `.invalid(…)` replaced. */
type Replaced = readonly RejectReason[];

/** What becomes of one row by every rule of plan, schema and limits. */
export type RowOutcome =
  | {
      readonly kind: "document";
      readonly key: string;
      readonly document: Document;
      readonly line: string;
      readonly replaced: Replaced;
    }
  | { readonly kind: "filtered"; readonly key: string | null }
  /** Merged into the document of the row `into`, which has an outcome of its own. */
  | {
      readonly kind: "merged";
      readonly key: string;
      readonly into: string;
      readonly original: unknown;
      readonly replaced: Replaced;
    }
  | {
      readonly kind: "rejected";
      /** null if it does not convert; the position of a row that the source could not read. */
      readonly key: string | null;
      readonly reasons: readonly RejectReason[];
      /** The row as it was, for the rejected file. */
      readonly original: unknown;
    };

/** What validating the rows of one table needs. */
export interface ValidatorInputs {
  readonly table: PlannedTable;
  readonly keys: TableKeys;
  readonly prepared: PreparedLookups;
  /** The document's line without the line feed, or why there is none. */
  encode(document: Document): string | RejectReason;
}

type ConvertedDocument = Extract<ConvertedRow, { kind: "document" }>;
/** Called only when the original row is kept. */
type GetOriginal = () => unknown;

/** Progress through a group of rows that are merged. */
interface MergeGroup {
  readonly document: Document;
  /** The line of the merged document, or why it is rejected. */
  readonly line: string | readonly RejectReason[];
  rows: number;
}

/**
 * Validates the converted rows of one table. Rows that are merged become one document: validated at the first of the rows,
 * written at the position of the one that is kept.
 */
export class RowValidator {
  private readonly groups = new Map<MergedRows, MergeGroup>();
  private readonly unmergedKeys = new KeySet();
  private readonly check: DocumentCheck;

  constructor(
    private readonly inputs: ValidatorInputs,
    schema: SchemaDefinition<GenericSchema, boolean>,
    private readonly source: string,
  ) {
    this.check = compileDocumentCheck(schema, inputs.table);
  }

  validate(converted: ConvertedDocument, getOriginal: GetOriginal): RowOutcome {
    const { table, prepared } = this.inputs;
    const { mergeKey } = converted;
    if (mergeKey === null) return this.validateSingle(converted, getOriginal);
    const merged = prepared.merges.get(table.name)?.get(mergeKey);
    if (merged !== undefined) return this.validateMerged(merged, converted, getOriginal);
    // A row without duplicates when they were searched must still have none.
    if (!this.unmergedKeys.add(mergeKey)) throw this.rowsChanged();
    return this.validateSingle(converted, getOriginal);
  }

  /** Throws if not all rows of a merge group came again. */
  finish(): void {
    for (const [merged, { rows }] of this.groups) if (rows !== merged.rows) throw this.rowsChanged();
  }

  private validateMerged(
    merged: MergedRows,
    { key, replaced }: ConvertedDocument,
    getOriginal: GetOriginal,
  ): RowOutcome {
    const group = this.groups.get(merged) ?? this.beginGroup(merged);
    const position = group.rows++;
    const { document, line } = group;
    if (typeof line !== "string") return { kind: "rejected", key, reasons: line, original: getOriginal() };
    if (position === merged.keptPosition) return { kind: "document", key: merged.key, document, line, replaced };
    return { kind: "merged", key, into: merged.key, original: getOriginal(), replaced };
  }

  private beginGroup(merged: MergedRows): MergeGroup {
    const document = this.inputs.prepared.aliases.repoint(this.inputs.table, merged.document);
    const group = { document, line: this.acceptDocument(document), rows: 0 };
    this.groups.set(merged, group);
    return group;
  }

  private validateSingle({ key, document, replaced }: ConvertedDocument, getOriginal: GetOriginal): RowOutcome {
    const line = this.acceptDocument(document);
    if (typeof line !== "string") return { kind: "rejected", key, reasons: line, original: getOriginal() };
    return { kind: "document", key, document, line, replaced };
  }

  /** The line to write, whose keys are taken from now on; or all reject reasons. */
  private acceptDocument(document: Document): string | RejectReason[] {
    const { table, keys } = this.inputs;
    const line = this.encodeValid(document);
    if (typeof line === "string") rememberKeys(table, keys, document);
    return line;
  }

  private encodeValid(document: Document): string | RejectReason[] {
    const { table, keys } = this.inputs;
    const reasons = [...this.check(document), ...findKeyFaults(table, keys, document)];
    if (reasons.length > 0) return reasons;
    const line = this.inputs.encode(document);
    if (typeof line !== "string") return [line];
    const tooLarge = findSizeFault(line);
    return tooLarge === null ? line : [tooLarge];
  }

  private rowsChanged(): CutoverError {
    return new CutoverError(rowFailures.mergedRowsChanged, {
      what: `Rows of ${this.inputs.table.name} changed while they were read, so merged rows no longer match`,
      where: this.source,
      next: "Block writes to the source (this one has no snapshots), then run the same command again.",
    });
  }
}

/** Why Convex would refuse a document: its schema, and limits other than its size. */
type DocumentCheck = (document: Document) => RejectReason[];

function compileDocumentCheck(schema: SchemaDefinition<GenericSchema, boolean>, table: PlannedTable): DocumentCheck {
  const findMismatch = compileValidator(withCreationTime(validatorJson(schema.tables[table.name]!.validator)));
  return (document) => {
    const mismatch = findMismatch(document);
    const limit = findLimitFault(document);
    return [...(mismatch === null ? [] : [toSchemaReason(mismatch)]), ...(limit === null ? [] : [limit])];
  };
}

/** `convex import` accepts `_creationTime` beside the fields of the schema. */
function withCreationTime(json: ValidatorJSON): ValidatorJSON {
  if (json.type === "union") return { ...json, value: json.value.map(withCreationTime) };
  if (json.type !== "object") return json;
  return { ...json, value: { ...json.value, _creationTime: { fieldType: { type: "number" }, optional: true } } };
}

function toSchemaReason({ path, expected, found }: Mismatch): RejectReason {
  return { column: path, code: "schema", message: `schema.ts expects ${expected}, found ${found}.` };
}

/** What Convex would refuse in a document besides its schema: counts, field names, surrogates, nesting. */
function findLimitFault(document: Document): RejectReason | null {
  let fields = 0;
  for (const name of Object.keys(document)) {
    const value = document[name];
    if (value === undefined) continue;
    fields += 1;
    const reason = findValueFault(name, value, 2);
    if (reason !== null) return reason;
  }
  if (fields <= documentLimits.fields) return null;
  return rejectReason("*", "too_many_fields", `The document has ${fields} fields, more than ${documentLimits.fields}.`);
}

/** Convex measures documents in its own encoding; the JSON text is never much smaller, so it is a safe measure. */
function findSizeFault(line: string): RejectReason | null {
  const bytes = Buffer.byteLength(line);
  if (bytes <= documentLimits.bytes) return null;
  return rejectReason("*", "too_large", `The document has ${bytes} bytes, more than ${documentLimits.bytes} (1 MiB).`);
}

/** `depth`: the nesting level of this value; the document is level 1. */
export function findValueFault(path: string, value: Value, depth: number): RejectReason | null {
  if (typeof value === "string") {
    return value.isWellFormed() ? null : rejectReason(path, "surrogate", "The text contains an unpaired surrogate.");
  }
  if (typeof value !== "object" || value === null || value instanceof ArrayBuffer) return null;
  if (depth > documentLimits.nesting) {
    return rejectReason(path, "too_deep", `The value nests deeper than ${documentLimits.nesting} levels.`);
  }
  return Array.isArray(value) ? findArrayFault(path, value, depth) : findObjectFault(path, value, depth);
}

function findArrayFault(path: string, items: readonly Value[], depth: number): RejectReason | null {
  if (items.length > documentLimits.arrayElements) {
    return rejectReason(
      path,
      "too_long",
      `The array has ${items.length} elements, more than ${documentLimits.arrayElements}.`,
    );
  }
  for (const [index, item] of items.entries()) {
    const reason = findValueFault(`${path}[${index}]`, item, depth + 1);
    if (reason !== null) return reason;
  }
  return null;
}

function findObjectFault(path: string, value: object, depth: number): RejectReason | null {
  const fields = value as Readonly<Record<string, Value | undefined>>;
  for (const name of Object.keys(fields)) {
    const field = fields[name];
    const where = `${path}.${name}`;
    if (!isNestedName(name)) {
      return rejectReason(where, "field_name", `Convex refuses the field name ${JSON.stringify(name)}.`);
    }
    const reason = field === undefined ? null : findValueFault(where, field, depth + 1);
    if (reason !== null) return reason;
  }
  return null;
}

/** Nested names: printable ASCII, not empty, not starting with `$`. */
function isNestedName(name: string): boolean {
  return /^[\x20-\x7e]+$/.test(name) && !name.startsWith("$") && name.length <= documentLimits.nestedName;
}

function rejectReason(column: string, code: string, message: string): RejectReason {
  return { column, code, message };
}
