import { beforeAll, expect, test } from "vitest";
import { v } from "convex/values";
import { id, ref } from "../../convex/shared/plan/fields.js";
import { integer, text } from "../../convex/shared/plan/valueFields.js";
import type { CheckReport } from "../../scripts/check/checkMigration.js";
import { renderCheck } from "../../scripts/cli/output/renderCheck.js";
import { renderCheckMarkdown } from "../../scripts/cli/output/renderCheckMarkdown.js";
import { setupOf } from "./oneTable.js";
import { check } from "./support.js";

let report: CheckReport;

beforeAll(async () => {
  const setup = setupOf({
    fields: { id: id(), name: text(), size: integer().optional(), parent: ref("things").optional() },
    validators: { name: v.string(), size: v.optional(v.number()), parent: v.optional(v.id("things")) },
    options: { allow: { rejected: 1 } },
    columns: ["id", "name", "size", "parent"],
    rows: [
      ["a|b", "one", "3", null],
      ["2", "two", "12", "a|b"],
      ["3", "three", null, "9"],
      ["4", null, "x", null],
    ],
  });
  let now = 0;
  report = await check(setup, { windowMinutes: 1, clock: () => (now += 90_000) });
});

test("on a terminal", () => {
  expect(`\n${renderCheck(report)}\n`).toMatchInlineSnapshot(`
    "
    Grade D: every row loads, but a stage would stop or leave open issues the plan does not allow. Source: memory
    Grade C or better: fix the warnings that stop a stage or leave issues, or allow them in the plan (window_too_short, orphan).

    table   read  written  rejected  filtered  merged   size  largest     as
    ────────────────────────────────────────────────────────────────────────
    things     4        3         1         0       0  153 B     60 B  jsonl
    things: 1 rejected: 1 null

    allowed not_an_integer things.size (loss that the plan allows): 1 row would be rejected as "not_an_integer" because of size. Keys: 4
            → Fix the rows in the source, or choose another kind in plan.ts; \`cutover export\` writes every one to rejected/<table>.jsonl with the reason.
    allowed null things.name (loss that the plan allows): 1 row would be rejected as "null" because of name. Keys: 4
            → Say in plan.ts what NULL becomes: .optional(), .nullable() or .or(…).
    warning window_too_short: A cutover window of 1 min is too short: the migration needs 1.6 minutes on S16, 1.6 minutes on S256.
            → Plan a longer window, use a larger deployment class for the cutover, or migrate old rows beforehand.
    warning orphan things.parent: 1 reference points to no migrated row of things; they stay open issues after resolve. Keys: 3
            → Restore the targets, or choose in plan.ts: ref("things", { missing: "clear" }) or "reject".
              in plan.ts, options of things, which accepts 1 open issue:
                allow: { rejected: 1, issues: 1 },
    info    no_deployment: No deployment is chosen, so none was checked.
            → Name one: --prod, --deployment …, or set CONVEX_DEPLOY_KEY.

    forecast  S16 min  S256 min  calls  I/O GB
    ──────────────────────────────────────────
    export        1.5       1.5      0   0.000
    load          0.1       0.1      0   0.000
    match         0.0       0.0      0   0.000
    resolve       0.0       0.0      2   0.000
    verify        0.0       0.0      2   0.000
    cleanup       0.0       0.0      2   0.000
    window        1.6       1.6
    Fits a cutover window of 1 min: S16 NO, S256 NO
    Price at most: Starter $0.00, Professional $0.00 (rates of docs.convex.dev/production/state/limits, US regions, read on 2026-11-21; check current prices before you rely on it).
    "
  `);
});

