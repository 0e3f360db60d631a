import { Random } from "../../support/random.js";
import { makeConvexId } from "../../support/convexId.js";
import { dirt, targetCounts } from "./dirt.js";
import type { Person } from "./people.js";

/** The table numbers the ids carry; a deployment that numbers its tables otherwise needs the ids rewritten. */
const tableNumbers = { users: 10_001, authAccounts: 10_002 } as const;

const signUpsStart = Date.UTC(2026, 2, 16);

/** What the target holds before the move: people who tried the new site and signed in with Google. */
export function makeAccounts(people: readonly Person[]): { readonly users: object[]; readonly authAccounts: object[] } {
  const random = new Random("changemaker target");
  const migrated = people
    .filter(({ hasAccount }) => hasAccount)
    .map(({ email, name }, index) => ({
      email,
      name: index < dirt.flagged.accountsThatDiffer ? `${name} (phone)` : name,
    }));
  const strangers = Array.from({ length: targetCounts.accountsOfStrangers }, (_, index) => ({
    email: `curious${index + 1}@example.org`,
    name: `Curious ${index + 1}`,
  }));
  const documents = [...migrated, ...strangers].map((account, index) => makeDocuments(random, account, index));
  return {
    users: documents.map(({ user }) => user),
    authAccounts: documents.map(({ authAccount }) => authAccount),
  };
}

function makeDocuments(random: Random, { email, name }: { email: string; name: string }, index: number) {
  const signedUpMs = signUpsStart + index * 3_600_000;
  const userId = makeConvexId(tableNumbers.users, random.uuid());
  return {
    user: { _id: userId, name, email, emailVerificationTime: signedUpMs, _creationTime: signedUpMs },
    authAccount: {
      _id: makeConvexId(tableNumbers.authAccounts, random.uuid()),
      userId,
      provider: "google",
      providerAccountId: `1${random.text(20, "0123456789")}`,
      _creationTime: signedUpMs,
    },
  };
}
