import type { Item, Measurement, Task } from "../../cutover/taskValidators.js";
import { describeError } from "../run/batch.js";
import { type Environment, type MutationCtx, findIndexBy } from "../run/environment.js";
import { readStatus } from "../run/status.js";
import { isSettled } from "./checklists.js";
import { type Desk, rest, wakeAt } from "./desk.js";

const dayMs = 86_400_000;

/** Measures what can be measured here, takes over what the command has measured, and says what is left to settle. */
export async function advanceChecklist(desk: Desk, task: Task, measured: readonly Measurement[]): Promise<Task> {
  const { environment, ctx } = desk;
  const measurements = [...(await measure(desk, task)), ...measured];
  const { name } = task;
  return await completeChecklist(
    desk,
    await ctx.runMutation(environment.component.tasks.measure, { name, measurements }),
  );
}

/** Done when every item is settled and the time has come; until then measured again every day. */
export async function completeChecklist(desk: Desk, task: Task): Promise<Task> {
  const open = task.items.filter((item) => !isSettled(item));
  const result = { settled: task.items.length - open.length, open: open.length };
  const now = Date.now();
  if (now < task.dueAt)
    return await wakeAt(desk, task, task.dueAt, null, { state: "scheduled", waitsFor: null, result });
  if (open.length === 0) return await rest(desk, task, "every item is settled", { state: "done", result });
  const waitsFor = describeOpen(task.name, open);
  const detail = task.waitsFor === waitsFor ? null : waitsFor;
  return await wakeAt(desk, task, now + dayMs, detail, { state: "waiting", waitsFor, result });
}

function describeOpen(name: string, open: readonly Item[]): string {
  const unmeasured = open.filter(({ asks, measured }) => asks === "command" && measured === null);
  const confirmable = open.filter((item) => !unmeasured.includes(item));
  return [
    unmeasured.length === 0 ? [] : [`cutover tasks run ${name} (measures ${listItems(unmeasured)})`],
    confirmable.length === 0 ? [] : [`cutover tasks confirm ${name} <item>: ${listItems(confirmable)}`],
  ]
    .flat()
    .join("; ");
}

function listItems(items: readonly Item[]): string {
  return items.map(({ item, measured }) => (measured === null ? item : `${item} (${measured.value})`)).join(", ");
}

async function measure({ environment, ctx, module }: Desk, task: Task): Promise<Measurement[]> {
  const { tables } = await readStatus(environment, ctx, module);
  const unverified = tables.filter(({ verified }) => verified !== true).map(({ table }) => table);
  const open = tables.reduce((sum, { issues }) => sum + issues.open, 0);
  const isVerified = tables.length > 0 && unverified.length === 0;
  return [
    {
      item: "verification",
      ok: isVerified,
      value: isVerified ? `${tables.length} tables verified` : `not verified: ${unverified.join(", ") || "no run"}`,
    },
    { item: "issues", ok: open === 0, value: `${open} open` },
    await measureClaims(environment, ctx, module),
    await measureTasks(environment, ctx, task),
    await measureLegacyFields(environment, ctx),
  ];
}

/** More than this is shown as that many. */
const mostClaims = 1_000;

/** For a checklist only: anybody can make a claim by typing an address, so none may hold anything back by itself. */
async function measureClaims({ component }: Environment, ctx: MutationCtx, module: string): Promise<Measurement> {
  const page = { state: "open" as const, cursor: null, numItems: mostClaims };
  const { items } = await ctx.runQuery(component.claims.list, page);
  const value = items.length === 0 ? "none open" : `${items.length} open: npx convex run ${module}:claims`;
  return { item: "claims", ok: items.length === 0, value };
}

async function measureTasks({ component }: Environment, ctx: MutationCtx, task: Task): Promise<Measurement> {
  const tasks = await ctx.runQuery(component.tasks.list, {});
  const waiting = tasks.filter(
    ({ name, dueAt, state }) => name !== task.name && dueAt <= task.dueAt && state !== "done",
  );
  const value = waiting.map(({ name, state }) => `${name} is ${state}`).join(", ");
  return { item: "tasks", ok: waiting.length === 0, value: value || "all done" };
}

/** A document keeps all of them until one write removes them together: its key tells. */
async function measureLegacyFields({ plan, schema }: Environment, { db }: MutationCtx): Promise<Measurement> {
  const left: string[] = [];
  for (const { name, id } of plan.tables.values()) {
    const index = findIndexBy(schema, name, id.field);
    if (index !== undefined && (await hasKeyLeft(db, name, index, id.field))) left.push(name);
  }
  return { item: "legacy-fields", ok: left.length === 0, value: left.length === 0 ? "none left" : left.join(", ") };
}

/** After the last deploy there is no index any more, and the final schema takes no document with legacy fields. */
async function hasKeyLeft(db: MutationCtx["db"], table: string, index: string, field: string): Promise<boolean> {
  try {
    const first = await db
      .query(table)
      .withIndex(index, (q) => q.gte(field, ""))
      .first();
    return first !== null;
  } catch (error) {
    if (/index/i.test(describeError(error))) return false;
    throw error;
  }
}
