import { internalMutationGeneric, type GenericDataModel, type GenericMutationCtx } from "convex/server";

type Ctx = GenericMutationCtx<GenericDataModel>;
interface Definition {
  readonly handler: (ctx: Ctx, args: Record<string, unknown>) => Promise<unknown>;
}

/** An app's own builder, here with a "trigger" that refuses to write the case called "unwritable". */
export function guardedMutation(definition: Definition) {
  return internalMutationGeneric({
    ...definition,
    handler: (ctx: Ctx, args: Record<string, unknown>) => definition.handler({ ...ctx, db: guard(ctx.db) }, args),
  });
}

function guard(db: Ctx["db"]): Ctx["db"] {
  const patch = async (id: never, value: never) => {
    const document = await db.get(id);
    if (document?.["title"] === "unwritable") throw new Error("a trigger of the app refuses");
    await db.patch(id, value);
  };
  return { ...db, patch };
}
