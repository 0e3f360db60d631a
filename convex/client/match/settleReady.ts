import { type PlannedTable, getTable, matchFields } from "../../shared/plan/plan.js";
import { type Environment, type MutationCtx, readModule } from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { runCommand } from "../run/stages.js";
import { type CutoverStatus, readStatus } from "../run/status.js";

/** The table named, or the one whose rows are matched by an address. */
export async function findSettledTable(
  { plan }: Environment,
  ctx: MutationCtx,
  name: string | undefined,
): Promise<PlannedTable> {
  const matched = [...plan.tables.values()].filter(({ match }) => match !== undefined);
  const people = matched.filter((table) => matchFields(table).length === 1);
  const [first, second] = people;
  if (name === undefined && first !== undefined && second === undefined) return first;
  const known = matched.map((table) => table.name);
  if (name !== undefined && known.includes(name)) return getTable(plan, name);
  const what =
    name === undefined ? "More than one table, or none, has people in it" : `No rows of "${name}" are matched`;
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
    refuse("cleanup_began", "The clean-up has begun to remove the legacy keys that rows are settled by.", watch);
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
