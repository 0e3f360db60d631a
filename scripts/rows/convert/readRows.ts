import type { GenericSchema, SchemaDefinition } from "convex/server";
import type { PlannedPart } from "../../../convex/shared/plan/plan.js";
import type { BrokenRow, Row, Source, TableStream } from "../../sources/source.js";
import type { Format } from "../../run/manifest.js";
import type { DirectDocument } from "../direct/directDocument.js";
import { DirectPart } from "../direct/directPart.js";
import type { RowBytes } from "../direct/rowBytes.js";
import { type RowOutcome, RowValidator, type ValidatorInputs } from "../validate/rowValidator.js";
import { isSupabaseTable } from "../validate/sourceFaults.js";
import { joinFields, splitFields } from "../write/documentLines.js";
import { compileRow, type ConvertedRow } from "./convertRow.js";
import { compileCorrect, compileOriginal, type Corrections } from "./corrections.js";
import { readPart } from "./readPart.js";
import type { RowShape } from "./typedRow.js";

/** The part of a command's context that reading rows needs. */
export interface ReadContext {
  readonly project: { readonly schema: SchemaDefinition<GenericSchema, boolean> };
  readonly progress: { rows(table: string, count: number): void };
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Rejected rows that somebody has corrected: they are read so. Absent: there are none. */
  readonly readCorrections?: () => Promise<Corrections>;
}

export interface RowHandler extends ValidatorInputs {
  /** Called for every row, in order; `row` is null if the source could not read it, and is reused afterwards. */
  onRow(outcome: RowOutcome, row: Row | null): Promise<void> | void;
  /** Called with the columns of the rows that follow, once for each source table. */
  onColumns?(columns: readonly string[]): void;
  /** For whoever can do without documents: rows of COPY's text become lines directly, unless something about them is unusual. */
  readonly direct?: DirectHandler;
}

export interface DirectHandler {
  /** Of the lines. May change while a row takes the plain path, never otherwise. */
  readonly format: Format;
  /** The document is reused afterwards. */
  onDocument(document: DirectDocument): void;
  /** Called for a row that the plan leaves out, with its key; the row is reused afterwards. */
  onFiltered(row: RowBytes, key: string | null): void;
  /** Called every few hundred documents: waits for what has to be waited for. */
  onPage(): Promise<void>;
}

/** Reads a table once and validates each row. The only loop over rows; the handler decides what is done with them. */
export async function readRows(context: ReadContext, source: Source, handler: RowHandler): Promise<void> {
  const { table } = handler;
  const { project, progress, signal } = context;
  const validator = new RowValidator(handler, project.schema, source.description);
  const corrections = await context.readCorrections?.();
  let read = 0;
  for (const part of table.parts) {
    for (const name of part.sources) {
      const stream = await readPart(source, name, part);
      handler.onColumns?.(stream.columns);
      const getOutcome = compileRowPipeline(handler, part, stream, validator, corrections);
      const direct =
        corrections?.has(table.name) === true ? null : compileDirect(handler, part, stream, project.schema);
      for await (const rows of direct?.(getOutcome) ?? readPlain(stream, handler, getOutcome)) {
        signal.throwIfAborted();
        read += rows;
        progress.rows(table.name, read);
      }
    }
  }
  validator.finish();
}

type GetOutcome = (row: Row | BrokenRow) => RowOutcome;

/** Hands over every row; yields how many a page had. */
async function* readPlain(stream: TableStream, handler: RowHandler, getOutcome: GetOutcome): AsyncGenerator<number> {
  for await (const page of stream.pages) {
    for (const row of page) {
      const handled = handler.onRow(getOutcome(row), "broken" in row ? null : row);
      if (handled !== undefined) await handled;
    }
    yield page.length;
  }
}

/** Null where the handler, the source or the plan needs documents and texts. */
function compileDirect(
  handler: RowHandler,
  part: PlannedPart,
  { copy, columns, booleans }: TableStream,
  schema: ReadContext["project"]["schema"],
): ((getOutcome: GetOutcome) => AsyncGenerator<number>) | null {
  const { direct, table, keys, prepared } = handler;
  if (direct === undefined || copy === undefined) return null;
  const shape = booleans === undefined ? { columns } : { columns, booleans };
  const compile = (format: Format) =>
    DirectPart.compile({ table, keys, prepared, schema, format, decodeField: copy.decodeField }, part, shape);
  const first = compile(direct.format);
  if (first === null) return null;
  return async function* read(getOutcome) {
    let [compiled, format] = [first, direct.format];
    for await (const page of copy.pages) {
      for (let index = 0; index < page.ends.length; index++) {
        const outcome = page.isUtf8 ? compiled.read(page, index) : "plain";
        if (typeof outcome === "object") direct.onDocument(outcome);
        else if (outcome === "filtered") direct.onFiltered(compiled.row, compiled.readKey());
        else {
          const row = await copy.decodeRow(page, index);
          await handler.onRow(getOutcome(row), "broken" in row ? null : row);
          if (direct.format !== format) [compiled, format] = [compile(direct.format) ?? compiled, direct.format];
        }
      }
      await direct.onPage();
      yield page.ends.length;
    }
  };
}

/** Converts a row, then validates it. */
function compileRowPipeline(
  { table, prepared }: ValidatorInputs,
  part: PlannedPart,
  shape: RowShape,
  validator: RowValidator,
  corrections: Corrections | undefined,
): GetOutcome {
  const convert = compileRow(table, part, shape, prepared);
  const getOriginal = compileOriginal(part, shape.columns);
  const correct = compileCorrect(corrections, table.name, part, shape.columns);
  return (read) => {
    if ("broken" in read) return rejectBroken(part, read);
    const row = correct(read);
    const converted: ConvertedRow = convert(row);
    if (converted.kind === "filtered") return converted;
    if (converted.kind === "rejected") return { ...converted, original: getOriginal(row) };
    return validator.validate(converted, () => getOriginal(row));
  };
}

function rejectBroken(part: PlannedPart, { broken, where, original }: BrokenRow): RowOutcome {
  const reasons = [{ column: "*", code: "broken_row", message: broken }];
  return { kind: "rejected", key: where, reasons, original: removeOmitted(part, original) };
}

const withheld =
  "(not written here: the plan omits columns of this row, and they cannot be told apart in a row that is not readable)";

/** The text of an unreadable row without omitted columns, which may be secret. */
function removeOmitted({ omitted, sources }: PlannedPart, original: string): string {
  if (omitted.length === 0 && !sources.some(isSupabaseTable)) return original;
  if (!isObject(original)) return withheld;
  const omittedNames = new Set(omitted.map(({ column }) => column));
  return joinFields(new Map([...splitFields(original)].filter(([column]) => !omittedNames.has(column))));
}

function isObject(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
