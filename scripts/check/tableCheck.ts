import type { Document } from "../../convex/shared/document/document.js";
import { quote } from "../../convex/shared/kinds/kind.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { objectMembers } from "../../convex/shared/plan/schemaFaults.js";
import type { RejectReason } from "../rows/convert/rejectReason.js";
import { type DirectHandler, readRows } from "../rows/convert/readRows.js";
import type { DirectDocument } from "../rows/direct/directDocument.js";
import type { RowBytes } from "../rows/direct/rowBytes.js";
import type { RowOutcome } from "../rows/validate/rowValidator.js";
import { KeySet } from "../rows/keys/keySet.js";
import type { TableKeys } from "../rows/keys/tableKeys.js";
import type { PreparedLookups } from "../rows/lookups/prepareLookups.js";
import { encodeOrReject, NeedsZipError, chooseFormat } from "../rows/write/encode.js";
import type { AuthSetup } from "../project/authSetup.js";
import type { Format, RowCounts } from "../run/manifest.js";
import type { Row, Source } from "../sources/source.js";
import type { Context } from "../stages/stage.js";
import { ColumnReader, type ColumnValues, kindOf } from "./columnValues.js";
import { Examples, ExamplesByName, type Finding } from "./finding.js";
import { findUselessFilter } from "./filters.js";
import { KeyLists } from "./keyLists.js";
import { MatchedUsers } from "./matchedUsers.js";
import { PasswordHashes } from "./passwordHashes.js";
import { NearLimits } from "./nearLimits.js";
import { DuplicateKeys, ReferenceCheck, type ReferenceCount, type UnmigratedKeys } from "./references.js";
import { SharedMatch } from "./sharedMatch.js";
import { allowIssues, mergedFinding, replacedFindings, type WhyZip, zipFinding } from "./tableFindings.js";
import { type RejectedCode, Rejections } from "./rejections.js";

/** What one table would become. Counts and bytes are those of an export's manifest. */
export interface CheckedTable extends RowCounts {
  readonly rejectedByCode: readonly RejectedCode[];
  readonly format: Format;
  /** Of the documents file: all lines, their line feeds included. */
  readonly bytes: number;
  readonly largestBytes: number;
  readonly columns: readonly ColumnValues[];
  readonly references: readonly ReferenceCount[];
}

const noRow = "a row without a key";

/** Reads one table's rows once and keeps, in flat memory, everything the report says about them. */
export class TableCheck {
  readonly rejectedKeys = new KeySet();
  readonly filteredKeys = new KeySet();
  private readonly counts = { read: 0, written: 0, filtered: 0, merged: 0 };
  private readonly rejections: Rejections;
  private readonly references: ReferenceCheck;
  private readonly duplicateKeys: DuplicateKeys;
  private readonly nearLimits: NearLimits;
  private readonly keyLists: KeyLists;
  private readonly users: MatchedUsers | null;
  private readonly shared: SharedMatch | null;
  private readonly hashes: PasswordHashes | null;
  private readonly merged = new Examples();
  /** By column. */
  private readonly replaced = new ExamplesByName();
  private readonly columns = new Map<string, ColumnReader>();
  private readers: (ColumnReader | undefined)[] = [];
  private position: (column: string) => number = () => -1;
  private emailAt = -1;
  private format: Format;
  private needsZip: string | null = null;
  private bytes = 0;
  private largestBytes = 0;

  constructor(
    private readonly context: Context,
    private readonly table: PlannedTable,
    private readonly keys: TableKeys,
    auth: AuthSetup | null,
  ) {
    const { schema } = context.project;
    this.format = context.options.format ?? chooseFormat(schema, table);
    this.rejections = new Rejections(table);
    this.references = new ReferenceCheck(table, keys);
    this.duplicateKeys = new DuplicateKeys(table);
    this.nearLimits = new NearLimits(table);
    this.keyLists = new KeyLists(table);
    this.users =
      typeof table.match === "string" ? new MatchedUsers(table, table.match, hasVerifiedField(context, table)) : null;
    this.shared = SharedMatch.of(table);
    this.hashes = PasswordHashes.of(table, auth);
    for (const column of table.columns) this.columns.set(column, new ColumnReader(column, kindOf(table, column)));
  }

  async read(source: Source, prepared: PreparedLookups): Promise<this> {
    await readRows(this.context, source, {
      table: this.table,
      keys: this.keys,
      prepared,
      onColumns: (columns) => this.begin(columns),
      encode: (document) => this.encode(document),
      onRow: (outcome, row) => this.take(outcome, row),
      ...(this.context.env["CUTOVER_PLAIN"] === "1" ? {} : { direct: this.direct() }),
    });
    return this;
  }

  private direct(): DirectHandler {
    const getFormat = () => this.format;
    return {
      get format() {
        return getFormat();
      },
      onDocument: (document) => this.takeDirect(document),
      onFiltered: (row, key) => {
        this.readColumns(row);
        this.takeFiltered(key);
      },
      onPage: async () => {},
    };
  }

