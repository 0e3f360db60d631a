import { expect, test } from "vitest";
import { renderCheckPage } from "../../../../scripts/cli/output/report/renderCheckPage.js";
import { sampleCheck } from "./sampleCheck.js";

test("findings stand there as text, keys of persons masked", () => {
  const finding = {
    code: "orphan",
    level: "loss",
    table: "<b>users</b>",
    count: 2,
    examples: ["4711", "ada@example.com"],
    message: "asked ada@example.com",
    remedy: "fix <i>it</i>",
  } as const;
  const page = renderCheckPage(sampleCheck({ findings: [finding] }));
  expect(page).toContain("Grade E: rows would be lost");
  expect(page).toContain("4711, •••");
  expect(page).toContain("&#60;b&#62;users&#60;/b&#62;");
  expect(page).not.toMatch(/<b>|<i>|ada@/);
});

test("a check without findings, tables and forecast has a page", () => {
  expect(renderCheckPage(sampleCheck({ grade: "A", better: null }))).toContain("None.");
});
