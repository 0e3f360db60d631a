import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NamedCheck } from "../../convex/client/index.js";
import { parseOptions } from "../../scripts/cli/options.js";
import { loadProject } from "../../scripts/project/project.js";
import { createRun, type RunDirectory } from "../../scripts/run/runDirectory.js";
import { createContext } from "../../scripts/stages/context.js";
import { readCheckResults, runNamedChecks } from "../../scripts/stages/namedChecks.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { startPostgres, type TestPostgres } from "../support/postgres.js";

const appDir = path.join(projectDir, "test/window/fixture-app");

let home: Awaited<ReturnType<typeof temporaryDir>>;
let deployment: TestDeployment;
let postgres: TestPostgres;
let pages: Server;
let run: RunDirectory;
const notes: string[] = [];

beforeAll(async () => {
  home = await temporaryDir();
  run = await createRun(home.dir, new Date(0));
  postgres = await startPostgres();
  await postgres.run("CREATE TABLE tickets AS SELECT generate_series(1, 3) AS id");
  deployment = await startDeployment(appDir);
  pages = createServer((request, response) => {
    response.statusCode = request.url === "/gone" ? 404 : 200;
    if (request.url !== "/silent") response.end("Welcome");
  });
  await new Promise<void>((resolve) => void pages.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  pages.closeAllConnections();
  pages.close();
  await deployment.stop();
  await postgres.stop();
  await home.remove();
});

const note = (text: string) => void notes.push(text.trim());

async function runChecks(checks: readonly (string | NamedCheck)[]) {
  const loaded = await loadProject(path.join(appDir, "convex/plan.ts"));
  const plan = { ...loaded.plan, window: { ...loaded.plan.window, checks } };
  const options = parseOptions(["verify", "--source", postgres.url, "--dir", home.dir], {});
  const progress = { stage() {}, stageDone() {}, total() {}, rows() {}, says() {}, deadline() {}, end() {}, note };
  const { signal } = new AbortController();
  const chosen = { name: "test", flags: [], env: deployment.env };
  const project = { ...loaded, plan };
  return await runNamedChecks(createContext({ options, project, run, deployment: chosen, progress, signal }));
}

const page = (name: string) => `http://127.0.0.1:${(pages.address() as AddressInfo).port}/${name}`;
const query = "tickets:count";
const node = (code: string) => `"${process.execPath}" -e "${code}"`;

test("every kind of named check passes or fails by name with its result, none stops another, and the total is said", async () => {
  const results = await runChecks([
    "tickets:check",
    "tickets:count",
    "tickets:noSuchFunction",
    { name: "no tickets", query, expect: 0 },
    { name: "one ticket", query, expect: 1 },
    { name: "no such table", query, source: "SELECT count(*) FROM no_such_table" },
    { name: "as many as the source", query, source: "SELECT count(*) FROM tickets WHERE id > 3" },
    { name: "more in the source", query, source: "SELECT count(*) FROM tickets" },
    { name: "quick enough", query, p95Ms: 60_000, calls: 3 },
    { name: "start page", http: page(""), contains: "Welcome" },
    { name: "another page", http: page(""), contains: "Goodbye" },
    { name: "old page", http: page("gone"), status: 404 },
    { name: "lost page", http: page("gone") },
    { name: "silent page", http: page("silent"), timeoutSeconds: 0.5 },
    { name: "good command", command: node("console.log(1494)") },
    { name: "bad command", command: node("process.exit(3)") },
    { name: "long command", command: node("setTimeout(() => {}, 1e6)"), timeoutSeconds: 0.5 },
  ]);
  expect(results.map(({ name, ok, detail }) => [name, ok, detail])).toStrictEqual([
    ["no negative amounts", true, "0 of 0"],
    ["tickets:count", false, expect.stringContaining("did not give a list")],
    ["tickets:noSuchFunction", false, expect.stringContaining("noSuchFunction")],
    ["no tickets", true, "0"],
    ["one ticket", false, "0, expected 1"],
    ["no such table", false, expect.stringContaining("no_such_table")],
    ["as many as the source", true, "0"],
    ["more in the source", false, "0, the source has 3"],
    ["quick enough", true, expect.stringMatching(/^p95 \d+ ms, median \d+ ms of 3 calls$/)],
    ["start page", true, "status 200"],
    ["another page", false, expect.stringContaining('does not contain "Goodbye"')],
    ["old page", true, "status 404"],
    ["lost page", false, "status 404, expected 200"],
    ["silent page", false, "no answer within 0.5 s"],
    ["good command", true, "exit code 0: 1494"],
    ["bad command", false, "exit code 3"],
    ["long command", false, "no answer within 0.5 s"],
  ]);
  expect(notes).toContain("PASS no tickets: 0");
  expect(notes).toContain("FAIL one ticket: 0, expected 1");
  expect(notes.at(-1)).toBe("7 of 17 named checks passed");
  expect((await readCheckResults(run))!.results).toStrictEqual(results);
});

test("a plan without checks says nothing", async () => {
  notes.length = 0;
  expect(await runChecks([])).toStrictEqual([]);
  expect(notes).toStrictEqual([]);
});
