import { cents, definePlan, email, id, list, ref, table, text, timestamp } from "../../../convex/client/index.js";

/** One reference of every sort: plain, self, cyclic, by another key, composite, one that may be cleared, and lists of them. */
export default definePlan({
  users: table(
    "public.users",
    {
      id: id(),
      email: email().optional(),
      email_verified_at: timestamp().optional().as("emailVerificationTime"),
      former_email: email().optional(),
      full_name: text().optional().as("name"),
      law_firm: text().optional(),
      invited_by: ref("users").optional(),
      home_team: ref("teams").optional(),
      created_at: timestamp().asCreationTime(),
    },
    { match: "email", keepIdMap: true, formerly: "formerEmail", wins: { lawFirm: "legacy" }, allow: { issues: 1 } },
  ),
  teams: table("public.teams", {
    id: id(),
    slug: text(),
    owner_id: ref("users"),
    watcher_ids: list(ref("users")).optional(),
    past_owner_ids: list(ref("users", { missing: "clear" })).optional(),
    partner_teams: list(ref("teams", { to: "slug" })).optional(),
  }),
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
