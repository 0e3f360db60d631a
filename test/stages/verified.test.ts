import { writeFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { renderDifferences } from "../../scripts/cli/output/renderDifferences.js";
import { createRun, type RunDirectory } from "../../scripts/run/runDirectory.js";
import { describeVerified, readVerified, readVerifyStart } from "../../scripts/stages/verified.js";
import { DifferenceFile, readBaseline } from "../../scripts/stages/verification.js";
import { temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let run: RunDirectory;

beforeEach(async () => {
  home = await temporaryDir();
  run = await createRun(home.dir, new Date(0));
});

afterEach(async () => await home.remove());

/** The lines of a stage that ends well. */
async function take(...stages: string[]): Promise<void> {
  for (const stage of stages) {
    await run.journal.append({ stage, event: "started" });
    await run.journal.append({ stage, event: "finished" });
  }
}

async function verify(): Promise<string> {
  await take("load", "match", "resolve", "verify");
  return (await readVerifyStart(run))!;
}

const line = (at: string, stage: string) => JSON.stringify({ at, stage, event: "started" });

test("what verify has just found is what is there", async () => {
  const start = await verify();
  const verified = await readVerified(run, start);
  expect(describeVerified(verified)).toBe(`verified at ${start}`);
  expect(renderDifferences([], { run: "r", verified, reader: "export", limit: 1 })).toContain(
    "every document is in Convex",
  );
});

test.each([
  { name: "a load", stages: ["load"], since: "load" },
  { name: "a rollback", stages: ["rollback:takeBack"], since: "rollback" },
  {
    name: "a load, match and resolve",
    stages: ["load", "match", "resolve"],
    since: "load, match, resolve or catch-up",
  },
])("after $name, diff told what an earlier verify had found as if it were so now", async ({ stages, since }) => {
  const start = await verify();
  await take(...stages);
  const verified = await readVerified(run, start);
  expect(describeVerified(verified)).toBe(`verified at ${start}; since then: ${since}`);
  expect(renderDifferences([], { run: "r", verified, reader: "export", limit: 1 })).toContain(
    "every document was in Convex",
  );
});

test("after a catch-up the differences of before are said to be of before", async () => {
  const start = await verify();
  await run.journal.append({ stage: "resolve", event: "finished" });
  expect((await readVerified(run, start))?.since).toStrictEqual(["resolve or catch-up"]);
});

test("a verify that ended before it wrote its file does not make the earlier file new", async () => {
  const { journal } = run;
  const lines = [line("2026-01-02T00:00:00.000Z", "verify"), line("2026-01-01T00:00:00.000Z", "load")];
  await writeFile(run.file("journal.jsonl"), `${lines.join("\n")}\n`);
  await journal.append({ stage: "verify", event: "started" });
  await journal.append({ stage: "verify", event: "failed" });
  // The clock was set back between them: the order of the lines counts.
  expect(await readVerified(run, "2026-01-02T00:00:00.000Z")).toStrictEqual({
    at: "2026-01-02T00:00:00.000Z",
    since: ["load"],
  });
});

test("a file of a verify that the journal does not know says nothing of now", async () => {
  await verify();
  expect(describeVerified(await readVerified(run, null))).toBe("of an earlier verify");
});

test("what a settled user, a claim, or a catch-up from another folder wrote passed for users' own after a verify", async () => {
  await verify();
  const differences = await DifferenceFile.create(run);
  await differences.finish("export", 3, [{ table: "users", documents: 1, kept: 0 }]);
  expect(await readBaseline(run, 3)).not.toBeNull();
  // The journal of this folder knows nothing of them; the deployment counts them.
  expect(await readBaseline(run, 4)).toBeNull();
});
