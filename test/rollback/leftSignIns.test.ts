import { expect, test } from "vitest";
import { definePlan, email, id, table } from "../../convex/client/index.js";
import { changesFile, readChanges } from "../../scripts/rollback/changeFile.js";
import { writeChanges } from "../../scripts/rollback/rollbackChanges.js";
import { createRun } from "../../scripts/run/runDirectory.js";
import type { Context } from "../../scripts/stages/stage.js";
import { type Tables, writeExport } from "../support/exportZip.js";
import { temporaryDir } from "../support/folders.js";

interface Exports {
  /** The backups, and the deployment as it is. */
  readonly before: Tables;
  readonly window?: Tables;
  readonly now: Tables;
}

/** What a rollback of a plan with this one table takes back, and what it says. */
async function listChanges({ before, window, now }: Exports, tableName = "users") {
  const home = await temporaryDir();
  try {
    const run = await createRun(home.dir, new Date(0));
    const notes: string[] = [];
    const plan = definePlan({ [tableName]: table("people", { id: id(), email: email() }) });
    const progress = { note: (line: string) => notes.push(line.trim()) };
    const context = { run, project: { plan }, progress } as unknown as Context;
    await writeExport(run.backup, before);
    if (window !== undefined) await writeExport(run.windowBackup, window);
    const file = run.file("rollback", "now.zip");
    await writeExport(file, { "_components/cutover/runs": [{ _id: "r", runId: "run", state: "current" }], ...now });
    const counts = await writeChanges(context, file, "theirs");
    const changes: string[] = [];
    for await (const { kind, table: name, id: document, ...change } of readChanges(changesFile(run)))
      changes.push(`${kind} ${name}/${document}${"fields" in change ? ` ${change.fields}` : ""}`);
    return { changes, counts, notes };
  } finally {
    await home.remove();
  }
}

const own = { _id: "own", email: "own@x.example" };
const moved = { _id: "moved", email: "ann@x.example", legacyId: "1" };
const aside = { provider: "set-aside", providerAccountId: "password:ann@x.example" };

function password(_id: string, userId: string, more = {}) {
  return { _id, userId, provider: "password", providerAccountId: "ann@x.example", secret: "x", ...more };
}

function google(_id: string, userId: string) {
  return password(_id, userId, { provider: "google", providerAccountId: _id });
}

test("of a plan without sign-ins one stayed set aside: it is given back once the migrated user's own is gone", async () => {
  const { changes, counts, notes } = await listChanges({
    before: { users: [own], authAccounts: [password("typed", "own")] },
    now: { users: [own, moved], authAccounts: [password("typed", "own", aside), password("made", "moved")] },
  });
  const provider = { before: "set-aside", after: "password" };
  const providerAccountId = { before: "password:ann@x.example", after: "ann@x.example" };
  expect(changes).toStrictEqual([
    "remove users/moved",
    "remove authAccounts/made",
    `restore authAccounts/typed ${JSON.stringify({ provider, providerAccountId })}`,
  ]);
  expect(counts).toMatchObject({ removed: 2, restored: 1, later: 0 });
  expect(notes).toEqual([expect.stringMatching(/^1 sign-in goes with users of the migration/)]);
});

test("sign-ins made since the migration led to users who were gone, and shut out whoever had them", async () => {
  const before = { users: [own], authAccounts: [google("g1", "own"), google("g2", "deleted long ago")] };
  const since = [google("g3", "moved"), google("g4", "reserved for a claim"), google("g5", "own"), google("g6", "new")];
  const now = {
    users: [own, moved, { _id: "new", email: "new@x.example" }],
    authAccounts: [...before.authAccounts, ...since],
  };
  const window = { ...now, authAccounts: [...before.authAccounts, google("g3", "moved")] };
  const { changes } = await listChanges({ before, window, now });
  expect(changes).toStrictEqual(["remove users/moved", "remove authAccounts/g3", "remove authAccounts/g4"]);
});

test("sign-ins of a plan without users stay, whatever they point to", async () => {
  const now = { authAccounts: [password("made", "nobody")] };
  expect((await listChanges({ before: {}, now }, "people")).changes).toEqual([]);
});
