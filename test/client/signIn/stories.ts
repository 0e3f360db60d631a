import type { Document } from "../../../convex/shared/document/document.js";
import { bcryptA, correct } from "./hashes.js";
import { identity as signInOf, note, person } from "./support.js";

/**
 * One story: an owner who reads the mailbox and had the old user, a stranger who only knows the address. What the model knows is
 * whose data is whose, and which user the owner has got.
 */
export interface Story {
  readonly key: string;
  readonly email: string;
  readonly isVerified: boolean;
  readonly hasPassword: boolean;
  /** Another old user has the same address, and is somebody else. */
  readonly isShared: boolean;
  readonly strangerCameFirst: boolean;
  readonly ownerCameFirst: boolean;
  /** Match could not tell that the owner's account here is theirs, and nobody has settled it: they have two users so far. */
  isOpen: boolean;
  readonly log: string[];
  ownersUser: string | null;
  /** What the owner's password is now; null: they have none. */
  password: string | null;
}

export function makeStory(at: number, random: () => number): Story {
  const is = (share: number) => random() < share;
  const key = `s${at}`;
  const hasPassword = is(0.3);
  const [isVerified, isShared, ownerCameFirst] = [is(0.7), is(0.15), is(0.2)];
  return {
    key,
    email: `${key}@example.com`,
    isVerified,
    hasPassword,
    isShared,
    // Each costs a real hash of Convex Auth's: 0.2 s.
    strangerCameFirst: is(0.02),
    ownerCameFirst,
    isOpen: ownerCameFirst && (!isVerified || isShared),
    log: [],
    ownersUser: null,
    password: hasPassword ? correct : null,
  };
}

export const google = (story: Story, isVerified = true) => ({
  sub: `${isVerified ? "owner" : "stranger"} ${story.key}`,
  email: story.email.toUpperCase(),
  email_verified: isVerified,
});

export function oldOf(stories: readonly Story[]) {
  const unproved = { emailVerificationTime: undefined };
  const users = stories.flatMap(({ key, email, isVerified, isShared }): Document[] => [
    person(key, isVerified ? {} : unproved),
    ...(isShared ? [person(`${key}b`, { email })] : []),
  ]);
  return {
    users,
    authAccounts: stories
      .filter(({ hasPassword }) => hasPassword)
      .map(({ key, email }) => signInOf(key, "password", email, bcryptA)),
    notes: users.map(({ legacyId }) => ({ ...note("n", legacyId as string), legacyId: `n of ${legacyId as string}` })),
  };
}
