import { internalActionGeneric, internalMutationGeneric } from "convex/server";
import { ConvexError, type Value, v } from "convex/values";
import type { MutationCtx } from "./environment.js";
import type { Refused } from "./refuse.js";

const vRefusal = v.object({ refused: v.object({ code: v.string(), message: v.string(), next: v.string() }) });

type Handler = (ctx: Partial<MutationCtx>, args: Record<string, Value>) => Promise<unknown>;
interface Definition {
  readonly args: Record<string, unknown>;
  readonly returns?: never;
  readonly handler: Handler;
}

/**
 * A builder whose functions the command asks with `refusals: "answer"`: what a refusal says then comes back as `{ refused }`.
 * Of an error a deployment with REDACT_LOGS_TO_CLIENT leaves nothing, and `convex run` prints no error's data. People, and
 * other functions, get the error.
 */
export function answerRefusals<Build>(builder: Build): Build {
  const build = builder as (definition: object) => unknown;
  const define = ({ args, returns, handler, ...rest }: Definition): unknown =>
    build({
      ...rest,
      args: { ...args, refusals: v.optional(v.literal("answer")) },
      ...(returns === undefined ? {} : { returns: v.union(returns, vRefusal) }),
      handler: answer(handler),
    });
  return define as Build;
}

/** For functions that the command calls and that may refuse. */
export const commandMutation = answerRefusals(internalMutationGeneric);
export const commandAction = answerRefusals(internalActionGeneric);

function answer(handler: Handler): Handler {
  return async (ctx, { refusals, ...args }) => {
    try {
      return await handler(ctx, args);
    } catch (error) {
      const refused = refusals === "answer" ? readRefused(error) : null;
      if (refused === null || (await hasWritten(ctx))) throw error;
      return { refused };
    }
  };
}

function readRefused(error: unknown): Refused | null {
  const data: unknown = error instanceof ConvexError ? error.data : null;
  const { code, message, next } = (data ?? {}) as Partial<Refused>;
  const isRefusal = typeof code === "string" && typeof message === "string" && typeof next === "string";
  return isRefusal ? { code, message, next } : null;
}

/** Only an error undoes what a mutation wrote before it refused. */
async function hasWritten({ db, meta }: Partial<MutationCtx>): Promise<boolean> {
  if (db === undefined || meta === undefined) return false;
  const { documentsWritten, functionsScheduled } = await meta.getTransactionMetrics();
  return documentsWritten.used + functionsScheduled.used > 0;
}
