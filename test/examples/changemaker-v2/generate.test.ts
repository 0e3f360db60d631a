import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { exampleFolder, renderFiles } from "../../../examples/changemaker-v2/generate.js";
import { readPrismaMigrations } from "../../../examples/changemaker-v2/generator/history.js";

const generator = new URL("../../../examples/changemaker-v2/generate.ts", import.meta.url);

test.each([...renderFiles()])("the generator gives the committed bytes of %s", (file, text) => {
  const committed = readFileSync(path.join(exampleFolder, file), "utf8");
  expect(text === committed, `${file} is not what generate.ts gives: run it again`).toBe(true);
});

test.each(["Asia/Tokyo", "America/St_Johns"])("it gives the same bytes in %s", (timeZone) => {
  const code = `import { createHash } from "node:crypto";
    import { renderFiles } from ${JSON.stringify(generator.href)};
    console.log(createHash("sha256").update(JSON.stringify([...renderFiles()])).digest("hex"));`;
  const output = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    env: { ...process.env, TZ: timeZone },
    encoding: "utf8",
  });
  const here = createHash("sha256")
    .update(JSON.stringify([...renderFiles()]))
    .digest("hex");
  expect(output.trim()).toBe(here);
});

test("Prisma's history holds the checksum of every migration file", () => {
  const data = renderFiles().get("source/data.sql")!;
  for (const { name, sql } of readPrismaMigrations()) {
    const checksum = createHash("sha256").update(sql).digest("hex");
    expect(data).toMatch(new RegExp(`'${checksum}', '[^']+', '${name}'`));
  }
});
