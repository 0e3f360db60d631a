import type { GenericSchema, SchemaDefinition } from "convex/server";
import { bucketOfBytes } from "../../../convex/shared/document/fingerprint.js";
import { validatorJson } from "../../../convex/shared/document/validate.js";
import { documentLimits, maxListedReferences } from "../../../convex/shared/limits.js";
import type { PlannedPart, PlannedRef, PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { Format } from "../../run/manifest.js";
import type { CopyPage, CopyRows } from "../../sources/source.js";
import { compileKey, type ConversionInputs } from "../convert/convertRow.js";
import { compileTypedRow, findBooleans, type RowShape } from "../convert/typedRow.js";
import type { TableKeys } from "../keys/tableKeys.js";
import { CanonicalText } from "./canonicalText.js";
import { type Columns, compileAbsent, compileDirectField, readColumns, type WriteField } from "./directFields.js";
import { compileDirectKey, compileDirectKeyList, type KeyRules, type NewKey } from "./directKeys.js";
import { DirectDocument } from "./directDocument.js";
import { compileDerive, compileKeep } from "./directRules.js";
import { RowBytes, type RowRoom } from "./rowBytes.js";
import { anything, creationTime, fitsSchema, readSchema, type SchemaField } from "./schemaFit.js";

/** What the direct path needs to know of a table. */
export interface DirectInputs {
  readonly table: PlannedTable;
  readonly keys: TableKeys;
  readonly prepared: ConversionInputs;
  readonly schema: SchemaDefinition<GenericSchema, boolean>;
  readonly format: Format;
  readonly decodeField: CopyRows["decodeField"];
}

/** `plain`: this row takes the plain path, which also says what is wrong with it. */
export type DirectOutcome = DirectDocument | "filtered" | "plain";

interface Step {
  /** The name of the field in the fingerprint; null for one that is no part of it. */
  readonly name: string | null;
  /** Its name in the line. */
  readonly field: string;
  readonly write: WriteField;
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;

/**
 * Turns rows of one part of a table into lines, for most values without an object or a string in between: exactly what the plain path
 * makes of them, or nothing. A row that is unusual in any way is left to that path.
 */
export class DirectPart {
  private readonly steps: readonly { readonly write: WriteField; readonly slot: number; readonly nameBytes: number }[];
  private readonly canonical: CanonicalText;
  /** The row that was read last. */
  readonly row: RowBytes;
  private readonly document: DirectDocument;
  private readonly newKeys: NewKey[] = [];
  private readonly keep: (row: RowBytes) => "kept" | "filtered" | "plain";
  /** The key of the row that was read last, as text. */
  readonly readKey: () => string | null;
  private readonly derive: (row: RowBytes) => boolean;
  private readonly uniques: readonly { readonly key: NewKey; readonly slots: readonly number[] }[];

  private constructor(
    private readonly inputs: DirectInputs,
    private readonly part: PlannedPart,
    shape: RowShape,
    private readonly schemaFields: ReadonlyMap<string, SchemaField>,
  ) {
    const names = [...shape.columns, ...part.derived.map(([name]) => name)];
    const positions = new Map(names.map((column, index) => [column, index]));
    const columns = { at: (column: string) => positions.get(column) ?? -1, ofSource: shape.columns.length };
    const booleans = findBooleans(part, shape);
    this.derive = compileDerive(part, shape.columns, booleans, inputs.prepared);
    const steps = this.compileSteps(columns, (read) => compileTypedRow(read, names, booleans));
    this.canonical = new CanonicalText(steps.flatMap(({ name }) => (name === null ? [] : [name])));
    this.steps = steps.map(({ name, field, write }) => ({
      write,
      slot: name === null ? -1 : this.canonical.slotOf(name),
      nameBytes: Buffer.byteLength(`${JSON.stringify(field)}:`),
    }));
    this.row = new RowBytes(shape.columns.length, measureRow(part, inputs.table), inputs.decodeField);
    const fields = steps.map(({ field }) => field);
    this.document = new DirectDocument(fields, this.row, inputs.format, this.canonical);
    this.keep = compileKeep(part, names, booleans);
    this.readKey = this.compileReadKey(columns.at);
    this.uniques = this.compileUniques();
  }

  /** Null where the whole part needs the plain path: it merges rows, has no id, or the schema says more than an object. */
  static compile(inputs: DirectInputs, part: PlannedPart, shape: RowShape): DirectPart | null {
    const { table, schema } = inputs;
    if (part.id.columns.length === 0 || table.merge !== undefined || !hasHashedUniques(table, part)) return null;
    const fields = readSchema(validatorJson(schema.tables[table.name]!.validator));
    if (fields === null || !fitsSchema(part, table, shape, fields)) return null;
    return new DirectPart(inputs, part, shape, fields);
  }

  /** Reads a line of a page whose bytes are valid UTF-8. */
  read(page: CopyPage, index: number): DirectOutcome {
    const { row } = this;
    if (!row.begin(page, index)) return "plain";
    if (!this.derive(row)) return "plain";
    const kept = this.keep(row);
    if (kept !== "kept") return kept;
    for (const key of this.newKeys) key.hash = null;
    row.out[row.at++] = openBrace;
    for (let place = 0; place < this.steps.length; place++) if (!this.take(place)) return "plain";
    row.out[row.at++] = closeBrace;
    if (row.at > documentLimits.bytes || !this.isUnique()) return "plain";
    for (const { keys, hash } of this.newKeys) if (hash !== null) keys.addHash(hash);
    return this.document;
  }

  private compileReadKey(at: (column: string) => number): () => string | null {
    const { id } = this.part;
    const indexes = id.columns.map(at);
    const read = compileKey(id, (column) => id.columns.indexOf(column));
    return () => {
      const texts = readColumns(this.row, indexes);
      return texts === null
        ? null
        : read(
            indexes.map((index) => texts[index] ?? null),
            [],
          );
    };
  }

  private isUnique(): boolean {
    return this.uniques.every(({ key, slots }) => {
      key.hash = this.canonical.hashValues(slots, this.row.out);
      return key.hash === null || !key.keys.hasHash(key.hash);
    });
  }

  private compileUniques(): typeof this.uniques {
    const { table } = this.inputs;
    return (table.unique ?? []).flatMap((fields) => {
      const key = this.newKey(fields.join("|"));
      const slots = fields.map((field) => this.canonical.slotOf(field === table.id.field ? "legacyId" : field));
      return key === undefined ? [] : [{ key, slots }];
    });
  }

  private take(place: number): boolean {
    const { row, document } = this;
    const { write, slot, nameBytes } = this.steps[place]!;
    const before = row.at;
    if (before > 1) row.out[row.at++] = comma;
    const begin = row.at;
    const written = write(row);
    if (written === "plain") return false;
    if (row.at === begin) row.at = before;
    document.starts[place] = written === null ? 0 : begin + nameBytes;
    document.ends[place] = written === null ? 0 : row.at;
    if (slot !== -1) this.canonical.note(slot, written, begin + nameBytes, row.at);
    return true;
  }

  /** As `compileRow` has them: the id, then fields, references and keys that others refer by. */
  private compileSteps(
    columns: Columns,
    typed: (columns: readonly string[]) => ReturnType<typeof compileTypedRow>,
  ): Step[] {
    const { part, inputs } = this;
    const { table, keys, format } = inputs;
    const id = compileDirectKey(
      part.id,
      { field: table.id.field, own: this.newKey(table.id.field), isUnique: true, onNull: () => "plain" },
      columns,
      (row, start, end) => void (this.document.bucket = bucketOfBytes(row.out, start, end)),
    );
    return [
      { name: "legacyId", field: table.id.field, write: id },
      ...part.fields.map((field) => ({
        name: field.name,
        field: field.name,
        write: compileDirectField(
          field,
          this.schemaFields.get(field.name) ?? creationTime,
          format,
          columns,
          typed(field.columns),
        ),
      })),
      ...part.refs.map((ref) => ({
        name: ref.name,
        field: ref.legacyField,
        write: this.compileRef(ref, columns, keys),
      })),
      ...part.lookups.map((lookup) => {
        const rules = { field: lookup.field, own: this.newKey(lookup.field), onNull: this.leaveOut(lookup.field) };
        return { name: null, field: lookup.field, write: compileDirectKey(lookup, rules, columns) };
      }),
    ];
  }

  private compileRef(ref: PlannedRef, columns: Columns, keys: TableKeys): WriteField {
    const { name, legacyField, absent, missing, target, lookup, list } = ref;
    const stored = absent.kind === "null" ? name : legacyField;
    const write = compileAbsent(stored, absent, this.schemaFields.get(stored) ?? anything, this.inputs.format);
    const rules: KeyRules = {
      field: legacyField,
      targets: missing === "reject" ? keys.get(target, lookup.field) : undefined,
      aliases: this.inputs.prepared.aliases.forReference(ref),
      onNull: (row) => {
        // A default may be a key that no row has.
        if (absent.kind === "default") return "plain";
        return write(row) === "plain" ? "plain" : null;
      },
    };
    if (list === null) return compileDirectKey(ref, rules, columns);
    const lists = this.part.refs.filter((each) => each.list !== null).length;
    return compileDirectKeyList({ ...ref, list }, rules, columns, Math.floor(maxListedReferences / lists));
  }

  private leaveOut(field: string): WriteField {
    return () => (this.schemaFields.get(field)?.optional === true ? null : "plain");
  }

  private newKey(field: string): NewKey | undefined {
    const keys = this.inputs.keys.get(this.inputs.table.name, field);
    if (keys === undefined) return undefined;
    const key: NewKey = { keys, hash: null };
    this.newKeys.push(key);
    return key;
  }
}

/** What an encoder may write beyond a name and the bytes of a column: quotes, a colon, a comma, a decimal point. */
const mostPerField = 32;

function measureRow(part: PlannedPart, table: PlannedTable): RowRoom {
  const written = [
    { name: table.id.field, columns: part.id.columns },
    ...part.fields,
    ...part.refs.flatMap(({ name, legacyField, columns }) => [
      { name, columns: [] },
      { name: legacyField, columns },
    ]),
    ...part.lookups.map(({ field, columns }) => ({ name: field, columns })),
  ];
  const readers = new Map<string, number>();
  for (const { columns } of written) for (const column of columns) readers.set(column, (readers.get(column) ?? 0) + 1);
  const names = written.reduce((sum, { name }) => sum + Buffer.byteLength(name) + mostPerField, mostPerField);
  return { copies: Math.max(1, ...readers.values()), fixedBytes: names };
}

/** Whether the values of its unique fields have the common canonical text: those of kinds with a short way, and keys. */
function hasHashedUniques({ unique = [], id }: PlannedTable, { fields, refs }: PlannedPart): boolean {
  const isHashed = (name: string) => {
    const role = fields.find((field) => field.name === name)?.role;
    if (role?.kind === "value" || role?.kind === "creationTime") return role.of.encode !== undefined;
    return role !== undefined || name === id.field || refs.some((ref) => ref.name === name);
  };
  return unique.every((names) => names.every(isHashed));
}
