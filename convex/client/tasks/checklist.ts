import type { Item, Measurement, Task } from "../../cutover/taskValidators.js";
import { type Environment, findIndexBy, type MutationCtx } from "../run/environment.js";
import { readStatus } from "../run/status.js";
import { stopTask, type TaskContext, wakeAt } from "./taskContext.js";
import { describeError } from "../run/refuse.js";

type Asked = Pick<Item, "item" | "title" | "asks">;

const always: readonly Asked[] = [
  { item: "verification", asks: "convex", title: "every table is verified" },
  { item: "issues", asks: "convex", title: "no issue is open" },
  { item: "claims", asks: "convex", title: "no sign-in claim is open" },
  { item: "tasks", asks: "convex", title: "every earlier task is done" },
  { item: "source-writes", asks: "command", title: "the source had no writes since the cutover" },
  { item: "source-connections", asks: "command", title: "the source had no connections since the cutover" },
  { item: "backup", asks: "command", title: "the backup can be restored: it opens and reads to its end" },
  { item: "source-backup", asks: "command", title: "the source's own backup is kept, byte for byte" },
  { item: "legacy-reads", asks: "command", title: "no code reads legacy fields, except where marked" },
];

const legacyFields: Asked = { item: "legacy-fields", asks: "convex", title: "no document has legacy fields" };

/** What has to hold before the next part of the old system is removed. */
const checklists: Readonly<Record<string, readonly Asked[]>> = {
  decommission7d: [
    ...always,
    { item: "old-app-unused", asks: "person", title: "the old app's access log shows no use" },
  ],
  decommission14d: [
    ...always,
    legacyFields,
    { item: "backend-off", asks: "person", title: "the old backend is switched off" },
  ],
  decommission30d: [
    ...always,
    legacyFields,
    { item: "backup-kept", asks: "person", title: "the backup has a copy in a second, known place" },
    { item: "database-off", asks: "person", title: "the old database is switched off" },
    { item: "old-code-removed", asks: "person", title: "the old code is removed" },
  ],
};

export function createChecklist(task: string): Item[] {
  return (checklists[task] ?? []).map((asked) => ({ ...asked, measured: null, confirmed: null }));
}

export function isComplete({ measured, confirmed }: Item): boolean {
  return confirmed !== null || measured?.ok === true;
}

const dayMs = 86_400_000;

/** Measures what Convex can, adds what the command measured, and completes the checklist if it can. */
export async function advanceChecklist(
  context: TaskContext,
  task: Task,
  measured: readonly Measurement[],
): Promise<Task> {
  const { environment, ctx } = context;
  const measurements = [...(await measureInConvex(context, task)), ...measured];
  const { name } = task;
  return await completeChecklist(
    context,
    await ctx.runMutation(environment.component.tasks.measure, { name, measurements }),
  );
}

/** Done when every item is complete and the task is due; until then measured again every day. */
export async function completeChecklist(context: TaskContext, task: Task): Promise<Task> {
  const open = task.items.filter((item) => !isComplete(item));
  const result = { completed: task.items.length - open.length, open: open.length };
  const now = Date.now();
  if (now < task.dueAt)
    return await wakeAt(context, task, task.dueAt, null, { state: "scheduled", waitsFor: null, result });
  if (open.length === 0) return await stopTask(context, task, "every item is complete", { state: "done", result });
  const waitsFor = describeOpen(task.name, open);
  const detail = task.waitsFor === waitsFor ? null : waitsFor;
  return await wakeAt(context, task, now + dayMs, detail, { state: "waiting", waitsFor, result });
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

async function measureInConvex({ environment, ctx, module }: TaskContext, task: Task): Promise<Measurement[]> {
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

/** Claims that are counted at most. */
const mostClaims = 1_000;

/** Only a checklist item: anybody can cause a claim by typing an address, so a claim must not block anything by itself. */
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

/** One write removes all legacy fields of a document, so its key shows whether it still has any. */
async function measureLegacyFields({ plan, schema }: Environment, { db }: MutationCtx): Promise<Measurement> {
  const left: string[] = [];
  for (const { name, id } of plan.tables.values()) {
    const index = findIndexBy(schema, name, id.field);
    if (index !== undefined && (await hasKeyLeft(db, name, index, id.field))) left.push(name);
  }
  return { item: "legacy-fields", ok: left.length === 0, value: left.length === 0 ? "none left" : left.join(", ") };
}

/** After the final deploy the index is gone, and the final schema accepts no document with legacy fields. */
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
