import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { makeTables } from "../../../examples/changemaker/generate.js";

const generator = new URL("../../../examples/changemaker/generate.ts", import.meta.url);
const digest = createHash("sha256").update(JSON.stringify(makeTables())).digest("hex");

test.each(["Asia/Tokyo", "America/St_Johns"])("the generator gives the same bytes in %s", (timeZone) => {
  const code = `import { createHash } from "node:crypto";
    import { makeTables } from ${JSON.stringify(generator.href)};
    console.log(createHash("sha256").update(JSON.stringify(makeTables())).digest("hex"));`;
  const output = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    env: { ...process.env, TZ: timeZone },
    encoding: "utf8",
  });
  expect(output.trim()).toBe(digest);
});

test("the generator gives the bytes it always gave", () => {
  expect(digest).toBe("464d528d7e0d3ac8b252a6ff4e34f4863abb796c0e22f95ace54cbe631026aee");
});

test("every row has exactly the columns its table describes", () => {
  for (const { columns, rows } of makeTables()) {
    const titles = columns.map((column) => column.title).toSorted();
    for (const row of rows) expect(Object.keys(JSON.parse(row) as object).toSorted()).toEqual(titles);
  }
});
