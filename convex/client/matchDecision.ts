/** What is known about an imported row when it may be the same person as an account. */
export interface Candidate {
  /** The value both are matched by. */
  readonly value: string;
  /** Accounts with that value: none, one, or two for "several". */
  readonly accounts: readonly { readonly id: string; readonly isVerified: boolean }[];
  /** Whether the old system had verified the value. */
  readonly isVerified: boolean;
  /** Other imported rows with the same value. */
  readonly siblings: number;
}

export type Decision =
  | { readonly kind: "stay" }
  | { readonly kind: "merge"; readonly id: string }
  | { readonly kind: "issue"; readonly code: string; readonly message: string };

/**
 * What becomes of an imported row: it stays as it is until its owner signs in, or becomes part of the one account that is
 * certainly the same person's. Nothing is guessed: whatever is not certain is an issue.
 */
export function decideMatch({ value, accounts, isVerified, siblings }: Candidate): Decision {
  const [account, second] = accounts;
  const who = JSON.stringify(value);
  if (siblings > 0) return issue("several_old", `${siblings + 1} imported rows have ${who}: they cannot be told apart`);
  if (account === undefined) return { kind: "stay" };
  if (second !== undefined) return issue("several_new", `more than one account has ${who}`);
  if (!account.isVerified) {
    return issue(
      "unverified_account",
      `the account ${account.id} claims ${who}, but never proved it: merging would hand it another person's data`,
    );
  }
  if (!isVerified) {
    return issue(
      "unverified_legacy",
      `the old system never verified ${who}: merging would hand the account what somebody else typed`,
    );
  }
  return { kind: "merge", id: account.id };
}

function issue(code: string, message: string): Decision {
  return { kind: "issue", code, message };
}
