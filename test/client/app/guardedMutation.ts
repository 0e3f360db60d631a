import { internalMutationGeneric, type GenericDataModel, type GenericMutationCtx } from "convex/server";

type Ctx = GenericMutationCtx<GenericDataModel>;
interface Definition {
  readonly handler: (ctx: Ctx, args: Record<string, unknown>) => Promise<unknown>;
}

export const rangesOfAudit = 30;

/** An app's own builder, here with a "trigger" that refuses to write the case called "unwritable", and looks much up for one called "audited". */
export function guardedMutation(definition: Definition) {
  return internalMutationGeneric({
    ...definition,
    handler: (ctx: Ctx, args: Record<string, unknown>) => definition.handler({ ...ctx, db: guard(ctx.db) }, args),
  });
}

async function audit(db: Ctx["db"], id: string): Promise<void> {
  for (let n = 0; n < rangesOfAudit; n++) {
    const users = db.query("users").withIndex("by_creation_time", (q) => q.eq("_creationTime", n + hash(id)));
    await users.first();
  }
}

/** Another range for each document. */
const hash = (id: string): number => 1_000 * Number(id.replaceAll(/\D/g, ""));

function guard(db: Ctx["db"]): Ctx["db"] {
  const patch = async (id: never, value: never) => {
    const document = await db.get(id);
    if (document?.["title"] === "unwritable") throw new Error("a trigger of the app refuses");
    if (document?.["title"] === "audited") await audit(db, id);
    await db.patch(id, value);
  };
  return { ...db, patch };
}
