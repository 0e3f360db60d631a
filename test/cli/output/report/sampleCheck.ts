import type { CheckReport } from "../../../../scripts/check/checkMigration.js";

export function sampleCheck(more: Partial<CheckReport> = {}): CheckReport {
  const base = { planHash: "3f09", reasons: [], tables: [], findings: [], unmigrated: [], forecast: null };
  return { source: "data.sql", grade: "E", means: "rows would be lost", better: "Grade D", ...base, ...more };
}
