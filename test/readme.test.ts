import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { exitCodes } from "../scripts/errors.js";
import { projectDir, temporaryDir } from "./support/folders.js";

const run = promisify(execFile);
const readme = await readFile(path.join(projectDir, "README.md"), "utf8");

/** What the README shows below a command. */
function shownOutput(command: string): string {
  const [, shown] = readme.split(`<!-- output of: ${command} -->\n\`\`\`text\n`);
  return shown!.slice(0, shown!.indexOf("```"));
}

/** Without what differs from run to run: the run's name, the port, seconds. */
function steady(output: string): string {
  return (
    output
      // A stage of more than ten seconds says how far it is: on a slow machine only.
      .replaceAll(/^[a-z]+ {2,}.*(?: left|for (?:\d+ (?:s|min|h) ?)+)\n/gm, "")
      .replaceAll(/\d{8}-\d{6}-\d{3}/g, "<run>")
      .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:<port>")
      .replaceAll(/\d+\.\d(?= s$)/gm, "<seconds>")
      .replaceAll(/ +\d+\.\d$/gm, " <seconds>")
      .trim()
  );
}

test("npm run rehearse prints what the README shows", async () => {
  const { dir, remove } = await temporaryDir();
  // A folder of its own: an interrupted rehearsal in the project's must not be continued here.
  // As on a terminal: answers of stdout between the remarks of stderr.
  const { FORCE_COLOR: _, ...env } = process.env;
  const words = ["-c", 'npm run --silent rehearse -- --dir "$0" 2>&1', dir];
  const { stdout } = await run("sh", words, { cwd: projectDir, env });
  await remove();
  const printed = withoutNpm(stdout).replace(path.relative(projectDir, dir), ".cutover");
  expect(steady(printed)).toBe(steady(shownOutput("npm run rehearse")));
});

/** npm's own remarks about its configuration are not ours. */
function withoutNpm(printed: string): string {
  return printed
    .split("\n")
    .filter((line) => !line.startsWith("npm "))
    .join("\n");
}

test("npm test is shown with its closing line, and nothing failed or skipped", () => {
  expect(shownOutput("npm test")).toMatch(/^tests: \d+ passed, 0 failed, 0 skipped\n$/);
});

test("the commands of the first screen exist", async () => {
  const { scripts } = JSON.parse(await readFile(path.join(projectDir, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  for (const [, name] of readme.matchAll(/npm ci && npm (?:run )?(\w+)/g)) expect(scripts).toHaveProperty(name!);
});

test("the table of exit codes is complete", () => {
  for (const code of Object.values(exitCodes)) expect(readme).toContain(`| ${code} |`);
});

test("every file the README links to is there", async () => {
  for (const [, target] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
    await expect(run("ls", [path.join(projectDir, target!)])).resolves.toBeDefined();
  }
});
