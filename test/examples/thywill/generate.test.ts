import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeExample } from "../../../examples/thywill/generate.js";
import { dirt } from "../../../examples/thywill/generator/dirt.js";
import { checkIntegrity, findUnreachable } from "./source.js";

const generator = new URL("../../../examples/thywill/generate.ts", import.meta.url).pathname;

let folder: string;
let database: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cutover-thywill-test-"));
  database = writeExample(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of every file's path and bytes. */
function digest(of: string): string {
  const hash = createHash("sha256");
  const names = readdirSync(of, { recursive: true, encoding: "utf8" }).toSorted();
  for (const name of names.filter((each) => statSync(join(of, each)).isFile())) {
    hash.update(name).update(readFileSync(join(of, name)));
  }
  return hash.digest("hex");
}

test.each(["Asia/Tokyo", "America/St_Johns"])("the same bytes in %s", (timeZone) => {
  const other = mkdtempSync(join(tmpdir(), "cutover-thywill-test-"));
  try {
    execFileSync(process.execPath, ["--import", "tsx", generator, other], { env: { ...process.env, TZ: timeZone } });
    expect(digest(other)).toBe(digest(folder));
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});

describe.each(Object.entries(dirt.unindexed) as [keyof typeof dirt.unindexed, number][])(
  "the primary key of %s",
  (table, count) => {
    test("has lost rows: a fetch by their id finds nothing", () => {
      expect(findUnreachable(database, table)).toHaveLength(count);
    });

    test("is what SQLite says it is", () => {
      const lines = checkIntegrity(database).filter((line) => line.endsWith(` sqlite_autoindex_${table}_1`));
      expect(lines.filter((line) => line.startsWith("row "))).toHaveLength(count);
      expect(lines.filter((line) => line.startsWith("wrong # of entries"))).toHaveLength(1);
    });
  },
);

test("nothing else of the file is damaged", () => {
  const said = Object.values(dirt.unindexed).reduce<number>((sum, count) => sum + count + 1, 0);
  expect(checkIntegrity(database)).toHaveLength(said);
});
