import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Finished, runCutover } from "../../support/cutover.js";
import { projectDir, temporaryDir } from "../../support/folders.js";

const appDir = path.join(projectDir, "test/window/fixture-app");

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeAll(async () => void (home = await temporaryDir()));
afterAll(async () => await home.remove());

/** Every machine is one without a way out here. */
const noWayOut = "async () => { throw new TypeError('fetch failed') }";

async function rehearseOn(on: string, env: NodeJS.ProcessEnv = {}, fetch = noWayOut): Promise<Finished> {
  const place = ["--plan", path.join(appDir, "convex/plan.ts"), "--dir", home.dir, "--on", on];
  const source = ["--source", "postgres://nobody@127.0.0.1:1/none"];
  const preload = encodeURIComponent(`globalThis.fetch = ${fetch}`).replaceAll("'", "%27");
  const outside = { HOME: home.dir, NODE_OPTIONS: `--import data:text/javascript,${preload}` };
  return await runCutover(["rehearse", ...place, ...source], { ...outside, ...env });
}

test("a local backend that cannot be downloaded is said with its cause and with what to do, and nothing stays", async () => {
  const { code, stderr } = await rehearseOn("local");
  expect(`${code} ${stderr}`).toMatch(/^5 /);
  expect(stderr).toContain(
    "Convex's local backend could not be downloaded:\n    ✖ Failed to fetch latest backend version",
  );
  expect(stderr).toContain("`cutover rehearse` without --on needs no download");
  expect(stderr.trim().split("\n")).toHaveLength(4);
  for (const name of [
    "latest",
    "rehearsals/local",
    "rehearsals/latest",
    "rehearsals/rehearsal.json",
    "rehearsals/lock.json",
  ])
    expect(existsSync(path.join(home.dir, name))).toBe(false);
  for (const name of [".env.local", ".convex"]) expect(existsSync(path.join(appDir, name))).toBe(false);
});

test("the deployment the shell names is out of reach of a local rehearsal", async () => {
  const { code } = await rehearseOn("local", { CONVEX_DEPLOY_KEY: "prod:happy-otter-1|s3cret" });
  expect(code).toBe(5);
  const log = await readFile(path.join(home.dir, "rehearsals/rehearsal.log"), "utf8");
  expect(log).toContain("Failed to fetch latest backend version");
  expect(log).not.toContain("happy-otter");
});

test.each([
  ["no key", {}, "CONVEX_DEPLOY_KEY is not set"],
  ["a production key", { CONVEX_DEPLOY_KEY: "prod:happy-otter-1|s3cret" }, 'one of kind "prod"'],
  ["a development key", { CONVEX_DEPLOYMENT_TOKEN: "dev:happy-otter-1|s3cret" }, 'one of kind "dev"'],
  ["a key without a kind", { CONVEX_DEPLOY_KEY: "happy-otter-1|s3cret" }, 'one of kind "unknown"'],
])("a preview with %s is refused before anything is sent", async (_name, env, said) => {
  const { code, stderr } = await rehearseOn("preview/try-1", env);
  expect(`${code} ${stderr}`).toMatch(/^1 /);
  expect(stderr).toContain(said);
  expect(stderr).toContain("preview:<team>:<project>|…");
  expect(stderr).not.toContain("s3cret");
});

/** Says what it was asked, and refuses. */
const refusal = `async (url, { method, body }) => {
  console.error(method, String(url), body);
  return Response.json({ code: "Forbidden", message: "No" }, { status: 403 });
}`;

test("a preview key makes the preview anew, through the `convex` command, and is never printed", async () => {
  const env = { CONVEX_DEPLOY_KEY: "preview:team:app|s3cret", CONVEX_DEPLOYMENT: "prod:happy-otter-1" };
  const { code, stderr } = await rehearseOn("preview/try-1", env, refusal);
  expect(`${code} ${stderr}`).toMatch(/^5 /);
  expect(stderr).toContain("`convex deploy try-1` failed");
  expect(stderr).toMatch(/POST https:\S+\/claim_preview_deployment \{.*"identifier":"try-1","reuse":false\}/);
  expect(stderr).not.toMatch(/s3cret|happy-otter/);
});

test.each(["prod", "preview/", "preview/--prod", "dev"])("there is no place %s", async (on) => {
  const { code, stderr } = await rehearseOn(on);
  expect(code).toBe(1);
  expect(stderr).toContain(`Cannot rehearse on "${on}"`);
});
