import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { CheckReport } from "../../scripts/check/checkMigration.js";
import type { ReportContent } from "../../scripts/cli/output/report/content.js";
import { renderComparisonPage } from "../../scripts/cli/output/report/describeComparison.js";
import { renderCheckPage } from "../../scripts/cli/output/report/renderCheckPage.js";
import { renderPage } from "../../scripts/cli/output/report/renderPage.js";
import { levels } from "../../scripts/comparison/power.js";
import { compareReports } from "../../scripts/report/compareReports.js";
import type { Report, ReportedTable } from "../../scripts/report/report.js";
import type { Gate } from "../../scripts/run/windowRecord.js";
import { sampleCheck } from "../cli/output/report/sampleCheck.js";
import { sampleContent, sampleReport, sampleTable } from "../cli/output/report/sampleReport.js";

/** Pages that between them have every part a report can have. */
export const reportPages = {
  verified: async () => await renderPage(verified()),
  failed: async () => await renderPage(failed()),
  many: async () => await renderPage(many()),
  check: async () => renderCheckPage(checked()),
  compared: async () => {
    const [here, there] = [verified().report, failed().report];
    return renderComparisonPage(here, there, compareReports(here, there));
  },
} satisfies Record<string, () => Promise<string>>;

/** Writes them and gives their paths. */
export async function writeReportPages(folder: string): Promise<Readonly<Record<keyof typeof reportPages, string>>> {
  const names = Object.keys(reportPages) as (keyof typeof reportPages)[];
  const written = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, `${name}.html`);
      await writeFile(file, await reportPages[name]());
      return [name, file] as const;
    }),
  );
  return Object.fromEntries(written) as Record<keyof typeof reportPages, string>;
}

/** A cutover as it should end. */
function verified(): ReportContent {
  const tables = [
    sampleTable("users", {
      read: 12_480,
      written: 12_436,
      rejected: 4,
      merged: 40,
      loaded: 12_436,
      matched: 812,
      rejectedByCode: { orphan: 4 },
      users: { oneToOne: 812, apart: 11_624 },
    }),
    sampleTable("cases", {
      read: 148_200,
      written: 141_950,
      rejected: 250,
      filtered: 6_000,
      loaded: 141_950,
      resolved: 283_900,
    }),
    sampleTable("caseAttachments", {
      read: 40_000,
      written: 40_000,
      rejected: 0,
      loaded: 40_000,
      rejectedByCode: {},
      resolved: 40_000,
      issues: { open: 0, cleared: 12, waived: 3 },
      issuesByCode: { "missing_target cleared": 12 },
    }),
    sampleTable("settings", { read: 4, written: 3, rejected: 1, loaded: 3, rejectedByCode: { infinity: 1 } }),
  ];
  return withExamples(
    sampleReport({
      tables,
      verification: { ...verificationOf(tables), levels },
      waivers: [
        {
          of: "rejects",
          table: "cases",
          key: null,
          code: "orphan",
          rows: 250,
          reason: "cases of accounts that were closed in 2019",
          by: "ops",
          at: "2026-12-04T10:00:00.000Z",
        },
      ],
      checks: {
        at: "2026-12-05T23:12:00.000Z",
        results: [
          { name: "open cases", ok: true, detail: "1494", seconds: 0.4 },
          { name: "sum of invoices", ok: true, detail: "1204417.25", seconds: 1.2 },
        ],
      },
      window: {
        startedAt: "2026-12-05T23:00:00.000Z",
        deployment: "prod:quick-fox-123",
        outcome: "done",
        reason: null,
        gates,
        waived: { "scheduled-work": "the nightly mail is off" },
        switched: true,
      },
      timeline: steps,
      hooks: [
        { step: "smoke", state: "finished", startedAt: "2026-12-05T23:09:00.000Z", seconds: 7.5, plannedSeconds: null },
      ],
      cost: {
        windowMinutes: { S16: 9.1, S256: 6.2 },
        plannedMinutes: 30,
        functionCalls: 4210,
        ioGb: 0.31,
        price: { Starter: 0.08, Professional: 0.07 },
        real: { minutes: 9.4, bytes: 84_000_000, documents: 478_290 },
      },
      unmigrated: [
        {
          table: "schema_migrations",
          column: null,
          kind: "tool",
          reason: "the old framework's own list of migrations",
          rows: 212,
        },
      ],
      tasks: [
        {
          name: "remove legacy fields",
          kind: "cleanup",
          state: "scheduled",
          dueAt: Date.UTC(2026, 11, 19),
          waitsFor: "14 days without a rollback",
          result: null,
          error: null,
          items: [],
          next: "",
        },
      ],
    }),
  );
}

