import type { internalMutationGeneric, RegisteredMutation } from "convex/server";
import { type GenericId, v } from "convex/values";
import { matchFields, type PlannedTable, getTable } from "../../shared/plan/plan.js";
import { signInMethods } from "../../shared/users/setAside.js";
import { Amendment } from "../changes/amendment.js";
import { answerRefusals } from "../run/commandFunctions.js";
import { type Environment, type MutationCtx, type StoredDocument, readModule } from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { runCommand } from "../run/stages.js";
import { type CutoverStatus, readStatus } from "../run/status.js";
import { settleCommand } from "./decide.js";
import { mergeAmending } from "./merge.js";
import { scheduleMove } from "./moveReferences.js";
import { findTwins, isMethodProved, setAside } from "./signInMethods.js";

/** A type, not an interface: only those pass for the arguments of a function. */
export type SettleArgs = {
  /** Default: the one table whose rows are people. */
  readonly table?: string;
  readonly legacyKey: string;
  /** The id of the document the row is part of, or "self" for a person of its own. */
  readonly keep: string;
  /** Who says so, for the report. */
  readonly by?: string;
};

/** What became of the row. */
export type Settled = {
  readonly table: string;
  readonly legacyKey: string;
  /** The document the row is part of, or is. */
  readonly id: string;
  readonly outcome: "merged" | "self" | "already";
  /** Open issues that this closed. */
  readonly closed: number;
  /** Whether references to the row's own document are being led to that one; otherwise resolve does it by the key. */
  readonly moves: boolean;
};

const vSettled = v.object({
  table: v.string(),
  legacyKey: v.string(),
  id: v.string(),
  outcome: v.union(v.literal("merged"), v.literal("self"), v.literal("already")),
  closed: v.number(),
  moves: v.boolean(),
});

/**
 * Says who an imported row is, where match could not: the row becomes part of the document named, or is a person of its
 * own. Holds when match runs again, and after a further load of the same run. Again is harmless.
 */
export function defineSettle(environment: Environment): RegisteredMutation<"internal", SettleArgs, Promise<Settled>> {
  const define = answerRefusals(environment.internalMutation as unknown as typeof internalMutationGeneric);
  return define({
    args: { table: v.optional(v.string()), legacyKey: v.string(), keep: v.string(), by: v.optional(v.string()) },
    returns: vSettled,
    handler: async (ctx: MutationCtx, { legacyKey, keep, ...args }: SettleArgs): Promise<Settled> => {
      const table = await findSettledTable(environment, ctx, args.table);
      const status = await refuseUnready(environment, ctx, table);
      const settling: Settling = { environment, ctx, table, legacyKey, keep, by: args.by ?? "somebody" };
      const match = await ctx.runQuery(environment.component.matching.find, { table: table.name, legacyKey });
      if (match !== null) return await answerMerged(settling, match.id);
      const row = await getRow(settling);
      if (keep === "self" || keep === row._id) return await keepSelf(settling, row);
      const account = await getAccount(settling);
      await refuseTaken(settling, row, account);
      const moves = status.stages.some(({ stage, processed }) => stage === "resolve" && processed > 0);
      return await mergeRow(settling, row, account, moves);
    },
  });
}

interface Settling {
  readonly environment: Environment;
  readonly ctx: MutationCtx;
  readonly table: PlannedTable;
  readonly legacyKey: string;
  readonly keep: string;
  readonly by: string;
}

async function answerMerged(settling: Settling, id: string): Promise<Settled> {
  const { ctx, table, legacyKey, keep } = settling;
  if (keep === id) return { table: table.name, legacyKey, id, outcome: "already", closed: 0, moves: false };
  const message = `Row ${legacyKey} of ${table.name} is part of ${id} already. A further load puts every account back as it was.`;
  return refuse(
    "already_settled",
    message,
    `npx convex run ${await readModule(ctx)}:matches '{"table":"${table.name}"}'`,
  );
}

async function getRow({ environment, ctx, table, legacyKey }: Settling): Promise<StoredDocument> {
  const [row] = await new Amendment(environment, ctx).documentsOf(table, legacyKey);
  if (row !== undefined) return row;
  const next = `npx cutover issues ${table.name}`;
  return refuse("unknown_key", `No imported row of ${table.name} has the key ${JSON.stringify(legacyKey)}.`, next);
}

async function getAccount({ environment, ctx, table, keep }: Settling): Promise<StoredDocument> {
  const next = `npx cutover issues ${table.name}`;
  const id = ctx.db.normalizeId(table.name, keep);
  const account = id === null ? null : await ctx.db.get(id);
  if (account !== null) return account;
  const other = Object.keys(environment.schema.tables).find((name) => ctx.db.normalizeId(name, keep) !== null);
  if (id === null && other !== undefined) {
    return refuse("other_table", `${keep} is a document of ${other}, not of ${table.name}.`, next);
  }
  return refuse("unknown_id", `There is no document ${JSON.stringify(keep)} in ${table.name}.`, next);
}

/** Codes of issues that say that several rows may be one person. */
const severalRows = "several_old";

