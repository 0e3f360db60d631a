import { convexAuth } from "@convex-dev/auth/server";
import { ConvexError } from "convex/values";
import { legacyPassword } from "../../../convex/client/signIn/index.js";
import { cutover } from "./migrations.js";
import { newUser } from "./newUser.js";

/** People go on with the passwords they had in either of the old apps. */
export const { auth, signIn, signOut, store, isAuthenticated } = convexAuth({
  providers: [legacyPassword({ cutover })],
  callbacks: cutover.authCallbacks({
    newUser,
    beforeSessionCreation: async (ctx, { userId }) => {
      const user = await ctx.db.get(userId);
      if (user?.["status"] === "EXPIRED") throw new ConvexError({ kind: "expired", message: "Your access has ended." });
    },
  }),
});
