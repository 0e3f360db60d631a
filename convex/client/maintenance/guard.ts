import { createFunctionHandle, makeFunctionReference } from "convex/server";
import { convexToJson, type Value } from "convex/values";
import type { Maintenance } from "../../cutover/validators.js";
import type { Environment, MutationCtx, QueryCtx } from "../run/environment.js";
import { createRefusal } from "./writable.js";

/** A builder such as `mutation` of `_generated/server`, or an app's own made of one. */
export type Builder = (definition: never) => unknown;

export interface GuardOptions {
  /** Functions that write in maintenance mode all the same, by name: `["sessions:touch"]`. What they write may be lost. */
  readonly exempt?: readonly string[];
}

type Handler = (ctx: MutationCtx, args: Record<string, Value>) => unknown;
interface Definition {
  readonly handler: Handler;
  readonly returns?: unknown;
}

/** The builder beneath each guarded one. */
const unguarded = new WeakMap<Builder, Builder>();

/** Throws a ConvexError `{ kind: "maintenance", message }` in maintenance mode. Reads one small document. */
export async function refuseMaintenance(environment: Environment, ctx: Pick<QueryCtx, "runQuery">): Promise<void> {
  const maintenance = await readMaintenance(environment, ctx);
  if (maintenance.on) throw createRefusal(maintenance);
}

/** The app's builders, whose functions refuse to run in maintenance mode. */
export function defineGuard<M extends Builder, I extends Builder>(
  environment: Environment,
  { mutation, internalMutation }: { readonly mutation: M; readonly internalMutation: I },
  { exempt = [] }: GuardOptions = {},
): { readonly mutation: M; readonly internalMutation: I } {
  const names = new Set(exempt.map(normalizeName));
  const guard =
    (handler: Handler): Handler =>
    async (ctx, args) => {
      const maintenance = await readMaintenance(environment, ctx);
      if (maintenance.on && !names.has(await readName(ctx))) throw createRefusal(maintenance);
      return await handler(ctx, args);
    };
  return { mutation: wrap(mutation, guard), internalMutation: wrap(internalMutation, guard) };
}

/**
 * A builder for crons and scheduled functions: in maintenance mode a call is recorded and runs once it ends. The functions return
 * nothing, since a call that is put off has no result.
 */
export function defineWhenWritable<I extends Builder>(environment: Environment, internalMutation: I): I {
  const postpone =
    (handler: Handler): Handler =>
    async (ctx, args) => {
      if (!(await readMaintenance(environment, ctx)).on) return await handler(ctx, args);
      await postponeCall(environment, ctx, args);
      return null;
    };
  return wrap((unguarded.get(internalMutation) ?? internalMutation) as I, postpone, refuseResult);
}

/** Arguments beyond this do not fit into a document: such a call tries again instead. */
const mostCharacters = 900_000;
const retryAfterMs = 10_000;

async function postponeCall({ component }: Environment, ctx: MutationCtx, args: Record<string, Value>): Promise<void> {
  const name = await readName(ctx);
  const reference = makeFunctionReference<"mutation">(name);
  const text = JSON.stringify(convexToJson(args));
  if (text.length > mostCharacters) {
    await ctx.scheduler.runAfter(retryAfterMs, reference, args);
    return;
  }
  const handle = await createFunctionHandle(reference);
  await ctx.runMutation(component.postponed.record, { function: name, handle, args: text });
}

function refuseResult({ returns }: Definition): void {
  const kind = (returns as { kind?: string } | undefined)?.kind;
  if (returns === undefined || kind === "null" || kind === "any") return;
  throw new Error("A function of whenWritable may be put off, so it returns nothing: write returns: v.null().");
}

function wrap<B extends Builder>(
  builder: B,
  around: (handler: Handler) => Handler,
  check: (definition: Definition) => void = () => {},
): B {
  const build = builder as unknown as (definition: Definition) => unknown;
  const guarded = (given: Definition | Handler) => {
    const definition = typeof given === "function" ? { handler: given } : given;
    check(definition);
    return build({ ...definition, handler: around(definition.handler) });
  };
  unguarded.set(guarded, builder);
  return guarded as unknown as B;
}

export async function readMaintenance(
  { component }: Environment,
  ctx: Pick<QueryCtx, "runQuery">,
): Promise<Maintenance> {
  return await ctx.runQuery(component.window.maintenance, {});
}

/** `sessions:touch`; a default export is `sessions:default`. */
async function readName(ctx: Pick<MutationCtx, "meta">): Promise<string> {
  const { name } = await ctx.meta.getFunctionMetadata();
  return normalizeName(name);
}

/** Convex writes `sessions.js:touch` in some places. */
export function normalizeName(name: string): string {
  const [module = "", exported = "default"] = name.split(":");
  return `${module.replace(/\.js$/, "")}:${exported}`;
}
