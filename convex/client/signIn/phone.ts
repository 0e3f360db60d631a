import type { MutationCtx } from "../run/environment.js";
import { usersTable } from "./people.js";

/** As Convex Auth does it: the one user with this number who has proved it. */
export async function findByPhone({ db }: MutationCtx, phone: string): Promise<string | null> {
  const users = await db
    .query(usersTable)
    .withIndex("phone", (q) => q.eq("phone", phone))
    .filter((q) => q.neq(q.field("phoneVerificationTime"), undefined))
    .take(2);
  return users.length === 1 ? (users[0]!._id as string) : null;
}
