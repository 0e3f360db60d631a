import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { renderFiles, renderInserts } from "../../../examples/perm-tracker/generate.js";
import { makeConvexId } from "../../../examples/support/convexId.js";
import { secretMarkers } from "../../../examples/perm-tracker/generator/dirt.js";
import { parseDump, readExample } from "./dump.js";

const generator = new URL("../../../examples/perm-tracker/generate.ts", import.meta.url);

function digest(files: ReadonlyMap<string, string>): string {
  return createHash("sha256")
    .update(JSON.stringify([...files]))
    .digest("hex");
}

describe("the generator", () => {
  test.each([...renderFiles()])("gives the committed bytes of %s", (path, text) => {
    expect(text === readExample(path), `${path} is not what generate.ts gives: run it again`).toBe(true);
  });

  test.each(["Asia/Tokyo", "America/St_Johns"])("gives the same bytes in %s", (timeZone) => {
    const code = `import { createHash } from "node:crypto";
      import { renderFiles } from ${JSON.stringify(generator.href)};
      console.log(createHash("sha256").update(JSON.stringify([...renderFiles()])).digest("hex"));`;
    const output = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
      env: { ...process.env, TZ: timeZone },
      encoding: "utf8",
    });
    expect(output.trim()).toBe(digest(renderFiles()));
  });

  test("keeps the repository small", () => {
    const bytes = [...renderFiles().values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(bytes).toBeLessThan(2_500_000);
  });

  test("lets the CLI's sed damage the one note whose line starts with \\restrict in INSERT mode", () => {
    const text = renderInserts().get("source/data.inserts.sql") ?? "";
    expect(text).toContain("\\restrict is a word here\n-- \\restrict too'");
    expect(text.match(/^INSERT INTO /gm)).toHaveLength(12);
  });
});

test.each(secretMarkers)("the secret %s stands only in tables that stay behind", (marker) => {
  const { tables } = parseDump(readExample("source/data.sql"));
  const holders = [...tables].filter(([, { lines }]) => lines.some((line) => line.includes(marker)));
  expect(holders.length).toBeGreaterThan(0);
  expect(holders.filter(([name]) => !name.startsWith("auth."))).toEqual([]);
});

test("ids of the target's documents have the form a deployment gives them", () => {
  expect(makeConvexId(10_001, "550e8400-e29b-41d4-a716-446655440000")).toBe("j575a3m403h9pgemmwb48sjn8g000p41");
  expect(makeConvexId(16_384, "0".repeat(32))).toBe("g2002000000000000000000000000001j4");
});
