import { afterEach, expect, test, vi } from "vitest";
import { hashStored, isSameValue } from "../../../convex/shared/document/hashStored.js";
import { aCase, type App, deploy, documents, importChanges, insert, load, type NewChange, step } from "../support.js";
import { changeTo, conflictsOf, gone, inserted, patch, removeDocument, removedOf, start } from "./support.js";

afterEach(() => vi.useRealTimers());

/** Each row of a round is an interleaving of its own: a change, a write of somebody, and where in the batches both fall. */
const rounds = 4;
const rowsPerRound = 130;

type Fields = { title: string; wage: bigint };
type Row = Fields & { id: string };

/** mulberry32 */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What the documents, the conflicts and the removed documents have to come to, worked out in a dozen lines. */
class Model {
  readonly rows = new Map<string, Row>();
  readonly conflicts: string[] = [];
  readonly removed: string[] = [];
  /** Deletions, by key: the fields as they were when the list was made; null where nobody looked. */
  readonly seen = new Map<string, Fields | null>();

  apply(key: string, change: NewChange): void {
    const row = this.rows.get(key);
    if (change.kind === "insert") {
      if (row === undefined) this.rows.set(key, { ...newFields(key), id: "" });
    } else if (change.kind === "delete") this.remove(key, row);
    else if (change.kind === "update") this.update(key, row);
  }

  private update(key: string, row: Row | undefined): void {
    if (row === undefined) return void this.conflicts.push(`${key} null`);
    const before = oldFields(key);
    const after = newFields(key);
    for (const field of ["title", "wage"] as const) {
      if (isSameValue(row[field], after[field])) continue;
      if (isSameValue(row[field], before[field])) Object.assign(row, { [field]: after[field] });
      else this.conflicts.push(`${key} ${field}`);
    }
  }

  private remove(key: string, row: Row | undefined): void {
    const seen = this.seen.get(key)!;
    if (row === undefined) return;
    if (seen !== null && (seen.title !== row.title || seen.wage !== row.wage)) {
      this.conflicts.push(`${key} null`);
      return;
    }
    if (seen === null) this.removed.push(`${key} ${row.title} ${row.wage}`);
    this.rows.delete(key);
  }
}

const oldFields = (key: string): Fields => ({ title: `${key} old`, wage: 1n });
const newFields = (key: string): Fields => ({ title: `${key} new`, wage: 2n });

test("500 interleavings of changes, batches, kills and what somebody writes come to what the model says", async () => {
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`interleavings: SEED=${seed}\n`);
  const random = randomOf(seed);
  const t = deploy();
  await load(t, {});
  const model = new Model();
  for (let round = 0; round < rounds; round++) await playRound(t, model, random, round);
  const found = (await documents(t, "cases")).map(({ legacyId, title, wage }) => `${legacyId} ${title} ${wage}`);
  expect(found.toSorted()).toEqual(
    [...model.rows].map(([key, { title, wage }]) => `${key} ${title} ${wage}`).toSorted(),
  );
  const conflicts = (await conflictsOf(t)).map(({ legacyKey, field }) => `${legacyKey} ${field}`);
  expect(conflicts.toSorted()).toEqual(model.conflicts.toSorted());
  const removed = (await removedOf(t)).map(({ document }) => {
    const { legacyId, title, wage } = JSON.parse(document) as { legacyId: string; title: string; wage: object };
    return `${legacyId} ${title} ${wageOf(wage)}`;
  });
  expect(removed.toSorted()).toEqual(model.removed.toSorted());
  expect(model.conflicts.length + model.removed.length).toBeGreaterThan(50);
}, 240_000);

/** An int64 in Convex's JSON: eight bytes, the lowest first, in base64. */
function wageOf(wage: object): bigint {
  return Buffer.from((wage as { $integer: string }).$integer, "base64").readBigInt64LE();
}

async function playRound(t: App, model: Model, random: () => number, round: number): Promise<void> {
  const keys = Array.from({ length: rowsPerRound }, (_, index) => `r${round}-${String(index).padStart(3, "0")}`);
  const changes: NewChange[] = [];
  for (const key of keys) changes.push(await prepareRow(t, model, random, key));
  await importChanges(t, changes);
  const list = `list ${round}`;
  let applied = 0;
  for (let turn = 0; ; turn++) {
    const ran = await start(t, list, "load");
    applied = advanceModel(model, keys, changes, applied, ran.phase);
    if (ran.state === "done") return;
    if (turn === 0 || random() < 0.3) await kill(t);
    await write(t, model, random, keys);
    await step(t);
  }
}

/** What the deployment has applied by now, the model applies too. */
function advanceModel(
  model: Model,
  keys: readonly string[],
  changes: readonly NewChange[],
  applied: number,
  { kind, after = keys.length - 1 }: { kind: string; after?: number },
): number {
  const until = kind === "write" ? after + 1 : keys.length;
  for (let number = applied; number < until; number++) model.apply(keys[number]!, changes[number]!);
  return Math.max(applied, until);
}

/** A row as an earlier load left it, or none; what somebody did to it since; and the change that comes. */
async function prepareRow(t: App, model: Model, random: () => number, key: string): Promise<NewChange> {
  const kind = random();
  const isThere = kind >= 0.3 || random() < 0.3;
  if (isThere) {
    const stored = await insert(t, "cases", aCase(key, oldFields(key)));
    model.rows.set(key, { ...oldFields(key), id: stored["_id"] as string });
  }
  if (kind < 0.3) return inserted("cases", aCase(key, newFields(key)));
  const { title, wage } = newFields(key);
  if (kind < 0.7) return changeTo("cases", key, { title: [oldFields(key).title, title], wage: [1n, wage] });
  const isSeen = random() < 0.8;
  model.seen.set(key, isSeen ? oldFields(key) : null);
  const document = await t.run(async (ctx) => await ctx.db.get(model.rows.get(key)!.id as never));
  return gone("cases", key, isSeen ? hashStored(document as unknown as Record<string, unknown>) : undefined);
}

/** Somebody changes or deletes some of the rows, or has the very value already that the change brings. */
async function write(t: App, model: Model, random: () => number, keys: readonly string[]): Promise<void> {
  const found = new Map((await documents(t, "cases")).map((each) => [each.legacyId, each._id as string]));
  for (const key of keys) {
    const row = model.rows.get(key);
    const id = found.get(key);
    if (row === undefined || id === undefined || random() >= 0.15) continue;
    const what = random();
    if (what < 0.15) {
      model.rows.delete(key);
      await removeDocument(t, id);
      continue;
    }
    const fields: Partial<Fields> = {};
    if (what < 0.7)
      fields.title = random() < 0.2 ? newFields(key).title : `${key} theirs ${Math.floor(random() * 1000)}`;
    else fields.wage = random() < 0.2 ? 2n : 3n;
    Object.assign(row, fields);
    await patch(t, id, fields);
  }
}

/** The scheduler stops: what was to come does not come. */
async function kill(t: App): Promise<void> {
  await t.run(async (ctx) => {
    const jobs = await ctx.db.system.query("_scheduled_functions").collect();
    for (const { _id, state } of jobs) if (state.kind === "pending") await ctx.scheduler.cancel(_id);
  });
}
