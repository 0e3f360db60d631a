import Google from "@auth/core/providers/google";
import { convexAuth } from "@convex-dev/auth/server";
import { googleProfile } from "./client/signIn/index.js";
import { cutover } from "./migrations.js";

export const { auth, signIn, signOut, store, isAuthenticated } = convexAuth({
  providers: [Google({ profile: googleProfile })],
  callbacks: cutover.authCallbacks(),
});
