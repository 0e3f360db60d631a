import { internalActionGeneric } from "convex/server";
import { verifyHash } from "../../../../convex/client/signIn/index.js";

/** Hashes that were verified here, newest last. */
export const verified: string[] = [];

/** In an app this file begins with "use node". */
export const verify = internalActionGeneric({
  ...verifyHash,
  handler: async (ctx, args: { password: string; hash: string }) => {
    verified.push(args.hash);
    return await verifyHash.handler(ctx, args);
  },
});
