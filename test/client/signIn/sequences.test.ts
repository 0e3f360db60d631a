import { afterAll, expect, test } from "vitest";
import { correct } from "./hashes.js";
import { mailbox } from "./app/auth.js";
import { enter, signUp, typed } from "./passwordSupport.js";
import {
  type App,
  claimsOf,
  deploy,
  documents,
  finish,
  type Identity,
  makeRandom,
  migrate,
  run,
  seenBy,
  settle,
  signIn,
  signInWithGoogle,
  useAuthKeys,
} from "./support.js";
import { google, makeStory, oldOf, type Story } from "./stories.js";

useAuthKeys();

/** `SEED=7 npx vitest run test/client/signIn/sequences.test.ts` repeats a run. */
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const deployments = 20;
const perDeployment = 25;
afterAll(() => void process.stderr.write(`sequences: seed ${seed}\n`));

/** Who is in, or the code of the refusal; a raw error fails the test. */
async function attempt(act: () => Promise<Identity>): Promise<{ identity: Identity; code: string | null }> {
  try {
    return { identity: await act(), code: null };
  } catch (error) {
    const { data } = error as { data?: { kind?: string; code?: string } };
    if (data?.kind === undefined) throw error;
    return { identity: null, code: data.code ?? data.kind };
  }
}

async function byMail(t: App, story: Story): Promise<Identity> {
  await signIn(t, "link", { email: story.email });
  const { to, code } = mailbox.at(-1)!;
  expect(to).toBe(story.email);
  return await signIn(t, "link", { email: story.email, code });
}

async function byLink(t: App, story: Story): Promise<Identity> {
  // A sign-in that merged repoints references in batches.
  await settle(t);
  const { invites } = await run<{ invites: { token: string }[] }>(t, "createInvites", {
    user: await ownersUserOf(t, story),
  });
  return await signIn(t, "invite", { token: invites[0]!.token });
}

type Act = (t: App, story: Story) => Promise<Identity>;

const ownersWays: Readonly<Record<string, Act>> = {
  google: (t, story) => signInWithGoogle(t, google(story)),
  mail: byMail,
  link: byLink,
};

/** A code that is mailed and a new password: the owner's, who reads the mailbox. Refused where several have the address. */
async function byReset(t: App, story: Story): Promise<Identity> {
  const mailed = mailbox.length;
  await signIn(t, "password", { flow: "reset", email: story.email });
  if (mailbox.length === mailed) return null;
  const { to: email, code } = mailbox.at(-1)!;
  story.password = `a new horse of ${story.key}`;
  return await signIn(t, "password", { flow: "reset-verification", email, code, newPassword: story.password });
}

/** Somebody who reads no mailbox asks for a code and guesses. */
async function guessCode(t: App, { email }: Story): Promise<Identity> {
  await signIn(t, "password", { flow: "reset", email });
  const params = { flow: "reset-verification", email, code: "a guess", newPassword: typed };
  return await signIn(t, "password", params);
}

const strangersWays: Readonly<Record<string, Act>> = {
  google: (t, story) => signInWithGoogle(t, google(story, false)),
  reset: guessCode,
  otherCase: (t, story) => signInWithGoogle(t, { ...google(story, false), email: ` ${story.email}` }),
};

function describeStory({ log, ownersUser: _user, ...story }: Story): string {
  return JSON.stringify({ seed, ...story, log });
}

/** What went wrong, in which story: empty at the end. */
const faults: string[] = [];

function check(story: Story, fault: string, isRight: boolean): void {
  if (!isRight) faults.push(`${fault}: ${describeStory(story)}`);
}

/** What the owner sees is theirs, all of it once it is, and always with the same user. */
async function checkOwner(t: App, story: Story, { identity, code }: Awaited<ReturnType<typeof attempt>>) {
  story.log.push(`owner: ${code ?? "in"}`);
  if (identity === null) return;
  // A sign-in that merges repoints references in batches.
  if (story.ownerCameFirst || story.strangerCameFirst) await settle(t);
  const seen = await seenBy(t, identity);
  const user = seen!.user["_id"] as string;
  const ids = (await documents(t, "users")).map(({ _id }) => _id as string);
  const before = story.ownersUser;
  story.ownersUser = user;
  check(
    story,
    "another's data",
    seen!.notes.every((text) => text.endsWith(` of ${story.key}`)),
  );
  if (story.isOpen) return;
  check(story, "two users", before === null || before === user || !ids.includes(before));
  check(story, "an empty user", seen!.notes.length === 1);
}

/**
 * Until match is settled, the user whom a stranger's sign-up made before the migration is one of the app's own, beside the owner's by
 * Google: whoever resets that password gets it, as Convex Auth has it. No row is part of it, then or later.
 */
async function checkPassword(t: App, story: Story, outcome: Awaited<ReturnType<typeof attempt>>): Promise<void> {
  if (!story.isOpen || !story.strangerCameFirst) return await checkOwner(t, story, outcome);
  await checkStranger(t, story, outcome);
}

