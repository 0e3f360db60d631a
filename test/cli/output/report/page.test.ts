import { describe, expect, test } from "vitest";
import { masked, shown } from "../../../../scripts/cli/output/report/mask.js";
import { renderMarkdown } from "../../../../scripts/cli/output/report/renderMarkdown.js";
import { renderPage } from "../../../../scripts/cli/output/report/renderPage.js";
import { sampleContent, sampleReport, sampleTable } from "./sampleReport.js";

const hostile = `<script>alert("x")</script>'&\u202e`;
const person = "ada.lovelace@example.com";

/** A report in which whatever can hold a person's value holds one. */
function personalContent(mask = masked) {
  const waiver = {
    of: "rejects",
    table: "users",
    key: person,
    code: null,
    by: "ops",
    at: "2026-12-05T22:00:00.000Z",
  } as const;
  const report = sampleReport({
    waivers: [{ ...waiver, reason: `asked ${person}` }],
    checks: {
      at: "2026-12-05T23:15:00.000Z",
      results: [{ name: "a page", ok: false, detail: `no ${person}`, seconds: 1 }],
    },
    window: {
      startedAt: "2026-12-05T23:00:00.000Z",
      deployment: "prod:quick-fox-123",
      outcome: "rolledBack",
      reason: `${person} called`,
      gates: [{ name: "sign-in", value: `${person} is shut out`, limit: "nobody", isOpen: false, opens: "" }],
      waived: { "sign-in": `${person} knows` },
      switched: false,
    },
    tasks: [
      {
        name: "mail",
        kind: "app",
        state: "failed",
        dueAt: null,
        waitsFor: null,
        result: null,
        error: `to ${person}`,
        items: [],
        next: "",
      },
    ],
  });
  const reasons = [{ column: "email", code: "duplicate", message: `"${person}" is there twice` }];
  return sampleContent(report, {
    mask,
    rejected: [
      {
        table: "users",
        code: "duplicate",
        column: "email",
        count: 1,
        waived: 0,
        first: [{ table: "users", key: person, reasons, row: { email: person } }],
      },
    ],
    issues: [
      {
        table: "users",
        stage: "match",
        code: "several_old",
        field: "email",
        count: 1,
        first: [{ legacyKey: person, message: `2 rows have "${person}"` }],
      },
    ],
    differences: [
      {
        table: "users",
        key: person,
        kind: "changed",
        fields: [{ name: "email", kind: "value", exported: `"${person}"`, imported: null }],
      },
    ],
  });
}

describe("what comes from rows stays text", () => {
  test("a table, a code, a source and a key that are markup are not markup in the page", async () => {
    const report = sampleReport({
      source: hostile,
      deployment: hostile,
      tables: [sampleTable(hostile, { rejectedByCode: { [hostile]: 3 }, issuesByCode: { [hostile]: 1 } })],
      timeline: [{ step: hostile, state: hostile, startedAt: null, seconds: 1, plannedSeconds: 1 }],
    });
    const reasons = [{ column: hostile, code: hostile, message: hostile }];
    const first = [{ table: hostile, key: hostile, reasons, row: {} }];
    const rejected = [{ table: hostile, code: hostile, column: hostile, count: 1, waived: 0, first }];
    const page = await renderPage(sampleContent(report, { mask: shown, rejected }));
    expect(page).toContain("&#60;script&#62;");
    expect(page).not.toMatch(/<script/i);
    expect(page).not.toContain("\u202e");
    // The library that draws writes text of its own into the pictures.
    expect(page.match(/<[a-z]+[^>]*\son[a-z]+=/gi)).toBeNull();
  });

  test("a table that is Markdown is none in report.md", () => {
    const name = "users` | **x** |\n# y <b>";
    const written = renderMarkdown(sampleContent(sampleReport({ tables: [sampleTable(name)] })));
    expect(written).toContain(String.raw`| users\` \| \*\*x\*\* \| # y \<b\> | 100 | 97 |`);
    expect(written).not.toMatch(/^# y/m);
  });

  test("the page asks nothing of any network", async () => {
    const page = await renderPage(sampleContent(sampleReport()));
    expect(page.match(/\b(?:src|href|srcset|action)=|@import|url\(/gi)).toBeNull();
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });
});

describe("values of persons", () => {
  test("are masked", async () => {
    for (const written of [await renderPage(personalContent()), renderMarkdown(personalContent())]) {
      expect(written).not.toContain("ada.lovelace");
      expect(written).toContain("•••");
    }
  });

  test("stand there with --with-values", async () => {
    const page = await renderPage(personalContent(shown));
    expect(page).toContain(`&#34;${person}&#34; is there twice`);
    expect(page).toContain(`2 rows have &#34;${person}&#34;`);
  });

  test.each([
    ["4711", "4711"],
    ["87d404f5-f6be-4529-984d-d80197dcdc96", "87d404f5-f6be-4529-984d-d80197dcdc96"],
    ["Ada Lovelace", "•••"],
    [person, "•••"],
  ])("the key %s is shown as %s", (key, expected) => expect(masked.key(key)).toBe(expected));
});

test("a run that has only exported has a page, without pictures of what is not known", async () => {
  const table = sampleTable("users", {
    loaded: null,
    matched: null,
    resolved: null,
    issues: null,
    issuesByCode: {},
    verified: null,
  });
  const page = await renderPage(sampleContent(sampleReport({ tables: [table], verification: null, timeline: [] })));
  expect(page).toContain("Not verified yet");
  expect(page).toContain("Nothing was verified yet.");
});

test("a report.json of an earlier version has a page, too", async () => {
  const { timeline: _, kind: _kind, writtenAt: _at, deployment: _deployment, ...earlier } = sampleReport();
  expect(await renderPage(sampleContent(earlier))).toContain("Migration report");
});
