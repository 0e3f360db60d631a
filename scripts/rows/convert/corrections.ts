import { existsSync } from "node:fs";
import path from "node:path";
import { ownerOf } from "../../run/runDirectory.js";
import { z } from "zod";
import { canonicalValue } from "../../../convex/shared/document/canonical.js";
import { fingerprintText, renderFingerprint } from "../../../convex/shared/document/fingerprint.js";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import type { PlannedPart } from "../../../convex/shared/plan/plan.js";
import { CutoverError } from "../../errors.js";
import { readLines, writeFileAtomically } from "../../run/files.js";
import { parseJson } from "../../run/jsonFile.js";
import { rowFailures } from "../failures.js";
import { type Row, withForms } from "../../sources/source.js";

/** A row by column, as the source delivers it. */
export type OriginalRow = Readonly<Record<string, Raw>>;

const vCorrection = z.object({ hash: z.string(), row: z.record(z.string(), z.string().nullable()) });
/** What somebody has made of a rejected row. `hash`: of the row as the source has it. */
export type Correction = Readonly<z.infer<typeof vCorrection>>;

/** Names a row by everything that was read of it: once it changes in the source, it is another one. */
export function hashOriginal(row: OriginalRow): string {
  return renderFingerprint(fingerprintText(canonicalValue({ ...row })));
}

/**
 * Rejected rows that somebody has corrected in the files of a run: from then on they are read as if the source had them so, by
 * every run of the folder. Memory: the corrected rows.
 */
export class Corrections {
  /** By table of the plan, by hash of the row in the source. */
  private readonly rows = new Map<string, Map<string, OriginalRow>>();
  /** By table, by hash of the corrected row: which row of the source it is. */
  private readonly origins = new Map<string, Map<string, string>>();

  private readonly applied = new Set<string>();

  static async read(dir: string, tables: Iterable<string>): Promise<Corrections> {
    const corrections = new Corrections();
    for (const table of tables) {
      const file = fileOf(dir, table);
      if (!existsSync(file)) continue;
      let number = 0;
      for await (const line of readLines(file)) {
        number += 1;
        corrections.add(table, parseJson(line, vCorrection, `${file}:${number}`, "Correct the line, or delete it."));
      }
    }
    return corrections;
  }

  add(table: string, { hash, row }: Correction): void {
    const rows = this.rows.get(table) ?? new Map<string, OriginalRow>();
    const origins = this.origins.get(table) ?? new Map<string, string>();
    this.rows.set(table, rows.set(hash, row));
    this.origins.set(table, origins.set(hashOriginal(row), hash));
  }

  /** The row is as the source has it again. */
  remove(table: string, hash: string): void {
    this.rows.get(table)?.delete(hash);
  }

  isCorrected(table: string, hash: string): boolean {
    return this.rows.get(table)?.has(hash) === true;
  }

  /** Whole or not at all. */
  async write(dir: string, table: string): Promise<void> {
    const lines = [...(this.rows.get(table) ?? [])].map(([hash, row]) => `${JSON.stringify({ hash, row })}\n`);
    await writeFileAtomically(fileOf(dir, table), lines.join(""));
  }

  has(table: string): boolean {
    return (this.rows.get(table)?.size ?? 0) > 0;
  }

  /** The row as it was corrected; itself where it was not. `original`: without omitted columns, which stay as they are. */
  correct(table: string, columns: readonly string[], row: Row, original: OriginalRow): Row {
    const corrected = this.rows.get(table)?.get(hashOriginal(original));
    if (corrected === undefined) return row;
    refuseUnknown(table, Object.keys(corrected), columns);
    this.applied.add(hashOriginal(corrected));
    const values = columns.map((column, index) => (column in corrected ? corrected[column]! : (row[index] ?? null)));
    const isAsBefore = (index: number) => values[index] === row[index];
    const forms = [...(row.forms ?? [])].filter(([index]) => isAsBefore(index));
    return withForms(values, new Map(forms));
  }

  /** Corrections whose row has been read; the row of any other has gone from the source, or has changed there. */
  isApplied(row: OriginalRow): boolean {
    return this.applied.has(hashOriginal(row));
  }

  /** Which row of the source a row is that was read. */
  originOf(table: string, row: OriginalRow): string {
    const hash = hashOriginal(row);
    return this.origins.get(table)?.get(hash) ?? hash;
  }
}

/** How rows are read that somebody may have corrected: by every reader of the plan's rows. */
export function compileCorrect(
  corrections: Corrections | undefined,
  table: string,
  part: PlannedPart,
  columns: readonly string[],
): (row: Row) => Row {
  if (corrections?.has(table) !== true) return (row) => row;
  const getOriginal = compileOriginal(part, columns);
  return (row) => corrections.correct(table, columns, row, getOriginal(row));
}

/** The row for the files of rejected and merged rows, without omitted columns: rules may read them, nothing writes them. */
export function compileOriginal({ omitted }: PlannedPart, columns: readonly string[]): (row: Row) => OriginalRow {
  const omittedNames = new Set(omitted.map(({ column }) => column));
  const kept = columns.flatMap((column, index) => (omittedNames.has(column) ? [] : [[column, index] as const]));
  return (row) => Object.fromEntries(kept.map(([column, index]) => [column, row[index] ?? null]));
}

function refuseUnknown(table: string, names: readonly string[], columns: readonly string[]): void {
  const unknown = names.filter((name) => !columns.includes(name));
  if (unknown.length === 0) return;
  throw new CutoverError(rowFailures.correctionUnusable, {
    what: `A corrected row has columns that the source does not give: ${unknown.join(", ")}`,
    where: table,
    next: `Use only: ${columns.join(", ")}. Correct the line in rejected/${table}.jsonl, then: cutover rejects replay`,
  });
}

function fileOf(dir: string, table: string): string {
  return path.join(ownerOf(dir), "corrections", `${table}.jsonl`);
}
