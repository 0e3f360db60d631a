import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findDeploymentOf } from "../../../scripts/cli/commands/command.js";
import { parseOptions } from "../../../scripts/cli/options.js";
import { createRun } from "../../../scripts/run/runDirectory.js";
import { temporaryDir } from "../../support/folders.js";

/** Answers as a living deployment does. */
const server = createServer((_, answer) => answer.end("1"));
let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeAll(async () => {
  home = await temporaryDir();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  await home.remove();
});

test("abort and status of a window went to the rehearsal that was still alive", async () => {
  const rehearsed = await createRun(home.dir, new Date("2026-11-21T12:00:00Z"));
  const window = await createRun(home.dir, new Date("2026-11-21T13:00:00Z"));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const living = { on: "throw-away", url, adminKey: "k", pid: process.pid, run: rehearsed.run, appHash: "" };
  await writeFile(path.join(home.dir, "rehearsal.json"), JSON.stringify({ version: 1, ...living }));
  const options = parseOptions(["abort", "--dir", home.dir, "--deployment", "happy-otter-1"], {});
  expect((await findDeploymentOf(rehearsed, options)).name).toBe(`throw-away deployment at ${url}`);
  expect((await findDeploymentOf(window, options)).name).toBe("--deployment happy-otter-1");
});
