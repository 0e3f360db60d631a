import {
  computed,
  constant,
  definePlan,
  email,
  id,
  normalizeEmail,
  omit,
  type SourceRow,
  type TextRow,
  ref,
  table,
  text,
  timestamp,
  union,
} from "../../../../../../convex/client/index.js";

type Rule = (row: SourceRow) => boolean;

/** People who stay behind, by why. */
const rejectWhen: Record<string, Rule> = {
  banned: ({ banned_until }) => banned_until !== null,
  deleted: ({ deleted_at }) => deleted_at !== null,
  anonymous: ({ is_anonymous }) => is_anonymous === true,
  "sso-only": ({ is_sso_user }) => is_sso_user === true,
  "no-email": ({ email: address }) => String(address ?? "").trim() === "",
};

const flags = {
  banned_until: omit("only decides who stays behind"),
  deleted_at: omit("only decides who stays behind"),
  is_anonymous: omit("only decides who stays behind"),
  is_sso_user: omit("only decides who stays behind"),
};

const hasPassword: Rule = ({ encrypted_password }) => (encrypted_password ?? "") !== "";

const verifiedAddress = (row: TextRow): string | undefined =>
  row["email_confirmed_at"] === null ? undefined : normalizeEmail(row["email"]!);

/** What Convex Auth needs: people, the Google accounts and the passwords they sign in with. */
export default definePlan({
  users: table(
    "users",
    {
      id: id(),
      email: email(),
      previous_email: email().optional(),
      email_confirmed_at: timestamp().optional().as("emailVerificationTime"),
      name: text().optional(),
      invited_by: ref("users").optional(),
      encrypted_password: omit("in authAccounts"),
      ...flags,
    },
    {
      match: "email",
      formerly: "previousEmail",
      wins: { name: "legacy" },
      rejectWhen,
      allow: { rejected: 5 },
    },
  ),
  authAccounts: union(
    [
      table("identities", {
        id: id({ prefix: "identity:" }),
        user_id: ref("users", { missing: "reject" }),
        provider: text(),
        provider_id: text().as("providerAccountId"),
      }),
      table(
        "users",
        {
          legacyId: id({ prefix: "password:" }).from("id"),
          userId: ref("users").from("id"),
          provider: constant("password"),
          providerAccountId: email().from("email"),
          encrypted_password: text().as("secret"),
          emailVerified: computed(verifiedAddress).from("email_confirmed_at", "email"),
          name: omit("in users"),
          previous_email: omit("in users"),
          invited_by: omit("in users"),
          ...flags,
        },
        { filter: (row) => hasPassword(row) && !Object.values(rejectWhen).some((rule) => rule(row)) },
      ),
    ],
    { match: ["provider", "providerAccountId"], allow: { rejected: 1 } },
  ),
  cases: table("cases", { id: id(), user_id: ref("users"), title: text() }),
});
