import { convexAuth } from "@convex-dev/auth/server";
import { legacyPassword } from "../../../convex/client/signIn/index.js";
import { cutover } from "./migrations.js";

/** The passwords of Firebase go on working. With Google: the accounts are there, add its provider and `googleProfile`. */
export const { auth, signIn, signOut, store, isAuthenticated } = convexAuth({
  providers: [legacyPassword({ cutover })],
  callbacks: cutover.authCallbacks(),
});
