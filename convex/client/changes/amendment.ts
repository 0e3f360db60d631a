import type { FunctionReturnType } from "convex/server";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import type { NewConflict, NewRemoved } from "../../cutover/changeValidators.js";
import type { NewIssue, NewMatch } from "../../cutover/validators.js";
import { countReference } from "../../shared/document/references.js";
import { type PlannedTable, matchKeyOf } from "../../shared/plan/plan.js";
import { Batch } from "../run/batch.js";
import { KeyCaches, ReadCache } from "../run/keyCaches.js";
import type { Environment, MutationCtx, StoredDocument } from "../run/environment.js";

type Rounds = FunctionReturnType<ComponentApi["amend"]["rounds"]>[number];
export type KnownRow = FunctionReturnType<ComponentApi["amend"]["rows"]>[number];
export type FormerTarget = {
  readonly table: string;
  readonly field: string;
  readonly key: string;
  readonly id: string;
};
type Counts = Record<string, number>;

/** Documents with the same key that are looked at: an import that was killed and repeated has appended some twice. */
const mostCopies = 64;

/**
 * What a batch of changes does to the records of match and resolve, and what it has to keep. Their counters say what the
 * documents of a table come to, so each document that changes is taken out as it was and put in as it is. The component is
 * asked and told once per batch where that is possible: each call costs milliseconds of the second a mutation has.
 */
export class Amendment {
  /** Counts its calls of the component. */
  readonly ctx: MutationCtx;
  calls = 0;
  readonly removed: NewRemoved[] = [];
  readonly conflicts: NewConflict[] = [];
  readonly formerTargets: FormerTarget[] = [];
  private readonly agreed: { table: string; id: string; legacyKey: string; field: string | null }[] = [];
  private readonly rounds = new Map<string, Promise<Rounds>>();
  private readonly rows = new Map<string, KnownRow>();
  private documents = new ReadCache<StoredDocument[]>();
  private readonly counts = new Map<string, Counts>();
  private readonly batches = new Map<string, Batch>();
  /** What legacy keys map to beside the documents that carry them. */
  readonly keys = new KeyCaches();
  private readonly taken = new Set<string>();
  private readonly unmatched: { table: string; legacyKey: string }[] = [];
  private readonly forgotten: Forgotten[] = [];

  constructor(
    readonly environment: Environment,
    ctx: MutationCtx,
  ) {
    const count = <Call extends (...args: never[]) => unknown>(call: Call): Call =>
      ((...args: never[]) => {
        this.calls += 1;
        return call(...args);
      }) as Call;
    this.ctx = { ...ctx, runQuery: count(ctx.runQuery), runMutation: count(ctx.runMutation) };
  }

  async roundsOf({ name }: PlannedTable): Promise<Rounds> {
    const known = this.rounds.get(name);
    if (known !== undefined) return await known;
    // Of all tables at once: a page has changes of several, and references lead to others.
    const tables = [...this.environment.plan.tables.keys()];
    const reading = this.ctx.runQuery(this.environment.component.amend.rounds, { tables });
    for (const [index, table] of tables.entries()) {
      const round = reading.then((all) => all[index]!);
      this.rounds.set(table, round);
    }
    return await this.rounds.get(name)!;
  }

  /** The documents with this old key, read once until one of them is written. */
  async documentsOf({ name, id }: PlannedTable, legacyKey: string): Promise<StoredDocument[]> {
    return await this.documents.get(
      `${name}\n${legacyKey}`,
      async () =>
        await this.ctx.db
          .query(name)
          .withIndex(id.index, (q) => q.eq(id.field, legacyKey))
          .take(mostCopies),
    );
  }

  /** After a write: what was read before may be old. Without a key: of any row. */
  forgetDocuments(table?: PlannedTable, legacyKey?: string): void {
    if (table === undefined) this.documents = new ReadCache();
    else this.documents.forget(`${table.name}\n${legacyKey}`);
  }

  /** Reads what is known about these rows, and their documents, all at once. */
  async prepare(rows: readonly { table: PlannedTable; legacyKey: string }[]): Promise<void> {
    if (rows.length === 0) return;
    const asked = await Promise.all(
      rows.map(async ({ table, legacyKey }) => {
        const [document] = await this.documentsOf(table, legacyKey);
        return { table: table.name, legacyKey, id: (document?._id as string | undefined) ?? null };
      }),
    );
    const known = await this.ctx.runQuery(this.environment.component.amend.rows, { rows: asked });
    for (const [index, { table, legacyKey }] of asked.entries()) this.rows.set(`${table}\n${legacyKey}`, known[index]!);
  }

  /** What is known about a row; only of those that were prepared. */
  rowOf({ name }: PlannedTable, legacyKey: string): KnownRow {
    return this.rows.get(`${name}\n${legacyKey}`) ?? { match: null, others: [], unresolved: [], keptFields: [] };
  }

  /** Once: the prepared rows of a table that are no part of an account. */
  takeUnmatched({ name }: PlannedTable): string[] {
    if (this.taken.has(name)) return [];
    this.taken.add(name);
    return [...this.rows].flatMap(([key, { match }]) => {
      const [table, legacyKey] = splitOnce(key);
      return table === name && match === null ? [legacyKey] : [];
    });
  }