test("as Markdown", () => {
  expect(`\n${renderCheckMarkdown(report)}`).toMatchInlineSnapshot(`
    "
    # Migration check: grade D

    Every row loads, but a stage would stop or leave open issues the plan does not allow. Source: memory.

    Grade C or better: fix the warnings that stop a stage or leave issues, or allow them in the plan (window\\_too\\_short, orphan).

    ## Findings

    - **loss**, allowed by the plan \`not_an_integer\` things.size: 1 row would be rejected as "not\\_an\\_integer" because of size. Keys: 4.
      Fix the rows in the source, or choose another kind in plan.ts; \\\`cutover export\\\` writes every one to rejected/\\<table\\>.jsonl with the reason.
    - **loss**, allowed by the plan \`null\` things.name: 1 row would be rejected as "null" because of name. Keys: 4.
      Say in plan.ts what NULL becomes: .optional(), .nullable() or .or(…).
    - **warning** \`window_too_short\`: A cutover window of 1 min is too short: the migration needs 1.6 minutes on S16, 1.6 minutes on S256.
      Plan a longer window, use a larger deployment class for the cutover, or migrate old rows beforehand.
    - **warning** \`orphan\` things.parent: 1 reference points to no migrated row of things; they stay open issues after resolve. Keys: 3.
      Restore the targets, or choose in plan.ts: ref("things", { missing: "clear" }) or "reject".

      plan.ts, options of things, which accepts 1 open issue:

      \`\`\`ts
      allow: { rejected: 1, issues: 1 },
      \`\`\`
    - **info** \`no_deployment\`: No deployment is chosen, so none was checked.
      Name one: --prod, --deployment …, or set CONVEX\\_DEPLOY\\_KEY.

    ## Not migrated

    Every table and column of the source is migrated.

    ## Tables

    | table | read | written | rejected | filtered | merged | size | largest | as |
    |---|---|---|---|---|---|---|---|---|
    | things | 4 | 3 | 1 | 0 | 0 | 153 B | 60 B | jsonl |

    ### things

    1 rejected: 1 null.

    parent → things: 1 without a migrated target row.

    | column | read as | values | null | distinct, about | length | range | unconvertible |
    |---|---|---|---|---|---|---|---|
    | id | id | 4 | 0 | 4 | 1 … 3 |  |  |
    | name | text | 3 | 1 | 3 | 3 … 5 |  | 1 (4) |
    | size | integer | 3 | 1 | 3 | 1 … 2 | 3 … 12 | 1 (4) |
    | parent | → things | 2 | 2 | 2 | 1 … 3 |  |  |

    ## Forecast

    | stage | minutes S16 | minutes S256 | function calls | I/O GB | based on |
    |---|---|---|---|---|---|
    | export | 1.5 | 1.5 | 0 | 0.000 | the time this check took to read the same rows |
    | load | 0.1 | 0.1 | 0 | 0.000 | the documents' bytes at the class's write throughput, and 3 s for each table; the upload is extra |
    | match | 0.0 | 0.0 | 0 | 0.000 | 0.3 s for each batch, 0.25 ms for each document and 0.2 ms for each look-up, or the rewritten documents' bytes at the class's write throughput, whichever is more |
    | resolve | 0.0 | 0.0 | 2 | 0.000 | 0.3 s for each batch, 0.25 ms for each document and 0.2 ms for each look-up, or the rewritten documents' bytes at the class's write throughput, whichever is more |
    | verify | 0.0 | 0.0 | 2 | 0.000 | 0.3 s for each batch, 0.25 ms for each document and 0.2 ms for each look-up |
    | cleanup | 0.0 | 0.0 | 2 | 0.000 | 0.3 s for each batch, 0.25 ms for each document and 0.2 ms for each look-up, or the rewritten documents' bytes at the class's write throughput, whichever is more |

    In the cutover window (all stages but the cleanup): 1.6 minutes on S16, 1.6 minutes on S256. Planned: 1 min.

    Price at most: Starter $0.00, Professional $0.00 (rates of docs.convex.dev/production/state/limits, US regions, read on 2026-11-21; check current prices before you rely on it).

    First batches (later batches adapt their size):

    | table | stage | documents per batch | batches |
    |---|---|---|---|
    | things | resolve | 250 | 1 |
    | things | verify | 250 | 1 |
    | things | cleanup | 150 | 1 |

    ## Grades

    | grade | means |
    |---|---|
    | E | rows would be lost, or nothing would load |
    | D | every row loads, but a stage would stop or leave open issues the plan does not allow |
    | C | the migration would complete; review the warnings first |
    | B | the migration would complete; the plan allows every rejected row and open issue |
    | A | every row arrives, without a warning |
    "
  `);
});

test("without rows there is no table and no forecast", () => {
  const empty: CheckReport = { ...report, tables: [], findings: [], forecast: null };
  expect(renderCheck(empty)).not.toContain("forecast");
  expect(renderCheckMarkdown(empty)).toContain("None.");
});
