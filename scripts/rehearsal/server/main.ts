/**
 * A rehearsal deployment as a process of its own: `tsx main.ts [convex folder] [--port n] [--idle-minutes n]`.
 * Prints one line of JSON, {url, adminKey, pid}, and then serves until SIGTERM or until nobody asked for a while.
 */
import { parseArgs } from "node:util";
import { CutoverError } from "../../errors.js";
import { rehearsalFailures } from "../failures.js";
import { loadTypeScript } from "../../project/typescript.js";
import { startRehearsal } from "./deployment.js";

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      "idle-minutes": { type: "string", default: "10" },
      port: { type: "string", default: "0" },
    },
  });
  const idleMs = Number(values["idle-minutes"]) * 60_000;
  if (!(idleMs > 0))
    throw new CutoverError(rehearsalFailures.badRehearsalSetting, {
      what: "--idle-minutes must be a number greater than 0",
    });
  await loadTypeScript();
  let lastRequest = Date.now();
  const rehearsal = await startRehearsal({
    appDir: positionals[0] ?? "convex",
    port: Number(values.port),
    onActivity: () => {
      lastRequest = Date.now();
    },
  });
  const stop = (): void => {
    void rehearsal.stop().then(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  setInterval(() => Date.now() - lastRequest > idleMs && stop(), Math.min(idleMs, 10_000));
  // Whoever started this process may have closed the pipe after the first line.
  process.stdout.on("error", () => {});
  console.log(JSON.stringify({ url: rehearsal.url, adminKey: rehearsal.adminKey, pid: process.pid }));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof CutoverError ? error.message : error);
  process.exit(error instanceof CutoverError ? error.exitCode : 70);
}
