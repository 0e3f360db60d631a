import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseOptions } from "../../scripts/cli/options.js";
import { projectDir } from "../support/folders.js";

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

test("the workflow of docs/ci.md is YAML, and every command in it is one that the command line takes", async () => {
  const text = await readFile(path.join(projectDir, "docs/ci.md"), "utf8");
  const workflow = parse(/```yaml\n([^]*?)```/.exec(text)![1]!) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps.flatMap(({ run }) => run ?? []));
  const commands = steps.filter((run) => run.startsWith("npx cutover "));
  const words = commands.map((run) =>
    run
      .replace(/ > \S+$/, "")
      .split(" ")
      .slice(2),
  );
  expect(words.map((each) => parseOptions(each, {}).command)).toEqual(["generate", "check", "rehearse"]);
});
