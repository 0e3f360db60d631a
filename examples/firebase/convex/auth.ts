import { convexAuth } from "@convex-dev/auth/server";
import { legacyPassword } from "../../../convex/client/signIn/index.js";
import { cutover } from "./migrations.js";

/** Nobody's: what `cutover check` writes for Firebase's hashes. */
const decoy =
  "$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=5sZzr7utUuimUVqzFe3KotZBAqVpnNiPuwtHqU9bSoNxXcRHW3ufKwCYwe8lD3nQXoA8FLXZmGkTTkEk1kvn71==" +
  "$ImdPGKw67MRrfn==$mrhMnwcKt81F54jt5HvegZlTxLISu65E5bbPfC8zGvMrgtDDFvkwY2tmTO4eyOoobWuh1343khDwHldMVuzKgZ==";

/** The passwords of Firebase go on working. With Google: the accounts are there, add its provider and `googleProfile`. */
export const { auth, signIn, signOut, store, isAuthenticated } = convexAuth({
  providers: [legacyPassword({ cutover, decoy })],
  callbacks: cutover.authCallbacks(),
});