/** A cutover that went wrong and was rolled back. */
function failed(): ReportContent {
  const tables = [
    sampleTable("users", { verified: false, rejected: 40, written: 60 }),
    sampleTable("cases", { verified: null, loaded: null }),
  ];
  const report = sampleReport({
    tables,
    verification: { ...verificationOf(tables), levels },
    checks: {
      at: "2026-12-05T23:12:00.000Z",
      results: [{ name: "open cases", ok: false, detail: "1493, expected 1494", seconds: 0.4 }],
    },
    window: {
      startedAt: "2026-12-05T23:00:00.000Z",
      deployment: "prod:quick-fox-123",
      outcome: "rolledBack",
      reason: "verification found differences",
      gates: gates.map((gate) => ({ ...gate, isOpen: gate.name !== "verification" })),
      waived: {},
      switched: false,
    },
    timeline: [
      ...steps.slice(0, 6),
      { step: "verify", state: "failed", startedAt: "2026-12-05T23:11:00.000Z", seconds: null, plannedSeconds: 60 },
    ],
  });
  return withExamples(report);
}

function checked(): CheckReport {
  const finding = {
    code: "orphan",
    level: "loss",
    table: "cases",
    column: "user_id",
    count: 3,
    examples: ["4711", "87d404f5-f6be-4529-984d-d80197dcdc96"],
    message: "3 rows point to users that are not migrated.",
    remedy: 'Restore the target, or choose ref(…, { missing: "issue" }) in plan.ts.',
  } as const;
  const stage = { stage: "load", minutes: { S16: 3.1, S256: 1.6 }, functionCalls: 0, ioBytes: 84e6, isInWindow: true };
  return sampleCheck({
    findings: [finding, { ...finding, level: "warning", isAllowed: true }],
    unmigrated: [{ table: "old", column: null, kind: "loss", reason: "the plan does not name it", rows: 12 }],
    forecast: {
      stages: [{ ...stage, basis: "the documents' bytes at the class's write throughput" }],
      windowMinutes: { S16: 9.1, S256: 6.2 },
      plannedMinutes: 30,
      fits: { S16: true, S256: true },
      functionCalls: 4210,
      ioGb: 0.31,
      price: { Starter: 0.08, Professional: 0.07 },
      rates: { from: "docs.convex.dev", readOn: "2026-11-21" },
      batches: [],
    },
  });
}

/** More tables than a page has room for, with names as long as they get. */
function many(): ReportContent {
  const tables = Array.from({ length: 60 }, (_, at) =>
    sampleTable(`a_table_with_quite_a_long_name_${at}`, { verified: false }),
  );
  return sampleContent(sampleReport({ kind: "rehearsal", tables, verification: verificationOf(tables) }));
}

function verificationOf(tables: readonly ReportedTable[]): NonNullable<Report["verification"]> {
  const verifiedTables = tables.map(({ table, written, verified: isVerified }) => ({
    table,
    documents: written,
    differences: isVerified === false ? 2 : 0,
    changedByUsers: 0,
    kept: 0,
  }));
  return { reader: "export", at: "2026-12-05T23:11:00.000Z", since: [], tables: verifiedTables, levels: [] };
}

function withExamples(report: Report): ReportContent {
  const reasons = [{ column: "user_id", code: "orphan", message: 'users has no row "1c474f29" that is migrated.' }];
  const row = { table: "cases", key: "87d404f5-f6be-4529-984d-d80197dcdc96", reasons, row: {} };
  return sampleContent(report, {
    rejected: [
      {
        table: "cases",
        code: "orphan",
        column: "user_id",
        count: 250,
        waived: 250,
        first: [row, { ...row, key: "4711" }],
      },
    ],
    issues: [
      {
        table: "users",
        stage: "match",
        code: "several_old",
        field: "email",
        count: 2,
        first: [{ legacyKey: "17", message: "2 rows have it" }],
      },
    ],
    differences: [
      {
        table: "users",
        key: "9",
        kind: "changed",
        fields: [{ name: "email", kind: "value", exported: '"a"', imported: '"b"' }],
      },
    ],
  });
}

const gates: readonly Gate[] = [
  {
    name: "rehearsal",
    value: "green 2 hours ago, with rollback",
    limit: "green with this plan",
    isOpen: true,
    opens: "",
  },
  { name: "scheduled-work", value: "1 function is due", limit: "none is due", isOpen: false, opens: "" },
  { name: "backup", value: "812 documents in 6 tables", limit: "readable and counted", isOpen: true, opens: "" },
  { name: "verification", value: "4 tables verified", limit: "every table", isOpen: true, opens: "" },
];

const steps: NonNullable<Report["timeline"]> = [
  ["preflight", 6, null],
  ["backup", 18, 12],
  ["freeze", 3, 3],
  ["export", 74, 90],
  ["load", 212, 180],
  ["match", 31, 40],
  ["resolve", 145, 150],
  ["verify", 66, 60],
  ["switch", 4, 3],
  ["smoke", 8, 3],
].map(([step, seconds, plannedSeconds], at) => ({
  step: step as string,
  state: "finished",
  startedAt: new Date(Date.UTC(2026, 11, 5, 23, at)).toISOString(),
  seconds: seconds as number,
  plannedSeconds: plannedSeconds as number | null,
}));
