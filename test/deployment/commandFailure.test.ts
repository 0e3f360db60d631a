import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCommandFailure } from "../../scripts/deployment/commandFailure.js";
import { ConvexCommand } from "../../scripts/deployment/convexCommand.js";
import type { Deployment } from "../../scripts/deployment/deployment.js";
import { projectDir, temporaryDir } from "../support/folders.js";

const before = process.cwd();
let home: Awaited<ReturnType<typeof temporaryDir>>;

beforeEach(async () => {
  home = await temporaryDir();
  process.chdir(home.dir);
});
afterEach(async () => {
  process.chdir(before);
  await home.remove();
});

const printing = (text: string) => ({ stdout: "", stderr: text });

/** Whoever calls a deployment's functions has the secrets of its flags and of the environment masked. */
function learnSecrets(deployment: Deployment): void {
  void new ConvexCommand(projectDir, deployment, new AbortController().signal, path.join(home.dir, "command.pid"));
}

test("a deploy key out of .env.local was shown when the command printed it", async () => {
  await writeFile(path.join(home.dir, ".env.local"), "CONVEX_DEPLOY_KEY=prod:happy-otter-1|c2VjcmV0\n");
  const deployment = { name: "prod", flags: [], env: {} };
  learnSecrets(deployment);
  const { message } = createCommandFailure("run", ["a:b"], deployment, printing("bad key prod:happy-otter-1|c2VjcmV0"));
  expect(message).toContain("bad key …");
  expect(message).not.toContain("c2VjcmV0");
});

test("nor is one shown that was typed, or that we have set ourselves", () => {
  const env = { CONVEX_SELF_HOSTED_ADMIN_KEY: "set-by-us" };
  const deployment = { name: "here", flags: ["--admin-key", "typed-by-hand"], env };
  learnSecrets(deployment);
  const { message } = createCommandFailure("run", ["a:b"], deployment, printing("keys: set-by-us, typed-by-hand"));
  expect(message).toContain("keys: …, …");
});

test.each([
  "Error: Unable to import: 413 Request Entity Too Large\n<html><center>nginx</center></html>",
  "Unable to upload part: Payload Too Large",
  "413 Content Too Large: error code: 1200",
])("a proxy that takes no large request ended an import with its own page and no advice: %s", (printed) => {
  const [fault] = createCommandFailure(
    "import",
    ["x.zip"],
    { name: "here", flags: [], env: {} },
    printing(printed),
  ).faults;
  expect(fault!.next).toContain("CONVEX_IMPORT_CHUNK_SIZE=900000");
  expect(fault!.next).toContain("client_max_body_size");
});

test("a number in a message is no status", () => {
  const printed = "Added 41304 documents, then: 403 Forbidden";
  const [fault] = createCommandFailure(
    "import",
    ["x.zip"],
    { name: "here", flags: [], env: {} },
    printing(printed),
  ).faults;
  expect(fault!.next).toContain("refused the key");
});
