import { afterAll, beforeAll, expect, test } from "vitest";
import { matchesHash } from "../../../convex/client/signIn/verifyHash.js";
import { openExample } from "../../../examples/firebase/open.js";
import type { Report } from "../../../scripts/report/report.js";
import { readDocumentLines, decodeDocument } from "../../../scripts/rows/write/documentLines.js";
import { readManifest } from "../../../scripts/run/manifest.js";
import { RunDirectory } from "../../../scripts/run/runDirectory.js";
import { type Finished, runCutover } from "../../support/cutover.js";
import { latestIn, temporaryDir } from "../../support/folders.js";

const plan = "examples/firebase/convex/plan.ts";
let home: Awaited<ReturnType<typeof temporaryDir>>;
let finished: Finished;
let report: Report;

beforeAll(async () => {
  home = await temporaryDir();
  const { source, env, existing } = await openExample();
  const words = ["rehearse", "--plan", plan, "--dir", home.dir, "--source", source, "--existing", existing!, "--json"];
  finished = await runCutover(words, env);
  report = JSON.parse(finished.stdout || "null") as Report;
});
afterAll(async () => await home.remove());

async function read(table: string): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const run = new RunDirectory(latestIn(home.dir), "");
  const counts = (await readManifest(run.manifest))!.tables.find((each) => each.table === table)!;
  const documents = new Map<string, Readonly<Record<string, unknown>>>();
  for await (const line of readDocumentLines(run, counts)) {
    const document = decodeDocument(line, counts.format);
    documents.set(document["legacyId"] as string, document);
  }
  return documents;
}

test("the whole migration ends with exit code 0", () => {
  expect(`${finished.code}\n${finished.code === 0 ? "" : finished.stderr}`).toBe("0\n");
});

test.each([
  ["users", { read: 7, rejected: 0, existing: 2, matched: 1 }],
  ["authAccounts", { read: 5, rejected: 0 }],
  ["recipes", { read: 4, rejected: 0, replaced: { createdAt: 1 } }],
  ["comments", { read: 4, rejected: 0, issuesByCode: { "missing_target cleared": 1 } }],
  ["profiles", { read: 4, rejected: 0 }],
  ["favourites", { read: 4, rejected: 1, rejectedByCode: { orphan: 1 } }],
])("%s: every row is accounted for", (name, counts) => {
  expect(report.tables.find(({ table }) => table === name)).toMatchObject({ ...counts, verified: true });
});

test("Firestore's values arrive exactly", async () => {
  const recipes = await read("recipes");
  expect(recipes.get("r1")).toMatchObject({
    createdAt: 1_700_000_000_123,
    minutes: 9_007_199_254_740_993n,
    where: { latitude: 53.5, longitude: -113.5 },
    tags: ["bread", "slow"],
    ingredients: [
      { name: "rye", grams: 500 },
      { name: "water", grams: 400.5 },
    ],
  });
  expect(recipes.get("r2")).toMatchObject({ createdAt: Date.parse("2022-05-01T10:20:30.456Z"), servings: 4 });
  expect(recipes.get("r2")).not.toHaveProperty("where");
  expect(recipes.get("r3")).toMatchObject({ tags: [], where: { latitude: 0, longitude: 0 } });
  expect(recipes.get("r4")).not.toHaveProperty("createdAt");
});

test("comments of one id in two recipes are two; a list of references is a table", async () => {
  expect([...(await read("comments")).keys()]).toEqual(["r1|c1", "r1|c2", "r1|c3", "r3|c1"]);
  const favourites = [...(await read("favourites")).values()].map(({ legacyRecipeId }) => legacyRecipeId);
  expect(favourites).toEqual(["r2", "r3", "r1"]);
});

test("passwords of Firebase open the migrated accounts; a disabled user has none", async () => {
  const accounts = [...(await read("authAccounts")).values()];
  const secretOf = (email: string) => accounts.find((each) => each["providerAccountId"] === email)!["secret"] as string;
  expect(matchesHash("ada's password", secretOf("ada@example.com"))).toBe(true);
  expect(matchesHash("another password", secretOf("ada@example.com"))).toBe(false);
  expect(matchesHash("correct horse", secretOf("chloe@example.com"))).toBe(true);
  expect(accounts.map(({ provider }) => provider)).toEqual(["google", "google", "password", "password", "password"]);
  expect((await read("users")).get([...(await read("users")).keys()][4]!)).toMatchObject({ disabled: true });
});
