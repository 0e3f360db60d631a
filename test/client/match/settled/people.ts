import { writeFile } from "node:fs/promises";
import path from "node:path";

/** A person as `auth.users` of Supabase has them. */
export function person(id: string, more: Record<string, unknown> = {}) {
  const nobody = { banned_until: null, deleted_at: null, is_anonymous: false, is_sso_user: false };
  return {
    id,
    email: `${id}@x.com`,
    previous_email: null,
    email_confirmed_at: "2023-05-01T10:00:00Z",
    name: `${id} old`,
    invited_by: null,
    encrypted_password: "",
    ...nobody,
    ...more,
  };
}

/** Must appear in nothing that is printed. */
export const hashes = {
  bob: "$2a$10$BobBobBobBobBobBobBobOabcdefghijklmnopqrstuvwxyz01234",
  sam: "$2a$10$SamSamSamSamSamSamSamOabcdefghijklmnopqrstuvwxyz01234",
  unproved: "$2a$10$UnpUnpUnpUnpUnpUnpUnpOabcdefghijklmnopqrstuvwxyz01234",
  banned: "$2a$10$BanBanBanBanBanBanBanOabcdefghijklmnopqrstuvwxyz01234",
};

const users = [
  person("ann", { email: "  Ann@X.com", encrypted_password: null }),
  person("bob", { email: "Bob@X.com ", encrypted_password: hashes.bob, invited_by: "sue" }),
  person("sam", { email: "shared@x.com", encrypted_password: hashes.sam }),
  person("sue", { email: "shared@x.com", invited_by: "ann" }),
  person("cat"),
  person("dan", { email: "dan@new.com", previous_email: "Dan@Old.com" }),
  person("eve"),
  person("unproved", { email_confirmed_at: null, encrypted_password: hashes.unproved }),
  person("banned", { banned_until: "2030-01-01T00:00:00Z", encrypted_password: hashes.banned }),
  person("deleted", { deleted_at: "2024-01-01T00:00:00Z" }),
  person("anonymous", { email: null, is_anonymous: true }),
  person("sso", { is_sso_user: true }),
  person("nameless", { email: "" }),
];

const identities = [
  { id: "1", user_id: "ann", provider: "google", provider_id: "108000000000000000001" },
  { id: "2", user_id: "sue", provider: "google", provider_id: "108000000000000000002" },
  { id: "3", user_id: "banned", provider: "google", provider_id: "108000000000000000003" },
];

const cases = ["ann", "bob", "sam", "sue", "cat", "dan", "eve"].map((id) => ({
  id: `case-${id}`,
  user_id: id,
  title: `of ${id}`,
}));

export async function writeSource(folder: string, tables = { users, identities, cases }): Promise<void> {
  for (const [name, rows] of Object.entries(tables)) {
    await writeFile(path.join(folder, `${name}.jsonl`), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  }
}

const proved = { emailVerificationTime: 1_700_000_000_000 };

/** Who signed up in the new app before the move. */
export const accounts = [
  { email: "ann@x.com", name: "Ann", ...proved },
  { email: "shared@x.com", ...proved },
  { email: "cat@x.com" },
  { email: "dan@old.com", nickname: "Danny", ...proved },
  { email: "eve@x.com", ...proved },
  { email: "EVE@x.com", nickname: "Evie", ...proved },
];

/** How they sign in there; `of` is the address. */
export const methods = [
  { of: "ann@x.com", provider: "google", providerAccountId: "108000000000000000001" },
  {
    of: "shared@x.com",
    provider: "password",
    providerAccountId: "shared@x.com",
    secret: "$scrypt$chosen-in-the-new-app",
  },
];
