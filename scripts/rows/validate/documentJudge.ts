import type { Document } from "../../../convex/shared/document/document.js";
import { CutoverError } from "../../errors.js";
import { findSizeFault } from "./checkDocument.js";
import type { Converted, Reason } from "../convert/convertRow.js";
import type { DocumentCheck } from "./documentCheck.js";
import { findKeyFaults, rememberKeys } from "../keys/keyCheck.js";
import { KeySet } from "../keys/keySet.js";
import type { MergedRows } from "../keys/merges.js";
import type { Judged, Reading } from "../convert/readRows.js";

type Found = Extract<Converted, { kind: "document" }>;
/** Asked for only where a row is kept as it was. */
type Original = () => unknown;

/** How far the rows that are the same have been read. */
interface Together {
  readonly document: Document;
  /** The line of the document they become, or the reasons against it. */
  readonly line: string | readonly Reason[];
  rows: number;
}

/**
 * Judges the converted rows of one table. Rows that are the same become one document: judged when the first
 * of them comes, written in the place of the one that stays.
 */
export class DocumentJudge {
  private readonly together = new Map<MergedRows, Together>();
  private readonly alone = new KeySet();

  constructor(
    private readonly reading: Reading,
    private readonly check: DocumentCheck,
    private readonly source: string,
  ) {}

  judge({ key, document, mergeKey }: Found, original: Original): Judged {
    const { table, knowledge } = this.reading;
    if (mergeKey === null) return this.judgeOne(key, document, original);
    const merged = knowledge.merges.get(table.name)?.get(mergeKey);
    if (merged !== undefined) return this.judgeMerged(merged, key, original);
    // Whoever was alone when twins were looked for has to be alone still.
    if (!this.alone.add(mergeKey)) throw this.changed();
    return this.judgeOne(key, document, original);
  }

  /** Throws when rows that were found to be the same did not come again. */
  finish(): void {
    for (const [merged, { rows }] of this.together) if (rows !== merged.rows) throw this.changed();
  }

  private judgeMerged(merged: MergedRows, key: string, original: Original): Judged {
    const together = this.together.get(merged) ?? this.beginTogether(merged);
    const place = together.rows++;
    const { document, line } = together;
    if (typeof line !== "string") return { kind: "rejected", key, reasons: line, original: original() };
    if (place === merged.place) return { kind: "document", key: merged.key, document, line };
    return { kind: "merged", key, into: merged.key, original: original() };
  }

  private beginTogether(merged: MergedRows): Together {
    const document = this.reading.knowledge.aliases.repoint(this.reading.table, merged.document);
    const together = { document, line: this.takeLine(document), rows: 0 };
    this.together.set(merged, together);
    return together;
  }

  private judgeOne(key: string, document: Document, original: Original): Judged {
    const line = this.takeLine(document);
    if (typeof line !== "string") return { kind: "rejected", key, reasons: line, original: original() };
    return { kind: "document", key, document, line };
  }

  /** The line of a document that is written from now on, so that its keys are taken; or every reason against it. */
  private takeLine(document: Document): string | Reason[] {
    const { table, keys } = this.reading;
    const line = this.findLine(document);
    if (typeof line === "string") rememberKeys(table, keys, document);
    return line;
  }

  /** The line to write, or every reason against it. */
  private findLine(document: Document): string | Reason[] {
    const { table, keys } = this.reading;
    const reasons = [...this.check(document), ...findKeyFaults(table, keys, document)];
    if (reasons.length > 0) return reasons;
    const line = this.reading.encode(document);
    if (typeof line !== "string") return [line];
    const tooLarge = findSizeFault(line);
    return tooLarge === null ? line : [tooLarge];
  }

  private changed(): CutoverError {
    return new CutoverError("source", {
      what: `Rows of ${this.reading.table.name} changed while they were read, so the same ones cannot be told any more`,
      where: this.source,
      next: "Hold off writes to the source (this one gives no snapshot), then type the same command again.",
    });
  }
}