async function checkStranger(t: App, story: Story, { identity, code }: Awaited<ReturnType<typeof attempt>>) {
  story.log.push(`stranger: ${code ?? "in"}`);
  const seen = identity === null ? null : await seenBy(t, identity);
  check(story, "a stranger reads", (seen?.notes ?? []).length === 0);
}

async function play(t: App, story: Story, random: () => number): Promise<void> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const moves = 1 + Math.floor(random() * 2.5);
  for (let move = 0; move < moves; move++) {
    const isOwner = random() < 0.6;
    const [name, act] = pick(Object.entries(isOwner ? ownersWays : strangersWays));
    story.log.push(name);
    const outcome = await attempt(async () => await act(t, story));
    if (isOwner) await checkOwner(t, story, outcome);
    else await checkStranger(t, story, outcome);
  }
  // A real hash each: few of them.
  if (story.strangerCameFirst || random() < 0.01) {
    await checkStranger(t, story, await attempt(async () => await enter(t, typed, story.email)));
  }
  if (random() < 0.015) {
    story.log.push("reset");
    await checkPassword(t, story, await attempt(async () => await byReset(t, story)));
  }
  const { password } = story;
  if (password !== null && (password !== correct || random() < 0.04)) {
    story.log.push("password");
    await checkPassword(t, story, await attempt(async () => await enter(t, password, story.email)));
  }
}

/** The operator decides every claim of the story as it is in truth. */
async function decide(t: App, story: Story): Promise<void> {
  const open = (await claimsOf(t)).filter(({ state, email }) => state === "open" && email === story.email);
  const owner = await ownersUserOf(t, story);
  for (const { claim, provider, waiting } of open) {
    const accounts = (await documents(t, "authAccounts")).filter(({ userId }) => userId === waiting);
    const isStrangers = accounts.some(({ providerAccountId }) => (providerAccountId as string).startsWith("stranger"));
    await run(t, "decideClaim", isStrangers && provider === "google" ? { claim } : { claim, user: owner });
    await settle(t);
  }
}

async function ownersUserOf(t: App, { key }: Story): Promise<string> {
  const notes = await documents(t, "notes");
  return notes.find(({ text }) => text === `n of ${key}`)!["userId"] as string;
}

/** Whoever is still refused, or has two users, can be helped by commands; and all their ways lead to one user then. */
async function mend(t: App, story: Story): Promise<void> {
  await settleOwner(t, story);
  const act = async () => await attempt(async () => await signInWithGoogle(t, google(story)));
  let outcome = await act();
  if (outcome.identity === null) {
    await decide(t, story);
    outcome = await act();
  }
  check(story, "a lock-out", outcome.code === null);
  await checkOwner(t, story, outcome);
  if (story.ownerCameFirst || story.isShared)
    await checkOwner(t, story, await attempt(async () => await byLink(t, story)));
}

test.each(Array.from({ length: deployments }, (_, at) => at))(
  "sign-ins before and after a migration: never two users, never another's data, never a lock-out (deployment %i)",
  async (at) => {
    const random = makeRandom(seed * 31 + at + 1);
    const t = deploy({ password: { decoy: null } });
    const stories = Array.from({ length: perDeployment }, (_, index) => makeStory(at * perDeployment + index, random));
    await migrate(t, oldOf(stories), async () => {
      for (const story of stories) {
        if (story.strangerCameFirst) await signUp(t, story.email);
        if (story.ownerCameFirst) await signInWithGoogle(t, google(story));
      }
    });
    if (at % 3 === 2) await settleIssues(t, stories);
    const isCleaned = at % 4 === 1;
    if (isCleaned) {
      for (const story of stories) await settleOwner(t, story);
      // As in the window: before users sign in, and change what it compares.
      await finish(t, "verify");
    }
    for (const story of stories) await play(t, story, random);
    if (isCleaned) {
      await finish(t, "cleanup");
      for (const story of stories) story.log.push("clean-up");
      for (const story of stories) await play(t, story, random);
    }
    for (const story of stories) await mend(t, story);
    expect(faults.splice(0)).toEqual([]);
  },
);

async function settleOwner(t: App, story: Story): Promise<void> {
  if (!story.isOpen) return;
  const accounts = await documents(t, "authAccounts");
  const here = accounts.find(({ providerAccountId }) => providerAccountId === google(story).sub)!;
  await run(t, "settle", { legacyKey: story.key, keep: here["userId"] as string });
  await settle(t);
  story.isOpen = false;
}

/** As the operator knows it to be: the owner's account is theirs, the stranger's is somebody else's. */
async function settleIssues(t: App, stories: readonly Story[]): Promise<void> {
  for (const story of stories) {
    await settleOwner(t, story);
    if (!story.strangerCameFirst) continue;
    if (!story.ownerCameFirst) await run(t, "settle", { legacyKey: story.key, keep: "self" });
    if (!story.hasPassword) continue;
    await run(t, "settle", { legacyKey: `password:${story.email}`, keep: "self", table: "authAccounts" });
  }
}