  result(unmigrated: ReadonlyMap<string, UnmigratedKeys>): { table: CheckedTable; findings: Finding[] } {
    const { table, rejections } = this;
    const references = this.references.countOrphans(unmigrated);
    return {
      table: {
        table: table.name,
        sources: table.sources,
        ...this.counts,
        rejected: rejections.count,
        rejectedByCode: rejections.codes(),
        format: this.format,
        bytes: this.bytes,
        largestBytes: this.largestBytes,
        columns: [...this.columns].map(([name, column]) => column.result(rejections.byColumn.get(name))),
        references: references.counts,
      },
      findings: [
        ...rejections.findings(),
        ...allowIssues(table, [
          ...references.findings,
          ...this.duplicateKeys.findings(),
          ...(this.users?.findings() ?? []),
          ...(this.shared?.findings() ?? []),
        ]),
        ...(this.hashes?.findings() ?? []),
        ...this.nearLimits.findings(),
        ...this.keyLists.findings(this.context.project.plan, this.keys),
        ...zipFinding(table.name, this.counts.written, this.whyZip()),
        ...mergedFinding(table.name, this.merged),
        ...findUselessFilter(this.table, this.counts),
        ...replacedFindings(table.name, this.replaced),
      ],
    };
  }

  private begin(columns: readonly string[]): void {
    this.position = (column) => columns.indexOf(column);
    this.readers = columns.map((column) => this.columns.get(column));
    this.emailAt = this.users === null ? -1 : columns.indexOf(this.users.sourceColumn);
  }

  private take(outcome: RowOutcome, row: Row | null): void {
    this.counts.read += 1;
    if (row !== null) {
      for (let at = 0; at < this.readers.length; at++) this.readers[at]?.take(row[at] ?? null);
    }
    if (outcome.kind === "document" || outcome.kind === "merged") this.takeReplaced(outcome);
    if (outcome.kind === "document") this.takeDocument(outcome, row);
    else if (outcome.kind === "filtered") this.takeFiltered(outcome.key);
    else if (outcome.kind === "merged") this.takeMerged(outcome.key);
    else this.takeRejected(outcome, row);
  }

  private takeDocument({ key, document, line }: Extract<RowOutcome, { kind: "document" }>, row: Row | null): void {
    const bytes = Buffer.byteLength(line);
    this.addBytes(bytes);
    this.references.take(key, document);
    this.duplicateKeys.take(key, document);
    this.nearLimits.take(key, document, bytes);
    this.keyLists.take(document);
    this.shared?.take(key, document);
    this.hashes?.take(key, document);
    this.users?.take(key, document, row?.[this.emailAt] ?? null);
  }

  private takeDirect(document: DirectDocument): void {
    const { row, length } = document;
    this.readColumns(row);
    this.addBytes(length);
    this.references.takeDirect(document);
    this.duplicateKeys.takeDirect(document);
    this.nearLimits.takeDirect(document);
    this.keyLists.takeDirect(document);
    const { hashes, shared, users, emailAt } = this;
    if (shared !== null) shared.take(document.key, document.pick(shared.fields));
    if (hashes !== null) hashes.take(document.key, document.pick(hashes.fields));
    if (users === null) return;
    const written = emailAt === -1 ? null : row.text(emailAt);
    users.take(document.key, document.pick(users.fields), written ?? null);
  }

  private readColumns(row: RowBytes): void {
    this.counts.read += 1;
    for (let at = 0; at < this.readers.length; at++) this.readers[at]?.takeBytes(row, at);
  }

  private addBytes(bytes: number): void {
    this.counts.written += 1;
    this.bytes += bytes + 1;
    this.largestBytes = Math.max(this.largestBytes, bytes);
  }

  private takeRejected({ key, reasons }: Extract<RowOutcome, { kind: "rejected" }>, row: Row | null): void {
    if (key !== null && row !== null) this.rejectedKeys.add(key);
    const textOf = (column: string) => row?.[this.position(column)] ?? null;
    this.rejections.add(key ?? this.describeKey(row), reasons, textOf);
  }

  private takeReplaced({ key, replaced }: Extract<RowOutcome, { kind: "document" | "merged" }>): void {
    for (const { column } of replaced) this.replaced.add(column, key);
  }

  private takeFiltered(key: string | null): void {
    this.counts.filtered += 1;
    if (key !== null) this.filteredKeys.add(key);
  }

  private takeMerged(key: string): void {
    this.counts.merged += 1;
    this.merged.add(key);
  }

  /** A key that does not convert is shown as the source has it. */
  private describeKey(row: Row | null): string {
    const parts = this.table.id.columns.map((column) => row?.[this.position(column)] ?? null);
    return parts.every((part) => part === null) ? noRow : parts.map((part) => quote(part ?? "")).join(", ");
  }

  /** What JSON lines cannot carry makes the whole table a ZIP from here on: the export reads it again then, this does not. */
  private encode(document: Document): string | RejectReason {
    try {
      return encodeOrReject(document, this.format, this.context.options.format);
    } catch (error) {
      if (!(error instanceof NeedsZipError)) throw error;
      this.format = "zip";
      this.needsZip = document[this.table.id.field] as string;
      return encodeOrReject(document, "zip", null);
    }
  }

  private whyZip(): WhyZip | null {
    if (this.format !== "zip" || this.context.options.format === "zip") return null;
    return this.needsZip === null ? "schema" : { key: this.needsZip };
  }
}

function hasVerifiedField({ project }: Context, { name }: PlannedTable): boolean {
  return objectMembers(project.schema.tables[name]!.validator).some(({ fields }) => "emailVerificationTime" in fields);
}
