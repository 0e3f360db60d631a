import type { Document } from "../../../convex/shared/document/document.js";
import { idsOf } from "../../../convex/shared/document/references.js";
import type { Plan, PlannedTable } from "../../../convex/shared/plan/plan.js";
import { KeySet } from "../../rows/keys/keySet.js";
import { decodeDocument, readStrings } from "../../rows/write/documentLines.js";
import type { Snapshot } from "../../run/snapshot.js";
import { Examples } from "../finding.js";
import type { FinalFinding, FinalTable } from "./finalSchema.js";
import { IdTables } from "./idTables.js";
import { compileMismatchFinder, type FindSchemaMismatches, type SchemaMismatch } from "./schemaMismatches.js";

export interface CheckedDocuments {
  readonly table: string;
  readonly documents: number;
  /** Documents the final schema refuses. */
  readonly mismatched: number;
}

export interface DocumentsReport {
  readonly tables: readonly CheckedDocuments[];
  readonly findings: readonly FinalFinding[];
}

/** Called after every page of documents; throws when the command is to stop. */
export type OnDocuments = (table: string, documents: number) => void;

const pageSize = 1_000;

/**
 * Checks every document of a snapshot against the final schema, one at a time. Kept in memory: mismatches by table and field, and
 * a hash of each document that planned references may point to.
 */
export async function checkDocuments(
  snapshot: Snapshot,
  tables: readonly FinalTable[],
  plan: Plan,
  onDocuments: OnDocuments,
): Promise<DocumentsReport> {
  const ids = await IdTables.read(snapshot);
  const targets = await readTargets(snapshot, plan);
  const checked: CheckedDocuments[] = [];
  const findings: FinalFinding[] = [];
  for (const table of tables) {
    const planned = plan.tables.get(table.name);
    const isId = ids.isId.bind(ids);
    const reader = new TableReader(
      table.name,
      planned,
      compileMismatchFinder(table.documentType, planned?.legacyFields ?? [], { isId }),
      targets,
    );
    checked.push(await reader.read(snapshot, onDocuments));
    findings.push(...reader.findings());
  }
  return { tables: checked, findings };
}

/** The ids of every table that a planned reference points to. */
async function readTargets(snapshot: Snapshot, plan: Plan): Promise<Map<string, KeySet>> {
  const names = new Set([...plan.tables.values()].flatMap(({ refs }) => refs.map(({ target }) => target)));
  const targets = new Map<string, KeySet>();
  for (const name of names) {
    const ids = new KeySet();
    for await (const line of snapshot.lines(name)) ids.add(readStrings(line)["_id"] as string);
    targets.set(name, ids);
  }
  return targets;
}

interface Group {
  readonly mismatch: SchemaMismatch;
  readonly examples: Examples;
}

class TableReader {
  private readonly mismatches = new Map<string, Group>();
  private readonly dangling = new Map<string, Examples>();
  private documents = 0;
  private mismatched = 0;

  constructor(
    private readonly table: string,
    private readonly planned: PlannedTable | undefined,
    private readonly findMismatches: FindSchemaMismatches,
    private readonly targets: ReadonlyMap<string, KeySet>,
  ) {}

  async read(snapshot: Snapshot, onDocuments: OnDocuments): Promise<CheckedDocuments> {
    for await (const line of snapshot.lines(this.table)) {
      this.take(decodeDocument(line, "zip"));
      if (this.documents % pageSize === 0) onDocuments(this.table, this.documents);
    }
    onDocuments(this.table, this.documents);
    return { table: this.table, documents: this.documents, mismatched: this.mismatched };
  }

  findings(): FinalFinding[] {
    const { table } = this;
    const mismatches = [...this.mismatches.values()].map(({ mismatch, examples }) =>
      describeMismatch(table, mismatch, examples),
    );
    const dangling = [...this.dangling].map(([field, examples]) => describeDangling(table, field, examples));
    return [...mismatches, ...dangling];
  }

  private take(document: Document): void {
    const id = document["_id"] as string;
    this.documents += 1;
    const mismatches = this.findMismatches(document);
    if (mismatches.length > 0) this.mismatched += 1;
    for (const mismatch of mismatches) {
      const name = `${mismatch.code}\n${mismatch.field}`;
      const group = this.mismatches.get(name) ?? { mismatch, examples: new Examples() };
      this.mismatches.set(name, group);
      group.examples.add(id);
    }
    this.lookForTargets(document, id);
  }

  private lookForTargets(document: Document, id: string): void {
    for (const ref of this.planned?.refs ?? []) {
      for (const to of idsOf(ref, document)) {
        if (this.targets.get(ref.target)!.has(to)) continue;
        const examples = this.dangling.get(ref.name) ?? new Examples();
        this.dangling.set(ref.name, examples);
        examples.add(id);
      }
    }
  }
}

const remedies: Readonly<Record<SchemaMismatch["code"], string>> = {
  legacy_field: "cutover cleanup. If that is done, the app still writes the field.",
  missing_field: "Give these documents the field with a migration, or make it v.optional(…) in schema.ts.",
  unknown_field: "Remove the field with a migration, or declare it in schema.ts.",
  wrong_value: "Fix the value with a migration, or widen the validator in schema.ts.",
};

function describeMismatch(
  table: string,
  { code, field, mismatch }: SchemaMismatch,
  { count, keys }: Examples,
): FinalFinding {
  const { path, expected, found } = mismatch;
  const where = path === field || path === "" ? "" : ` at ${path}`;
  const message =
    code === "legacy_field"
      ? `${count} document(s) still have this legacy field.`
      : `${count} document(s) do not match the schema; the first: expected ${expected}${where}, found ${found}.`;
  return { level: "blocks", code, table, field, count, examples: keys, message, remedy: remedies[code] };
}

function describeDangling(table: string, field: string, { count, keys }: Examples): FinalFinding {
  return {
    level: "note",
    code: "dangling_reference",
    table,
    field,
    count,
    examples: keys,
    message: `${count} document(s) refer to one that does not exist. Convex accepts that; the app may not.`,
    remedy: "Check whether users deleted the targets; otherwise clear the references with a migration.",
  };
}
