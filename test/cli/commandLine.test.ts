import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { definitions, hasDeployment } from "../../scripts/cli/definitions.js";
import { parseCommandLine, parseOptions } from "../../scripts/cli/options.js";
import { parseWords } from "../../scripts/cli/program.js";
import { readConfig } from "../../scripts/project/config.js";
import { maskSecrets } from "../../scripts/secrets.js";
import { runCutover } from "../support/cutover.js";
import { temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeAll(async () => void (home = await temporaryDir()));
afterAll(async () => await home.remove());

describe("the source", () => {
  test("stands first in every command, or after --source, or in the environment, or in cutover.config.ts", () => {
    for (const name of ["init", "check", "rehearse", "export", "preload", "catch-up", "go", "rollback", "unfreeze"])
      expect(parseOptions([name, "./dump", "--json"], { CUTOVER_SOURCE: "other" })).toMatchObject({ source: "./dump" });
    expect(parseOptions(["go", "--source", "./dump"], { CUTOVER_SOURCE: "other" })).toMatchObject({ source: "./dump" });
    expect(parseOptions(["--dir", "runs", "--json", "go", "./dump"], {})).toMatchObject({
      command: "go",
      dir: "runs",
      json: true,
      source: "./dump",
    });
    const defaults = { source: "./config", plan: "app/plan.ts" };
    expect(parseCommandLine(["go"], { CUTOVER_SOURCE: "other" }, defaults)).toMatchObject({ source: "other" });
    expect(parseCommandLine(["go"], {}, defaults)).toMatchObject({ source: "./config", plan: "app/plan.ts" });
    expect(parseCommandLine(["go", "--plan", "x.ts"], {}, defaults)).toMatchObject({ plan: "x.ts" });
    expect(parseOptions(["match", "settle", "17"], {})).toMatchObject({ source: null, words: ["settle", "17"] });
  });

  test("an empty CUTOVER_SOURCE, which is what CI makes of a secret it does not have, was taken for a source", () => {
    expect(parseOptions(["check"], { CUTOVER_SOURCE: "" })).toMatchObject({ source: null });
    expect(parseCommandLine(["check"], { CUTOVER_SOURCE: "" }, { source: "./config" })).toMatchObject({
      source: "./config",
    });
  });

  test("cutover.config.ts is read, its secret is not shown, and what it must not say is named", async () => {
    const write = async (name: string, text: string) => {
      const folder = path.join(home.dir, name);
      await mkdir(folder);
      await writeFile(path.join(folder, "cutover.config.ts"), text);
      return folder;
    };
    const source = "postgres://ann:hunter2secret@localhost/shop";
    const config = await write(
      "config",
      `const source: string = ${JSON.stringify(source)};\nexport default { source, dir: "runs" };`,
    );
    expect(await readConfig(config)).toEqual({ source, dir: "runs" });
    expect(maskSecrets("hunter2secret")).not.toContain("hunter2");
    expect(await readConfig(home.dir)).toEqual({});
    const wrong = await write("wrong", "export default { sauce: 'x', plan: 4 };");
    await expect(readConfig(wrong)).rejects.toThrow(/plan: expected string[^]*sauce/);
    const broken = await write("broken", "export default {");
    await expect(readConfig(broken)).rejects.toThrow("The config cannot be loaded");
  });
});

function splitWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
}

describe("help and completion", () => {
  test.each(Object.keys(definitions))(
    "%s --help shows that command only, with its flags, examples and exit codes",
    async (name) => {
      const { code, stdout, stderr } = await runCutover([name, "--help"]);
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toContain(`Usage: cutover ${name}`);
      expect(stdout).toContain("Exit codes: 0 done");
      for (const example of definitions[name]!.examples) expect(stdout).toContain(`npx ${example}`);
      expect(stdout.includes("--waive")).toBe(name === "go");
      expect(stdout.split("\n").length).toBeLessThan(56);
    },
  );

  test("help, -h, -V and --version", async () => {
    const shown = await runCutover(["help", "go"]);
    expect(shown).toEqual(await runCutover(["go", "-h"]));
    const versions = [await runCutover(["-V"]), await runCutover(["--version"])];
    for (const { code, stdout } of versions)
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });

  test("flags of a deployment stood without a word, and in commands that never ask one", async () => {
    for (const [name, definition] of Object.entries(definitions)) {
      const { stdout } = await runCutover([name, "--help"]);
      expect([name, /--prod +the project's production deployment/.test(stdout)]).toEqual([
        name,
        hasDeployment(definition),
      ]);
    }
    expect(hasDeployment(definitions["rehearse"]!)).toBe(false);
    expect(parseWords(["rehearse", "--prod"])).toMatchObject({ values: { prod: true } });
  });

  test("the examples of every command are lines that can be typed", () => {
    for (const { examples } of Object.values(definitions))
      for (const example of examples.filter((each) => /^cutover [^<>]*$/.test(each)))
        expect(parseWords(splitWords(example).slice(1))).toHaveProperty("command");
  });

  test("completion offers commands and their flags, in a script that the shell accepts", async () => {
    const { stdout } = await runCutover(["completion", "bash"]);
    const ask = (line: string, index: number) =>
      execFileSync(
        "bash",
        ["-c", `${stdout}\nCOMP_WORDS=(${line}); COMP_CWORD=${index}; _cutover; echo "\${COMPREPLY[*]}"`],
        {
          encoding: "utf8",
        },
      ).trim();
    expect(ask("cutover re", 1)).toBe("rehearse resolve resume report rejects");
    expect(ask("cutover go --wa", 2)).toBe("--waive");
    expect(ask("cutover load --wa", 2)).toBe("");
    expect(ask("cutover match s", 2)).toBe("settle");
    expect(ask("cutover tasks c", 2)).toBe("cancel confirm close");
    expect(ask("npx cutover re", 2)).toBe("rehearse resolve resume report rejects");
    expect(ask("npx cutover tasks und", 3)).toBe("undo");
    expect(ask("cutover rehearse --pro", 2)).toBe("");
    expect((await runCutover(["completion", "fish"])).stdout).toContain("-a rehearse -d");
    expect(await runCutover(["completion", "powershell"])).toMatchObject({ code: 1 });
  });

  test("with --json a failure is one document on stdout: kind, exit code, every fault", async () => {
    const { code, stdout } = await runCutover(["verify", "--json", "--dir", path.join(home.dir, "empty")]);
    const { error } = JSON.parse(stdout) as { error: { failure: string; exitCode: number; faults: unknown[] } };
    expect(code).toBe(3);
    expect(error).toMatchObject({ failure: "gate", exitCode: 3, faults: [{ next: "cutover export" }] });
    const misspelled = await runCutover(["verify", "--json", "--sorce", "x"]);
    expect(JSON.parse(misspelled.stdout)).toMatchObject({ error: { failure: "usage", exitCode: 1 } });
  });
});
