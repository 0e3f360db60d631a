import { cents, definePlan, email, id, ref, table, text, timestamp } from "../../../convex/client/index.js";

/** One reference of every sort: plain, self, cyclic, by another key, composite, and one that may be cleared. */
export default definePlan({
  users: table(
    "public.users",
    {
      id: id(),
      email: email().optional(),
      email_verified_at: timestamp().optional().as("emailVerificationTime"),
      full_name: text().optional().as("name"),
      invited_by: ref("users").optional(),
      home_team: ref("teams").optional(),
      created_at: timestamp().asCreationTime(),
    },
    { match: "email", keepIdMap: true, allow: { issues: 1 } },
  ),
  teams: table("public.teams", { id: id(), slug: text(), owner_id: ref("users") }),
  settings: table("public.settings", { id: id().from("user_id", "key"), user_id: ref("users"), key: text() }),
  cases: table(
    "public.cases",
    {
      id: id(),
      user_id: ref("users"),
      team: ref("teams", { to: "slug" }).as("teamId").optional(),
      setting: ref("settings").from("user_id", "setting_key").as("settingId").optional(),
      reviewer_id: ref("users", { missing: "clear" }).optional(),
      title: text(),
      wage: cents(),
    },
    { keepIdMap: true },
  ),
});