  /** The row is no longer part of an account: known here at once, and in the component at the end of the batch. */
  removeMatch({ name }: PlannedTable, legacyKey: string): void {
    const known = this.rows.get(`${name}\n${legacyKey}`);
    if (known === undefined || known.match === null) return;
    for (const { field, key } of known.match.aliases) this.keys.putAlias({ table: name, field, key }, null);
    this.rows.set(`${name}\n${legacyKey}`, { ...known, match: null });
    this.unmatched.push({ table: name, legacyKey });
  }

  /** What the code of a stage works with. Its counts and issues become those of the round. */
  async batchOf(table: PlannedTable, progress: string): Promise<Batch> {
    const known = this.batches.get(progress);
    if (known !== undefined) return known;
    const { table: _name, match: _match, resolve: _resolve, ...has } = await this.roundsOf(table);
    const started = { refused: null, progress, batchSize: null, sizes: {}, ...has };
    const batch = new Batch(this.environment, this.ctx, table, started, this.keys);
    this.batches.set(progress, batch);
    return batch;
  }

  /** The references of a document, before and after. null: it was not there, or it has gone. */
  async countReferences(table: PlannedTable, before: StoredDocument | null, after: StoredDocument | null) {
    const { resolve } = await this.roundsOf(table);
    if (resolve === null) return;
    if (before !== null) this.add(resolve, referencesOf(table, before), -1);
    if (after !== null) this.add(resolve, referencesOf(table, after), 1);
  }

  /** An imported user who is no part of an account, before and after. */
  async countUnmatched(table: PlannedTable, before: StoredDocument | null, after: StoredDocument | null) {
    const { match } = await this.roundsOf(table);
    if (match === null) return;
    if (before !== null) this.add(match, countsOfUnmatched(table, before), -1);
    if (after !== null) this.add(match, countsOfUnmatched(table, after), 1);
  }

  add(progress: string, counts: Counts, times = 1): void {
    const sum = this.counts.get(progress) ?? {};
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count * times;
    this.counts.set(progress, sum);
  }

  /** What the round found wrong with the document before this batch. `codes`, `field`: only such issues. */
  forgetIssues(progress: string, legacyKey: string, codes: readonly string[] | null = null, field?: string): void {
    this.forgotten.push({ progress, legacyKey, codes, field: field ?? null });
  }

  /** The document has what the source has: a value that was left there as somebody's own is not that any more. */
  noteAgreement(table: PlannedTable, legacyKey: string, id: string, field: string | null): void {
    const { keptFields } = this.rowOf(table, legacyKey);
    if (keptFields.includes(field)) this.agreed.push({ table: table.name, id, legacyKey, field });
  }

  /** Writes everything down, in the batch's own transaction. */
  async flush(): Promise<void> {
    const issues: { progress: string; issues: NewIssue[] }[] = [];
    const matches: { table: string; matches: NewMatch[] }[] = [];
    for (const [progress, batch] of this.batches) {
      const merged = batch.merges.take();
      if (merged.matches.length > 0) matches.push({ table: batch.table.name, matches: merged.matches });
      this.removed.push(...merged.removed);
      this.add(progress, batch.counts);
      const found = batch.takeIssues();
      if (found.length > 0) issues.push({ progress, issues: found });
    }
    const written = {
      unmatched: this.unmatched,
      matches,
      dropped: groupForgotten(this.forgotten),
      issues,
      counts: [...this.counts]
        .filter(([, counts]) => Object.values(counts).some((count) => count !== 0))
        .map(([progress, counts]) => ({ progress, counts })),
      formerTargets: this.formerTargets,
      removed: this.removed,
      conflicts: this.conflicts,
      agreed: this.agreed,
    };
    const isNothing = Object.values(written).every(({ length }) => length === 0);
    if (!isNothing) await this.ctx.runMutation(this.environment.component.amend.write, written);
  }
}

function splitOnce(key: string): [table: string, legacyKey: string] {
  const at = key.indexOf("\n");
  return [key.slice(0, at), key.slice(at + 1)];
}

interface Forgotten {
  readonly progress: string;
  readonly legacyKey: string;
  /** null: of all codes. */
  readonly codes: readonly string[] | null;
  /** null: of all fields. */
  readonly field: string | null;
}

type Group = Omit<Forgotten, "legacyKey" | "codes"> & { codes: string[] | null; legacyKeys: string[] };

function groupForgotten(forgotten: readonly Forgotten[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { legacyKey, codes, ...of } of forgotten) {
    const name = JSON.stringify([of.progress, codes, of.field]);
    const group = groups.get(name) ?? { ...of, codes: codes === null ? null : [...codes], legacyKeys: [] };
    group.legacyKeys.push(legacyKey);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** As resolve counts them: a legacy key has its id, or it has not. */
function referencesOf({ refs }: PlannedTable, document: StoredDocument): Counts {
  const counts = { resolved: 0, unresolved: 0 };
  for (const ref of refs) {
    const { resolved, unresolved } = countReference(ref, document);
    counts.resolved += resolved;
    counts.unresolved += unresolved;
  }
  return counts;
}

function countsOfUnmatched(table: PlannedTable, document: StoredDocument): Counts {
  return matchKeyOf(table, document) === null ? { noMatchValue: 1 } : { unmatched: 1 };
}
