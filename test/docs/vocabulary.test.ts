import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { definitions } from "../../scripts/cli/definitions.js";
import { parseWords } from "../../scripts/cli/program.js";
import { projectDir } from "../support/folders.js";

/** Words that are no terms of the field, and what to say instead (docs/glossary.md). */
const replacements: readonly [old: RegExp, say: string][] = [
  [/\bbooks\b/i, "counts; counts reconcile"],
  [/\bway back\b/i, "rollback"],
  [/\b(?:go|goes|going|went) back\b/i, "roll back"],
  [/\bgoes on\b/i, "resumes, continues"],
  [/\bthe move\b/i, "the migration"],
  [/\bmend(?:s|ed)?\b/i, "fix"],
  [/\bneeds? a word\b/i, "confirmation required"],
  [/\bone word too many\b/i, "unexpected argument"],
  [/\bstands? for\b/i, "maps to"],
  [/\b(?:leads?|led) (?:on )?to\b/i, "points to, is rewritten to"],
  [/\bfingerprint sums?\b/i, "checksums"],
  [/\bopen(?:s|ed)? the schema\b/i, "relax the schema"],
  [/\b(?:prove[sdn]?|proving|proof)\b/i, "verify, verification"],
  [/\bpeople\b/i, "users"],
  [/\ba person of (?:its|their) own\b/i, "a separate user"],
  [/\bdocuments of their own\b/i, "new users"],
  [/\bmaintenance window\b/i, "cutover window"],
  [/\bon a safe way\b/i, "over a secure channel"],
  [/\bclosed sample\b/i, "referentially complete sample"],
  [/\bcut-over\b/i, "cutover"],
  [/\bclean-up\b/i, "cleanup"],
  [/\ball the dirt\b/i, "realistic dirty data"],
  [/\bgate names itself\b/i, "says how to fix it"],
  [/\bkilled anywhere\b/i, "resumable"],
  [/\bthere and back\b/i, "including rollback"],
  [/\ba try from outside\b/i, "smoke test"],
  [/\bnobody is guessed\b/i, "no fuzzy matching"],
  [/\bleaves a NULL out\b/i, "omits the field"],
  [/\bwhat was only read\b/i, "test coverage and known limitations"],
  [/\bin the way of the last deploy\b/i, "blocks the final deploy"],
  [/\bbehind a dump\b/i, "if the source is a dump"],
  [/\bold keys\b/i, "source primary keys"],
];

/** The mark in users' code is a key word, not prose. */
const keyWords = /cutover: until clean-up/g;

interface Passage {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** `file:line: old word → say`, for each old word in these passages. */
function findOldWords(passages: readonly Passage[]): string[] {
  return passages.flatMap(({ file, line, text }) =>
    replacements.flatMap(([old, say]) => {
      const match = old.exec(text.replaceAll(keyWords, ""));
      return match === null ? [] : [`${file}:${line}: "${match[0]}" → ${say}`];
    }),
  );
}

function listFiles(...patterns: readonly string[]): string[] {
  return execFileSync("git", ["ls-files", "--", ...patterns], { cwd: projectDir, encoding: "utf8" })
    .trim()
    .split("\n");
}

async function read(file: string): Promise<string> {
  return await readFile(path.join(projectDir, file), "utf8");
}

async function readLines(file: string): Promise<Passage[]> {
  // A code fence shows code and a name in backticks is a name, such as people.ts; prose is around them.
  const prose = (await read(file)).replaceAll(/^```(?!text)[a-z]+\n[\s\S]*?^```/gm, (code) =>
    code.replaceAll(/[^\n]/g, ""),
  );
  return prose.split("\n").map((line, index) => ({ file, line: index + 1, text: line.replaceAll(/`[^`]*`/g, "``") }));
}

/** What can reach a reader: texts of more than one word, a line at a time. Names, keys and single words are code. */
async function readMessages(file: string): Promise<Passage[]> {
  const lines = (await read(file)).split("\n");
  return lines.flatMap((code, index) =>
    isComment(code) ? [] : listTexts(code).map((text) => ({ file, line: index + 1, text })),
  );
}

function isComment(code: string): boolean {
  return /^\s*(?:\/?\*|\/\/)/.test(code);
}

function listTexts(code: string): string[] {
  const texts = code.match(/"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [];
  // What is inserted into a text is a value.
  return texts.map((text) => text.replaceAll(/\$\{[^}]*\}/g, "")).filter((text) => text.includes(" "));
}

describe("no old word", () => {
  const pages = listFiles(
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/*.md",
    "examples/*/README.md",
    ".env.example",
  );
  test.each(pages)("in %s", async (page) => {
    expect(findOldWords(await readLines(page))).toStrictEqual([]);
  });

  test("in --help", () => {
    const shown = [[], ...Object.keys(definitions).map((name) => [name])].map((words) =>
      parseWords([...words, "--help"]),
    );
    const help = shown.map((each) => ("text" in each ? each.text : "")).join("");
    const lines = help.split("\n").map((text, index) => ({ file: "--help", line: index + 1, text }));
    expect(findOldWords(lines)).toStrictEqual([]);
  });

  test("in any message of the command, the component and the client", async () => {
    const files = listFiles("scripts/**/*.ts", "convex/**/*.ts").filter((file) => !file.includes("/_generated/"));
    const messages = await Promise.all(files.map(readMessages));
    expect(findOldWords(messages.flat())).toStrictEqual([]);
  });
});

test("an old word is found with its file and line, but the mark in users' code is no prose", () => {
  const [old, mark, current] = ["the books balance", "// cutover: until clean-up", "counts reconcile"].map((text) => ({
    file: "a.ts",
    line: 3,
    text,
  }));
  expect(findOldWords([old!])).toStrictEqual(['a.ts:3: "books" → counts; counts reconcile']);
  expect(findOldWords([mark!, current!])).toStrictEqual([]);
});
