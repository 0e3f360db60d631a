import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { renderReportSchema } from "../../scripts/report/renderReportSchema.js";

test("report.schema.json is what `npm run report-schema` writes", async () => {
  const kept: unknown = JSON.parse(await readFile("scripts/report/report.schema.json", "utf8"));
  expect(kept).toStrictEqual(JSON.parse(renderReportSchema()));
});
