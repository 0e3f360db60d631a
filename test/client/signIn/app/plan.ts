import { definePlan, email, id, ref, table, text, timestamp } from "../../../../convex/client/index.js";

/** A small old app: people, how they signed in, and what is theirs. */
export default definePlan({
  users: table(
    "public.people",
    {
      id: id(),
      email: email().optional(),
      email_verified_at: timestamp().optional().as("emailVerificationTime"),
      name: text().optional(),
      image: text().optional(),
      law_firm: text().optional(),
      previous_email: email().optional(),
    },
    { match: "email", formerly: "previousEmail", allow: { issues: 50 } },
  ),
  authAccounts: table(
    "public.identities",
    {
      id: id(),
      person_id: ref("users").as("userId"),
      provider: text(),
      provider_id: text().as("providerAccountId"),
      secret: text().optional(),
    },
    { match: ["provider", "providerAccountId"], allow: { issues: 10 } },
  ),
  notes: table("public.notes", { id: id(), person_id: ref("users").as("userId"), text: text() }),
});
