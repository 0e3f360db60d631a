import type { Document } from "../../convex/shared/document/document.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { readPasswordHash, splitHashes } from "../../convex/shared/users/passwordHash.js";
import { ExamplesByName, type Finding } from "./finding.js";

/** Convex Auth's table of ways to sign in, and the field that holds a password's hash. */
const accountsTable = "authAccounts";
const secretField = "secret";

/** Password hashes that no sign-in will open, by the reason. */
export class PasswordHashes {
  private readonly reasons = new ExamplesByName();

  /** null where the table has no password hashes. */
  static of(table: PlannedTable): PasswordHashes | null {
    const isAccounts = table.name === accountsTable && table.fields.some(({ name }) => name === secretField);
    return isAccounts ? new PasswordHashes() : null;
  }

  take(key: string, document: Document): void {
    const secret = document[secretField];
    if (typeof secret !== "string") return;
    for (const text of splitHashes(secret)) {
      const hash = readPasswordHash(text);
      if (hash.kind === "unsupported") this.reasons.add(hash.reason, key);
    }
  }

  findings(): Finding[] {
    return this.reasons.entries().map(([reason, { count, keys }]) => ({
      code: "unusable_password",
      level: "warning",
      table: accountsTable,
      column: secretField,
      count,
      examples: keys,
      message: `${count === 1 ? "1 password hash opens" : `${count} password hashes open`} for nobody: ${reason}.`,
      remedy: "These users reset their passwords: tell them, or leave the rows out with { filter: … }.",
    }));
  }
}
