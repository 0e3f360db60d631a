import { convexToJson, type Value } from "convex/values";
import type { Document } from "../../../convex/shared/document/document.js";
import { isSameValue } from "../../../convex/shared/document/hashStored.js";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { Format } from "../../run/manifest.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { decodeDocument, toUniformLine } from "./documentLines.js";
import type { DocumentRow } from "./documentRows.js";
import { LineWriter, zipTables } from "./lineWriter.js";

/** One change as the component's table `changes` has it (convex/cutover/changeValidators.ts), without its number. */
export type Change = OfRow | OfDocument;

type OfRow = { readonly table: string; readonly legacyKey: string } & (
  | { readonly kind: "insert"; readonly document?: string; readonly creationTime?: number; readonly replaces?: boolean }
  | { readonly kind: "update"; readonly fields: string }
  | { readonly kind: "delete"; readonly hash?: string; readonly isListed?: boolean }
  | { readonly kind: "keep"; readonly fields?: string; readonly document?: string }
  | { readonly kind: "match" | "resolve" }
);

type OfDocument = { readonly table: string; readonly id: string } & (
  | { readonly kind: "remove"; readonly hash?: string }
  | { readonly kind: "restore"; readonly fields: string; readonly keep: "theirs" | "backup" }
);

/** How many changes a list has, and how many documents an import has to append for it. */
export interface ListCounts {
  readonly changes: number;
  readonly inserts: number;
}

export const changesFile = (folder: RunDirectory) => folder.file("changes.jsonl");
export const insertsFile = (folder: RunDirectory) => folder.file("inserts.zip");
const insertedFile = (folder: RunDirectory, table: string) => folder.file("inserts", `${table}.jsonl`);

/** A row of `changes` is a document in Convex, too: 1 MiB. */
const largestLineBytes = 900_000;
/** In UTF-8 three bytes each at most. */
const partLength = 250_000;

/**
 * Writes a list of changes as `convex import` takes it, and a ZIP of the documents that are to be appended: only an import can
 * set a creation time.
 */
export class ChangeListWriter {
  private changes = 0;
  private lines = 0;
  private inserts = 0;
  private readonly inserted = new Map<string, LineWriter>();

  private constructor(
    private readonly folder: RunDirectory,
    private readonly file: LineWriter,
  ) {}

  static async create(folder: RunDirectory): Promise<ChangeListWriter> {
    return new ChangeListWriter(folder, await LineWriter.create(changesFile(folder)));
  }

  async write(change: Change): Promise<void> {
    const number = this.changes;
    const line = JSON.stringify({ number, ...change });
    this.changes += 1;
    const isLarge = line.length > largestLineBytes / 3 && Buffer.byteLength(line) > largestLineBytes;
    if (!isLarge) return await this.writeLine(line);
    const texts = splitText(line);
    for (const [part, text] of texts.entries()) {
      await this.writeLine(JSON.stringify({ number, kind: "part", part, of: texts.length, text }));
    }
  }

  /**
   * `replaces`: the row's new document takes the place of the one it has, or leaves the account it is part of. Only an import
   * can set a creation time: where the plan sets it, the document is appended and the change says which it is.
   */
  async insert(table: PlannedTable, row: DocumentRow, format: Format, replaces = false): Promise<void> {
    if (setsCreationTime(table)) {
      await this.append(table.name, toUniformLine(row.line, format));
      return await this.insertOnce(table, row, format, replaces);
    }
    const document = renderDocument(decodeDocument(row.line, format));
    await this.write({ kind: "insert", table: table.name, legacyKey: row.key, document, replaces });
  }

  /** The row's document has been appended, perhaps twice. */
  async insertOnce(table: PlannedTable, { key, line }: DocumentRow, format: Format, replaces = false): Promise<void> {
    const document = decodeDocument(line, format);
    const change = { table: table.name, legacyKey: key, kind: "insert", replaces } as const;
    const creationTime = document["_creationTime"] as number | undefined;
    await this.write(creationTime === undefined ? change : { ...change, creationTime });
  }

  /** `line`: the document, as a uniform file has it. */
  private async append(table: string, line: string): Promise<void> {
    const known = this.inserted.get(table);
    const writer = known ?? (await LineWriter.create(insertedFile(this.folder, table)));
    if (known === undefined) this.inserted.set(table, writer);
    await writer.write(line);
    this.inserts += 1;
  }

  /** `lines`: of the file of changes, which is more than changes where large ones have several parts. */
  async finish(): Promise<ListCounts & { readonly lines: number }> {
    await this.file.finish();
    for (const writer of this.inserted.values()) await writer.finish();
    const tables = [...this.inserted.keys()];
    const lines = tables.map((table) => ({ table, file: insertedFile(this.folder, table), isUniform: true }));
    if (lines.length > 0) await zipTables(insertsFile(this.folder), lines);
    return { changes: this.changes, inserts: this.inserts, lines: this.lines };
  }

  private async writeLine(line: string): Promise<void> {
    await this.file.write(line);
    this.lines += 1;
  }
}

/** Parts that no pair of surrogates is cut in two by. */
function splitText(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = at + partLength;
    const isCut = (text.codePointAt(end - 1) ?? 0) > 0xffff;
    parts.push(text.slice(at, isCut ? end - 1 : end));
    at += parts.at(-1)!.length;
  }
  return parts;
}

export function setsCreationTime({ fields }: PlannedTable): boolean {
  return fields.some(({ name }) => name === "_creationTime");
}

/** A document as a change carries it. */
export function renderDocument(document: Document): string {
  return JSON.stringify(convexToJson(document));
}

/** The fields of an update: what each of them was, and is; null where no field differs. `_creationTime` only of two rows that have it. */
export function renderFieldChanges(before: Document, after: Document): string | null {
  const isTimed = "_creationTime" in before && "_creationTime" in after;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !name.startsWith("_") || (isTimed && name === "_creationTime"),
  );
  const changes = names.flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    return isSameValue(old, now) ? [] : [[name, { ...side("before", old), ...side("after", now) }] as const];
  });
  return changes.length === 0 ? null : JSON.stringify(Object.fromEntries(changes));
}

/** The fields of a `keep`: what the source has where users have something of their own. References under their own name. */
export function renderKeptFields({ refs }: PlannedTable, document: Document, names: Iterable<string>): string {
  const exportedNames = new Map(refs.map(({ name, legacyField }) => [name, legacyField]));
  const fields = [...names].map((name) => [name, side("after", document[exportedNames.get(name) ?? name])] as const);
  return JSON.stringify(Object.fromEntries(fields));
}

/** An absent field has no side. */
function side(name: "before" | "after", value: Value | undefined): object {
  return value === undefined ? {} : { [name]: convexToJson(value) };
}
