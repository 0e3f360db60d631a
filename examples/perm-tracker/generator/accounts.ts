import { makeConvexId } from "../../support/convexId.js";
import { dirt, targetCounts } from "./dirt.js";
import { lastDay, type Person } from "./people.js";
import { Random } from "../../support/random.js";

/** The table numbers the ids carry; a deployment that numbers its tables otherwise needs the ids rewritten. */
const tableNumbers = { users: 10_001, authAccounts: 10_002 } as const;

interface Account {
  readonly email: string;
  readonly googleSub: string;
  readonly name: string;
  readonly image: string | null;
}

export interface TargetDocuments {
  readonly users: readonly object[];
  readonly authAccounts: readonly object[];
}

/** What the target holds before the move: people who were curious and signed in with Google already. */
export function makeAccounts(people: readonly Person[]): TargetDocuments {
  const random = new Random("target");
  const migrated = people.filter((person) => person.hasAccount).map(makeAccount);
  const strangers = Array.from({ length: targetCounts.accountsOfStrangers }, (_, index) => makeStranger(random, index));
  const documents = [...migrated, ...strangers].map((account) => makeDocuments(random, account));
  return {
    users: documents.map(({ user }) => user),
    authAccounts: documents.map(({ authAccount }) => authAccount),
  };
}

/** The first few differ: half in the name, half in the image. */
function makeAccount(person: Person, index: number): Account {
  const { row, email, googleSub } = person;
  const differing = dirt.flagged.accountsThatDiffer;
  const name = row["full_name"] ?? email;
  const isRenamed = index < differing / 2;
  const hasNewImage = index >= differing / 2 && index < differing;
  return {
    email,
    googleSub,
    name: isRenamed ? `${name} (work)` : name,
    image: hasNewImage ? `https://lh3.googleusercontent.com/a/new-${index}=s96-c` : (row["avatar_url"] ?? null),
  };
}

function makeStranger(random: Random, index: number): Account {
  const googleSub = `1${random.text(20, "0123456789")}`;
  return { email: `newcomer${index + 1}@example.com`, googleSub, name: `Newcomer ${index + 1}`, image: null };
}

function makeDocuments(
  random: Random,
  { email, googleSub, name, image }: Account,
): { user: object; authAccount: object } {
  const userId = makeConvexId(tableNumbers.users, random.uuid());
  const signedUpMs = lastDay * 86_400_000 + random.between(0, 86_399_999);
  const times = { emailVerificationTime: signedUpMs, _creationTime: signedUpMs };
  return {
    user: { _id: userId, name, ...(image === null ? {} : { image }), email, ...times },
    authAccount: {
      _id: makeConvexId(tableNumbers.authAccounts, random.uuid()),
      userId,
      provider: "google",
      providerAccountId: googleSub,
      _creationTime: signedUpMs,
    },
  };
}
