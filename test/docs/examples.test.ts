import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Example {
  /** `convex/client/cutover.ts:12` */
  readonly where: string;
  readonly code: string;
}

/** The code of each `@example` in the file's doc comments, with or without a fence. */
function readExamples(file: string, source: string): Example[] {
  return [...source.matchAll(/\/\*\*[^]*?\*\//g)].flatMap((comment) => {
    const text = comment[0].slice(3, -2).replaceAll(/^[ \t]*\* ?/gm, "");
    const line = source.slice(0, comment.index).split("\n").length;
    return text
      .split(/^ *@example\b/m)
      .slice(1)
      .map((part) => ({ where: `${file}:${line}`, code: readCode(part) }));
  });
}

function readCode(part: string): string {
  const fenced = /```ts\n([^]*?)```/.exec(part);
  return (fenced?.[1] ?? part.split(/^ *@\w/m)[0]!).trim();
}

/** `./plan.js` and its like are those of the example app in this repository. */
function inExampleApp(code: string): string {
  return `${code.replaceAll(/from "\.\//g, `from "${root}convex/`)}\nexport {};\n`;
}

async function findExamples(): Promise<Example[]> {
  const examples: Example[] = [];
  const files: string[] = [];
  for (const folder of ["client", "shared"]) {
    const names = await readdir(path.join(root, "convex", folder), { recursive: true });
    files.push(...names.filter((name) => name.endsWith(".ts")).map((name) => `convex/${folder}/${name}`));
  }
  for (const file of files.toSorted())
    examples.push(...readExamples(file, await readFile(path.join(root, file), "utf8")));
  return examples;
}

async function compile(examples: readonly Example[]): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), "examples-"));
  onTestFinished(async () => await rm(dir, { recursive: true, force: true }));
  await symlink(path.join(root, "node_modules"), path.join(dir, "node_modules"));
  const config = {
    extends: path.join(root, "tsconfig.json"),
    compilerOptions: {
      paths: {
        "convex-cutover": [path.join(root, "convex/client/index.ts")],
        "convex-cutover/writable": [path.join(root, "convex/client/maintenance/writable.ts")],
      },
    },
    include: ["*.ts"],
    exclude: [],
  };
  await writeFile(path.join(dir, "tsconfig.json"), JSON.stringify(config));
  for (const [index, { where, code }] of examples.entries()) {
    await writeFile(path.join(dir, `example${index}.ts`), `// ${where}\n${inExampleApp(code)}`);
  }
  // Not .bin/tsc: TypeScript 5.9 is installed as well, and one of the two has that name.
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  try {
    await promisify(execFile)(process.execPath, [tsc, "-p", dir, "--noEmit"], { cwd: dir });
    return "";
  } catch (error) {
    const errors = (error as { stdout: string }).stdout;
    return errors.replaceAll(/example(\d+)\.ts/g, (_, index: string) => examples[Number(index)]!.where);
  }
}

test("every @example of the public API compiles as it stands", async () => {
  const examples = await findExamples();
  expect(await compile(examples)).toBe("");
});

test.each([
  ["new Cutover(", "convex/client/cutover.ts"],
  ["cutover.table(", "convex/client/cutover.ts"],
  ["cutover.functions(", "convex/client/cutover.ts"],
  ["duringCutover(schema, plan)", "convex/client/transition/duringCutover.ts"],
])("an @example shows %s", async (call, file) => {
  const examples = await findExamples();
  const shown = examples.filter(({ where, code }) => where.startsWith(`${file}:`) && code.includes(call));
  expect(shown).not.toEqual([]);
});

test("an example that does not compile is named by its file", async () => {
  const errors = await compile([{ where: "convex/x.ts:1", code: 'export const count: number = "one";' }]);
  expect(errors).toContain("convex/x.ts:1");
});
