import type { Document } from "../../convex/shared/document/document.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { memoryOf, readPasswordHash, splitHashes } from "../../convex/shared/users/passwordHash.js";
import type { AuthSetup } from "../project/authSetup.js";
import { Decoys } from "./decoys.js";
import { Examples, ExamplesByName, type Finding } from "./finding.js";

/** Convex Auth's table of ways to sign in, and the field that holds a password's hash. */
const accountsTable = "authAccounts";
const secretField = "secret";

/** What a function of Convex's own runtime can spend on one hash (convex/client/signIn/verifyHash.ts). */
const mostMemory = 32 * 1024 * 1024;

/** Password hashes by kind, and those that no sign-in will open, by the reason. */
export class PasswordHashes {
  private readonly kinds = new ExamplesByName();
  private readonly reasons = new ExamplesByName();
  /** Hashes of other kinds than Convex Auth's own. */
  private readonly foreign = new Examples();
  private readonly large = new Examples();
  private readonly decoys = new Decoys();

  constructor(private readonly auth: AuthSetup | null) {}

  /** null where the table has no password hashes. */
  static of(table: PlannedTable, auth: AuthSetup | null): PasswordHashes | null {
    const isAccounts = table.name === accountsTable && table.fields.some(({ name }) => name === secretField);
    return isAccounts ? new PasswordHashes(auth) : null;
  }

  /** The fields of a document that `take` looks at. */
  readonly fields = [secretField];

  take(key: string, document: Document): void {
    const secret = document[secretField];
    if (typeof secret !== "string") return;
    this.decoys.take(secret);
    for (const text of splitHashes(secret)) {
      const hash = readPasswordHash(text);
      this.kinds.add(hash.kind, key);
      if (hash.kind === "unsupported") this.reasons.add(hash.reason, key);
      else if (hash.kind !== "scrypt") this.foreign.add(key);
      if (memoryOf(hash) > mostMemory) this.large.add(key);
    }
  }

  findings(): Finding[] {
    return [...this.kindsFinding(), ...this.unusableFindings(), ...this.unopenedFinding(), ...this.largeFinding()];
  }

  private kindsFinding(): Finding[] {
    const kinds = this.kinds.entries();
    if (kinds.length === 0) return [];
    const count = kinds.reduce((sum, [, each]) => sum + each.count, 0);
    const counted = kinds.toSorted(([, a], [, b]) => b.count - a.count).map(([kind, each]) => `${each.count} ${kind}`);
    const message = `${count === 1 ? "1 password hash is" : `${count} password hashes are`} migrated: ${counted.join(", ")}.`;
    return [finding("password_hashes", "info", { count, keys: [] }, message, this.decoyRemedy())];
  }

  /** A wrong password for a known address takes the work of its hash: for all others the decoy has to take it. */
  private decoyRemedy(): string {
    const { needed } = this.decoys;
    const takesDecoys = ["legacyPassword", "node"].includes(this.auth?.opens ?? "") && !this.auth!.hasDecoy;
    if (!takesDecoys || needed.length === 0) return "Nothing to do.";
    return `So that how long a wrong password takes tells nobody who has an account, in auth.ts: legacyPassword({ cutover, decoy: ${JSON.stringify(needed)} }).`;
  }

  private unusableFindings(): Finding[] {
    const remedy = "These users reset their passwords: tell them, or leave the rows out with { filter: … }.";
    return this.reasons
      .entries()
      .map(([reason, each]) =>
        finding("unusable_password", "warning", each, `${opensForNobody(each)}: ${reason}.`, remedy),
      );
  }

  /** The app's own provider of passwords decides, whatever the plan migrates. */
  private unopenedFinding(): Finding[] {
    const { auth, foreign } = this;
    if (foreign.count === 0 || auth?.hasOwnCrypto === true) return [];
    if (auth?.opens === "legacyPassword" || auth?.opens === "node") return [];
    const why =
      auth === null
        ? "the app has no auth.ts"
        : auth.opens === "Password"
          ? "auth.ts has Password, which reads Convex Auth's own hashes only"
          : "auth.ts has no provider of passwords";
    const remedy =
      'In auth.ts: import { legacyPassword } from "convex-cutover/auth", and legacyPassword({ cutover }) in place of Password (docs/signIn.md).';
    return [finding("hashes_not_opened", "warning", foreign, `${opensForNobody(foreign)}: ${why}.`, remedy)];
  }

  private largeFinding(): Finding[] {
    const { auth, large } = this;
    if (large.count === 0 || auth?.opens !== "legacyPassword") return [];
    const why = "each takes more than 32 MB, and legacyPassword has no verifyHash";
    const remedy = 'Give legacyPassword a verifyHash in a "use node" file (docs/signIn.md).';
    return [finding("hashes_too_large", "warning", large, `${opensForNobody(large)}: ${why}.`, remedy)];
  }
}

function opensForNobody({ count }: Pick<Examples, "count">): string {
  return count === 1 ? "1 password hash opens for nobody" : `${count} password hashes open for nobody`;
}

function finding(
  code: string,
  level: Finding["level"],
  { count, keys }: Pick<Examples, "count" | "keys">,
  message: string,
  remedy: string,
): Finding {
  return { code, level, table: accountsTable, column: secretField, count, examples: keys, message, remedy };
}

/** Sign-ins that no rule matches: one that somebody here has, too, would be there twice, and open for neither. */
export function findUnmatchedAccounts(table: PlannedTable | undefined): Finding[] {
  if (table === undefined || [table.match ?? []].flat().includes("providerAccountId")) return [];
  return [
    {
      code: "accounts_not_matched",
      level: "warning",
      table: accountsTable,
      count: 1,
      examples: [],
      message:
        "The plan does not match sign-ins: one that a user of the new app has, too, would be there twice, and open for neither of them.",
      remedy: 'Give authAccounts { match: ["provider", "providerAccountId"] } in plan.ts, then: cutover generate.',
    },
  ];
}
