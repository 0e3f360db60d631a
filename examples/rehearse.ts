import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { OpenExample } from "./support/example.js";

/** `npm run rehearse -- [example] [variant] [flags]`: opens an example's source and rehearses its whole move. */
const folder = path.dirname(fileURLToPath(import.meta.url));
const reference = "perm-tracker";

function splitWords(words: readonly string[]) {
  const firstFlag = words.findIndex((word) => word.startsWith("-"));
  const names = firstFlag === -1 ? words : words.slice(0, firstFlag);
  const [example = reference, variant] = names;
  return { example, variant, flags: words.slice(names.length) };
}

/** The example at the root of the project is the app in `convex/`; the others bring their own. */
function findPlan(example: string): string {
  const own = path.join(folder, example, "convex/plan.ts");
  return existsSync(own) ? own : path.join(folder, "../convex/plan.ts");
}

/** Ctrl-C reaches the command too, which says how to go on; here it only must not end what the command needs. */
async function runCommand(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const cli = path.join(folder, "../scripts/cli/cli.ts");
  const child = spawn(process.execPath, ["--import", "tsx", cli, "rehearse", ...args], { stdio: "inherit", env });
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return await new Promise((resolve, fail) => {
    child.on("error", fail).on("close", (code) => resolve(code ?? 1));
  });
}

async function main(): Promise<number> {
  const { example, variant, flags } = splitWords(process.argv.slice(2));
  const opener = path.join(folder, example, "open.ts");
  if (!existsSync(opener)) {
    const known = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "open.ts")));
    console.error(`There is no example "${example}". There are: ${known.join(", ")}.`);
    return 1;
  }
  const { openExample } = (await import(opener)) as { openExample: (variant?: string) => Promise<OpenExample> };
  const opened = await openExample(variant);
  const { source, env, existing } = opened;
  const plan = path.relative(process.cwd(), findPlan(example));
  const seed = existing === undefined ? [] : ["--existing", existing];
  try {
    return await runCommand(["--plan", plan, "--source", source, ...seed, ...flags], { ...process.env, ...env });
  } finally {
    await opened.close();
  }
}

process.exitCode = await main();
