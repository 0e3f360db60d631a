import type { ReportContent } from "../../../../scripts/cli/output/report/content.js";
import { masked } from "../../../../scripts/cli/output/report/mask.js";
import type { Report, ReportedTable } from "../../../../scripts/report/report.js";

export function sampleTable(table: string, more: Partial<ReportedTable> = {}): ReportedTable {
  return {
    table,
    read: 100,
    written: 97,
    rejected: 3,
    filtered: 0,
    merged: 0,
    rejectedByCode: { orphan: 3 },
    format: "jsonl",
    loaded: 97,
    existing: 0,
    matched: 0,
    resolved: 12,
    issues: { open: 1, cleared: 0, waived: 0 },
    issuesByCode: { "missing_target open": 1 },
    users: {},
    verified: true,
    seconds: 1.5,
    ...more,
  };
}

export function sampleReport(more: Partial<Report> = {}): Report {
  return {
    run: "20261205-230000-000",
    planHash: "3f091a917cb0069a",
    source: "data.sql",
    stages: { export: { state: "finished", seconds: 2 } },
    tables: [sampleTable("users"), sampleTable("cases")],
    unmigrated: [],
    verification: {
      reader: "export",
      at: "2026-12-05T23:10:00.000Z",
      since: [],
      tables: [{ table: "users", documents: 194, differences: 0, changedByUsers: 0, kept: 0 }],
      levels: [{ level: "export", finds: "a changed field", cannotFind: "what the plan does not write" }],
    },
    waivers: [],
    checks: null,
    window: null,
    kind: "cutover",
    deployment: "prod:quick-fox-123",
    writtenAt: "2026-12-05T23:20:00.000Z",
    timeline: [
      { step: "export", state: "finished", startedAt: "2026-12-05T23:00:00.000Z", seconds: 2, plannedSeconds: 3 },
      { step: "load", state: "finished", startedAt: "2026-12-05T23:00:02.000Z", seconds: 8, plannedSeconds: 5 },
    ],
    tasks: null,
    ...more,
  };
}

export function sampleContent(report: Report, more: Partial<ReportContent> = {}): ReportContent {
  return { report, rejected: [], issues: [], differences: [], mask: masked, ...more };
}
