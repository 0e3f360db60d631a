import { convexAuth } from "@convex-dev/auth/server";
import { invite } from "../../../convex/client/signIn/index.js";
import { cutover } from "./migrations.js";

/** Nobody has an email or a password: people come in by one-time links. */
export const { auth, signIn, signOut, store, isAuthenticated } = convexAuth({
  providers: [invite({ cutover })],
  callbacks: cutover.authCallbacks(),
});
