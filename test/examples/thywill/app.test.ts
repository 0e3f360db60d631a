import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Doc } from "../../../examples/thywill/convex/_generated/dataModel.js";
import { outcome } from "../../../examples/thywill/generator/dirt.js";
import { makeAuthEnv, subjectOf } from "../../support/authKeys.js";
import { runCutover } from "../../support/cutover.js";
import { projectDir } from "../../support/folders.js";
import { startDeployment, type TestDeployment } from "../../support/deployment.js";
import { type ExampleRun, plan, runExample } from "./run.js";

const exampleDir = path.join(projectDir, "examples/thywill");

let app: TestDeployment;
let moved: ExampleRun;

beforeAll(async () => {
  app = await startDeployment(exampleDir, makeAuthEnv());
  moved = await runExample("export", [], app.env);
  for (const stage of ["load", "resolve"]) {
    const { code, stderr } = await runCutover([stage, "--plan", plan, "--dir", moved.runs, "--yes", "--json"], app.env);
    if (code !== 0) throw new Error(`${stage} ended with ${String(code)}:\n${stderr}`);
  }
});
afterAll(async () => {
  await app?.stop();
  await moved.remove();
});

type Event = Doc<"activity">;

const timesOf = (events: readonly Event[]) => events.map(({ _creationTime: time }) => time);

test("without a word about order, Convex gives the activity as it happened, although it came from four tables", async () => {
  const paginationOpts = { numItems: 2000, cursor: null };
  const { page } = await app.call<{ page: Event[] }>("activity:feed", { paginationOpts });
  const exported = moved.documents("activity").map(({ _creationTime: time }) => Number(time));
  expect(page).toHaveLength(outcome.activity.written);
  expect(timesOf(page)).toEqual(exported.toSorted((a, b) => b - a));
  expect(exported).not.toEqual(exported.toSorted((a, b) => a - b));
});

test("the history of a prayer begins when it was written, and ends with what was done last", async () => {
  const { page } = await app.call<{ page: Event[] }>("activity:feed", {
    paginationOpts: { numItems: 1, cursor: null },
  });
  const [latest] = page;
  const history = await app.call<Event[]>("activity:ofPrayer", { prayerId: latest?.prayerId });
  expect(history.length).toBeGreaterThan(1);
  expect(history[0]?.action).toBe("created");
  expect(history.at(-1)).toEqual(latest);
  expect(timesOf(history)).toEqual(timesOf(history).toSorted((a, b) => a - b));
});

interface Created {
  readonly invites: readonly { user: string; who: string; token: string; link: string }[];
  readonly isDone: boolean;
  readonly cursor: string;
}

test("everybody gets a link, and whoever opens theirs sees their own prayers, and nobody else's", async () => {
  const created = await app.call<Created>("migrations:createInvites", { numItems: 1_000 });
  expect(created.isDone).toBe(true);
  expect(created.invites).toHaveLength(outcome.users.written);
  const people = moved.documents("users");
  expect(created.invites.map(({ who }) => who).toSorted()).toEqual(
    people.map(({ displayName }) => String(displayName)).toSorted(),
  );
  const prayers = moved.documents("prayers");
  const author = people.find(({ legacyId }) => prayers.some(({ legacyAuthorId }) => legacyAuthorId === legacyId))!;
  const { token, link } = created.invites.find(({ who }) => who === author["displayName"])!;
  expect(link).toBe(`https://app.example/invite?token=${token}`);
  const signIn = { provider: "invite", params: { token } };
  const { tokens } = await app.call<{ tokens: { token: string } }>("auth:signIn", signIn);
  const mine = await app.call<{ displayName: string; prayers: string[] }>("me:get", {}, subjectOf(tokens.token));
  const own = prayers
    .filter(({ legacyAuthorId }) => legacyAuthorId === author.legacyId)
    .map(({ text }) => String(text));
  expect(mine).toEqual({ displayName: author["displayName"], prayers: expect.any(Array) as unknown });
  expect(mine.prayers.toSorted()).toEqual(own.toSorted());
  await expect(app.call("auth:signIn", signIn)).rejects.toThrow(/This link has already been used/);
  const again = await app.call<Created>("migrations:createInvites", { numItems: 1_000 });
  expect(again.invites).toEqual([]);
});
