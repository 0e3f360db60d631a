import { type Document, fingerprintExported } from "../../../convex/shared/document/document.js";
import { Checksums } from "../../../convex/shared/document/fingerprint.js";
import { legacyKeysOf } from "../../../convex/shared/document/references.js";
import type { Plan, PlannedRef, PlannedTable } from "../../../convex/shared/plan/plan.js";
import { signInMethods } from "../../../convex/shared/users/setAside.js";
import { type Manifest, type TableCounts, writeManifest } from "../../run/manifest.js";
import { findSample, type RunDirectory } from "../../run/runDirectory.js";
import { decodeDocument, readDocumentLines } from "./documentLines.js";
import { LineWriter } from "./lineWriter.js";
import { OpenRows } from "./openRows.js";

/** However small its share of the sample, every table contributes this many documents if it has them. */
const minimumPerTable = 50;

const usersTable = "users";

/** By field: keys of documents that are still to be found. */
type PendingKeys = Map<string, Set<string>>;

/**
 * Writes about `rows` of the exported documents, with a manifest of their own, into the run's `sample/`: those that match or
 * resolve cannot finish by themselves, up to `rows` of each table, since they are what a rehearsal has to meet; others spread
 * evenly over each table; every document that one of them refers to; and the sign-ins of their users. Dangling references stay as they are.
 */
export async function writeSample(run: RunDirectory, plan: Plan, manifest: Manifest, rows: number): Promise<void> {
  const chosen = await new Sample(run, plan, manifest).choose(rows);
  const sample = findSample(run);
  const tables: TableCounts[] = [];
  for (const counts of manifest.tables) {
    tables.push(await writeTable(run, sample, plan.tables.get(counts.table)!, counts, chosen.get(counts.table)!));
  }
  await writeManifest(sample.manifest, { ...manifest, tables });
}

/** Chosen keys by table. Memory grows with the sample, not with the tables. */
class Sample {
  private readonly chosen = new Map<string, Set<string>>();
  private readonly pending = new Map<string, PendingKeys>();
  private readonly requested = new Set<string>();

  constructor(
    private readonly run: RunDirectory,
    private readonly plan: Plan,
    private readonly manifest: Manifest,
  ) {
    for (const { table } of manifest.tables) this.chosen.set(table, new Set());
  }

  async choose(rows: number): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const total = this.manifest.tables.reduce((sum, { written }) => sum + written, 0);
    await this.takeOpen(rows);
    for (const counts of this.manifest.tables) {
      const share = Math.max(minimumPerTable, Math.floor((rows * counts.written) / Math.max(1, total)));
      await this.takeEvenly(counts, share);
    }
    await this.takeReferences();
    await this.takeSignIns();
    await this.takeReferences();
    return this.chosen;
  }

  private async takeReferences(): Promise<void> {
    for (let round = this.takePending(); round.length > 0; round = this.takePending()) {
      for (const [table, pending] of round) await this.takeReferenced(table, pending);
    }
  }

  /** A user without their sign-ins would count as one who cannot sign in. */
  private async takeSignIns(): Promise<void> {
    const counts = this.manifest.tables.find(({ table }) => table === signInMethods);
    const owner = this.plan.tables.get(signInMethods)?.refs.find(({ target }) => target === usersTable);
    if (counts === undefined || owner === undefined) return;
    const users = await this.keysOf(owner);
    for await (const document of this.documents(counts))
      if (legacyKeysOf(owner, document).some((key) => users.has(key))) this.take(signInMethods, document);
  }

  /** What the chosen documents are referred to by. */
  private async keysOf({ target, lookup }: PlannedRef): Promise<ReadonlySet<string>> {
    const { id } = this.plan.tables.get(target)!;
    const chosen = this.chosen.get(target)!;
    if (lookup.field === id.field) return chosen;
    const keys = new Set<string>();
    for await (const document of this.documents(this.manifest.tables.find(({ table }) => table === target)!))
      if (chosen.has(document[id.field] as string)) keys.add(document[lookup.field] as string);
    return keys;
  }

  private async takeOpen(most: number): Promise<void> {
    const { tables } = this.manifest;
    const countsOf = (name: string) => tables.find(({ table }) => table === name)!;
    const names = tables.map(({ table }) => table);
    const open = await OpenRows.find(this.plan, names, (name) => this.documents(countsOf(name)));
    for (const name of names) {
      const table = this.plan.tables.get(name)!;
      if (!open.mayHave(table)) continue;
      let taken = 0;
      for await (const document of this.documents(countsOf(name))) {
        if (!open.isOpen(table, document)) continue;
        this.take(name, document);
        taken += 1;
        if (taken === most) break;
      }
    }
  }

  private async takeEvenly(counts: TableCounts, share: number): Promise<void> {
    const stride = Math.max(1, counts.written / share);
    let index = 0;
    let next = 0;
    for await (const document of this.documents(counts)) {
      if (index++ < Math.floor(next)) continue;
      this.take(counts.table, document);
      next += stride;
    }
  }

  private async takeReferenced(table: string, pending: PendingKeys): Promise<void> {
    const counts = this.manifest.tables.find((each) => each.table === table)!;
    for await (const document of this.documents(counts)) {
      const isPending = [...pending].some(([field, keys]) => keys.has(document[field] as string));
      if (isPending) this.take(table, document);
    }
  }

  private take(name: string, document: Document): void {
    const table = this.plan.tables.get(name)!;
    const key = document[table.id.field] as string;
    if (this.chosen.get(name)!.has(key)) return;
    this.chosen.get(name)!.add(key);
    for (const ref of table.refs)
      for (const reference of legacyKeysOf(ref, document)) this.request(ref.target, ref.lookup.field, reference);
  }

  private request(table: string, field: string, key: string): void {
    const name = `${table}\n${field}\n${key}`;
    if (this.requested.has(name)) return;
    this.requested.add(name);
    const pending = this.pending.get(table) ?? new Map<string, Set<string>>();
    this.pending.set(table, pending);
    pending.set(field, (pending.get(field) ?? new Set()).add(key));
  }

  private takePending(): [string, PendingKeys][] {
    const round = [...this.pending];
    this.pending.clear();
    return round;
  }

  private async *documents(counts: TableCounts): AsyncGenerator<Document> {
    for await (const line of readDocumentLines(this.run, counts)) yield decodeDocument(line, counts.format);
  }
}

async function writeTable(
  run: RunDirectory,
  sample: RunDirectory,
  table: PlannedTable,
  counts: TableCounts,
  chosen: ReadonlySet<string>,
): Promise<TableCounts> {
  const { format } = counts;
  const writer = await LineWriter.createDocuments(sample.documents(table.name, format), table.name, format);
  const checksums = new Checksums();
  for await (const line of readDocumentLines(run, counts)) {
    const document = decodeDocument(line, format);
    const key = document[table.id.field] as string;
    if (!chosen.has(key)) continue;
    await writer.write(line);
    checksums.add(key, fingerprintExported(table, document));
  }
  const sha256 = await writer.finish();
  const { bytes, largestBytes } = writer;
  return { ...counts, ...countWritten(checksums.count), bytes, largestBytes, sha256, sums: checksums.render() };
}

/** The counts of a sample, as if it were the whole table. */
function countWritten(written: number) {
  return { read: written, written, rejected: 0, filtered: 0, merged: 0 };
}