/** One document for several rows is right only where that was the question. */
async function refuseTaken(settling: Settling, row: StoredDocument, account: StoredDocument): Promise<void> {
  const { environment, ctx, table, legacyKey } = settling;
  const { matching, settlements } = environment.component;
  const ofRow = await ctx.runQuery(matching.ofSurvivors, { table: table.name, ids: [row._id as string] });
  const next = `npx convex run ${await readModule(ctx)}:matches '{"table":"${table.name}"}'`;
  if (ofRow.length > 0) {
    const others = ofRow.map((match) => match.legacyKey).join(", ");
    refuse("is_survivor", `Row ${others} is part of row ${legacyKey}, which therefore stays as it is.`, next);
  }
  const carried = account[table.id.field] as string | undefined;
  if (carried === undefined) return;
  const { codes } = await ctx.runQuery(settlements.find, { table: table.name, legacyKey });
  if (codes.includes(severalRows)) return;
  const message = `${account._id as string} maps to row ${carried} already, and nothing says that row ${legacyKey} is the same person.`;
  refuse("taken", message, next);
}

async function keepSelf(settling: Settling, row: StoredDocument): Promise<Settled> {
  const { table, legacyKey } = settling;
  if (table.name === signInMethods) await setTwinsAside(settling, row);
  const closed = await record(settling, "self", null, "a separate user");
  return { table: table.name, legacyKey, id: row._id as string, outcome: "self", closed, moves: false };
}

/**
 * Two users cannot have one sign-in: Convex Auth would find neither. A twin whose user never verified the address gives way;
 * every other one stays, and the row cannot be separate.
 */
async function setTwinsAside({ ctx, table, legacyKey }: Settling, row: StoredDocument): Promise<void> {
  const twins = await findTwins(ctx, row);
  for (const twin of twins) {
    const carried = twin[table.id.field] as string | undefined;
    if (carried === undefined && !(await isMethodProved(ctx, twin))) continue;
    const whose =
      carried === undefined ? `which user ${twin["userId"] as string} has shown to be theirs` : `row ${carried}`;
    const message = `Row ${legacyKey} has the sign-in of ${twin._id as string}, too, ${whose}: as two they would open for nobody.`;
    const leaveOut = "leave one out with { filter: … } in plan.ts and load again";
    const one = settleCommand(table.name, legacyKey, twin._id as string);
    refuse("twin_lives", message, `${one} where both users are one; otherwise ${leaveOut}`);
  }
  for (const twin of twins) await setAside(ctx, twin);
}

async function mergeRow(
  settling: Settling,
  row: StoredDocument,
  account: StoredDocument,
  moves: boolean,
): Promise<Settled> {
  const { environment, ctx, table, legacyKey } = settling;
  const [from, id] = [row._id as GenericId<string>, account._id as GenericId<string>];
  await mergeAmending(environment, ctx, { table, imported: row, id, why: "settled" });
  const keepKey = (account[table.id.field] ?? null) as string | null;
  const closed = await record(settling, id, keepKey, `part of ${id}`);
  if (moves) await scheduleMove(environment, ctx, { table: table.name, from, to: id });
  return { table: table.name, legacyKey, id, outcome: "merged", closed, moves };
}

async function record(settling: Settling, keep: string, keepKey: string | null, what: string): Promise<number> {
  const { environment, ctx, table, legacyKey, by } = settling;
  const settlement = { table: table.name, legacyKey, keep, keepKey, reason: `settled by ${by}: ${what}` };
  return await ctx.runMutation(environment.component.settlements.record, { settlement });
}

/** The table named, or the one whose rows are matched by an address. */
export async function findSettledTable(
  { plan }: Environment,
  ctx: MutationCtx,
  name: string | undefined,
): Promise<PlannedTable> {
  const matched = [...plan.tables.values()].filter(({ match }) => match !== undefined);
  const userTables = matched.filter((table) => matchFields(table).length === 1);
  const [first, second] = userTables;
  if (name === undefined && first !== undefined && second === undefined) return first;
  const known = matched.map((table) => table.name);
  if (name !== undefined && known.includes(name)) return getTable(plan, name);
  const what = name === undefined ? "More than one table, or none, holds users" : `No rows of "${name}" are matched`;
  const next = `npx convex run ${await readModule(ctx)}:settle '{"table":"…","legacyKey":"…","keep":"…"}'`;
  return refuse("other_table", `${what}. The plan matches: ${known.join(", ") || "none"}.`, next);
}

/** A decision changes what match found, while nothing else works on it and the legacy keys are there. */
export async function refuseUnready(
  environment: Environment,
  ctx: MutationCtx,
  { name: table }: PlannedTable,
): Promise<CutoverStatus> {
  const module = await readModule(ctx);
  const status = await readStatus(environment, ctx, module);
  const watch = `npx convex run ${module}:status --watch`;
  const cleaned = status.stages.some(({ stage, state }) => stage === "cleanup" && state !== "waiting");
  if (cleaned)
    refuse("cleanup_began", "The cleanup has begun to remove the legacy keys that rows are settled by.", watch);
  const busy = status.stages.find(({ state }) => state === "running");
  if (busy !== undefined) {
    refuse("busy", `Settling a row would change what ${busy.stage} of ${busy.table} is working on.`, watch);
  }
  const match = status.stages.find((each) => each.stage === "match" && each.table === table);
  if (match?.state !== "done") {
    const message = `Rows are settled after match, and match of ${table} is ${match?.state ?? "waiting"}.`;
    refuse("out_of_order", message, runCommand(module, "match"));
  }
  return status;
}
