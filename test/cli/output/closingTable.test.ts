import { expect, test } from "vitest";
import { renderReport } from "../../../scripts/cli/output/renderReport.js";
import { sampleReport, sampleTable } from "./report/sampleReport.js";

const many = {
  read: 1_234_567,
  written: 1_234_000,
  rejected: 567,
  loaded: 1_234_000,
  matched: 812,
  resolved: 2_468_000,
};

function closingTable(names: readonly string[], columns?: number): string[] {
  const tables = names.map((name) => sampleTable(name, many));
  return renderReport(sampleReport({ tables }), columns).split("\n\n")[0]!.split("\n");
}

test("the closing table was wider than a terminal of 80 columns, and each of its lines became two", () => {
  const lines = closingTable(["users", "user_preferences_2019", "user_preferences_2020"], 80);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  expect(lines.slice(3, 5).map((line) => line.split(" ")[0])).toStrictEqual(["user_pref…2019", "user_pref…2020"]);
});

test("where there is room names are whole and columns stand apart", () => {
  expect(closingTable(["user_preferences_2019"], 120)[2]).toMatch(/^user_preferences_2019 {2}1234567 {2}1234000 /);
});
