import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { definePlan, id, table, text } from "../../convex/client/index.js";
import { findUnmatchedAccounts, PasswordHashes } from "../../scripts/check/passwordHashes.js";
import { type AuthSetup, readAuthSetup } from "../../scripts/project/authSetup.js";
import { readPasswordHash, workOf } from "../../convex/shared/users/passwordHash.js";
import { bcryptA, bcryptB, firebase } from "../client/signIn/hashes.js";
import { temporaryDir } from "../support/folders.js";

const own = `${"a".repeat(32)}:${"b".repeat(128)}`;
const large = "$argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$RXnb8rh7LaDcn07xsssqqulZYXOM/EUCEFMVcAcyYVk";

const accounts = (options = {}) =>
  definePlan({
    users: table("people", { id: id() }),
    authAccounts: table(
      "identities",
      { id: id(), provider: text(), provider_account_id: text(), secret: text().optional() },
      options,
    ),
  }).tables.get("authAccounts")!;

function findingsOf(auth: AuthSetup | null, ...secrets: string[]): string[] {
  const hashes = PasswordHashes.of(accounts(), auth)!;
  for (const [at, secret] of secrets.entries()) hashes.take(`k${at}`, { secret });
  return hashes.findings().map(({ code, level, count, message }) => `${level} ${code} ${count}: ${message}`);
}

const setup = (opens: AuthSetup["opens"], hasOwnCrypto = false): AuthSetup => ({
  file: "auth.ts",
  opens,
  hasOwnCrypto,
  hasDecoy: false,
});

function decoysFor(auth: AuthSetup, ...secrets: string[]): string[] | null {
  const hashes = PasswordHashes.of(accounts(), auth)!;
  for (const [at, secret] of secrets.entries()) hashes.take(`k${at}`, { secret });
  const { remedy } = hashes.findings()[0]!;
  const [, list] = /decoy: (\[.*\]) \}/.exec(remedy) ?? [];
  return list === undefined ? null : (JSON.parse(list) as string[]);
}

const works = (list: string[] | null) => list?.map((each) => workOf(readPasswordHash(each)));

test("nobody knew which decoy makes a wrong password take as long for every address", () => {
  const bcrypt10 = bcryptA.replace("$04$", "$10$");
  expect(decoysFor(setup("legacyPassword"), bcrypt10, bcrypt10, own, "$2x$")).toBeNull();
  const found = decoysFor(setup("node"), bcrypt10, `${bcryptA} ${bcryptB}`, firebase, large, bcryptB);
  expect(works(found)).toEqual(["bcrypt 10", "bcrypt 4", "bcrypt 4", "firebaseScrypt 14 8 1", "argon2id 65536 1 1"]);
  const secretParts = [...firebase.split("$"), ...large.split("$"), ...bcrypt10.split("$")].filter(
    (part) => part.length > 20 && !part.startsWith("v="),
  );
  expect(secretParts.filter((part) => found!.some((each) => each.includes(part)))).toEqual([]);
  expect(found!.some((each) => each.includes(firebase.split("sk=")[1]!.slice(0, 40)))).toBe(false);
  expect(decoysFor(setup("Password"), firebase)).toBeNull();
  expect(decoysFor({ ...setup("legacyPassword"), hasDecoy: true }, firebase)).toBeNull();
});

test("nobody knew which hashes there are: they are counted by kind", () => {
  expect(findingsOf(setup("node"), bcryptA, `${bcryptB} ${own}`, firebase, "$2x$", large)).toEqual([
    "info password_hashes 6: 6 password hashes are migrated: 2 bcrypt, 1 scrypt, 1 firebaseScrypt, 1 unsupported, 1 argon2id.",
    "warning unusable_password 1: 1 password hash opens for nobody: $2x$ is bcrypt with a known fault: who has it must set a new password.",
  ]);
});

test.each([
  ["no auth.ts", null, "the app has no auth.ts"],
  ["Password", setup("Password"), "auth.ts has Password, which reads Convex Auth's own hashes only"],
  ["no passwords", setup(null), "auth.ts has no provider of passwords"],
])("the plan migrates hashes that the app does not open: %s", (_name, auth, why) => {
  expect(findingsOf(auth, bcryptA, bcryptB, own)).toContain(
    `warning hashes_not_opened 2: 2 password hashes open for nobody: ${why}.`,
  );
});

test.each([
  ["legacyPassword", setup("legacyPassword"), [bcryptA]],
  ["a crypto of the app's own", setup("Password", true), [bcryptA]],
  ["Convex Auth's own hashes", setup("Password"), [own]],
])("nothing is said where they open: %s", (_name, auth, secrets) => {
  expect(findingsOf(auth, ...secrets)).toHaveLength(1);
});

test("a hash of 64 MB opens with an action in Node only", () => {
  expect(findingsOf(setup("legacyPassword"), large)[1]).toMatch(/^warning hashes_too_large 1: .*32 MB/);
  expect(findingsOf(setup("node"), large)).toHaveLength(1);
});

test.each([
  [
    'import { Password } from "@convex-dev/auth/providers/Password";\nconvexAuth({ providers: [Password] })',
    setup("Password"),
  ],
  [
    'import { Password } from "@convex-dev/auth/providers/Password";\nPassword({ crypto: { hashSecret, verifySecret } })',
    setup("Password", true),
  ],
  ["convexAuth({ providers: [legacyPassword({ cutover })] })", setup("legacyPassword")],
  ["legacyPassword<DataModel>({ cutover, verifyHash: internal.passwords.verify })", setup("node")],
  ["// legacyPassword({ cutover })\nconvexAuth({ providers: [Google] })", setup(null)],
  ["legacyPassword({ cutover, decoy: [] })", { ...setup("legacyPassword"), hasDecoy: true }],
  ["/* legacyPassword({ verifyHash }) */ export const a = 1;", setup(null)],
])("auth.ts is read: %j", async (source, expected) => {
  const home = await temporaryDir();
  try {
    expect(await readAuthSetup(home.dir)).toBeNull();
    await writeFile(path.join(home.dir, "auth.ts"), source);
    expect(await readAuthSetup(home.dir)).toEqual({ ...expected, file: path.join(home.dir, "auth.ts") });
  } finally {
    await home.remove();
  }
});

test("a plan that does not match sign-ins would bring each twin in unseen", () => {
  expect(findUnmatchedAccounts(accounts())).toMatchObject([{ code: "accounts_not_matched", level: "warning" }]);
  expect(findUnmatchedAccounts(accounts({ match: ["provider", "providerAccountId"] }))).toEqual([]);
  expect(findUnmatchedAccounts(undefined)).toEqual([]);
});
