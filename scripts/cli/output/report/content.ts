import type { Difference } from "../../../comparison/difference.js";
import type { IssueGroup } from "../../../report/openIssues.js";
import type { Report } from "../../../report/report.js";
import type { RejectGroup } from "../../../rows/rejectedRows.js";
import type { Mask } from "./mask.js";

/** What the written report shows: the report, and examples of what did not pass, which report.json does not hold. */
export interface ReportContent {
  readonly report: Report;
  readonly rejected: readonly RejectGroup[];
  readonly issues: readonly IssueGroup[];
  /** The first of each table. */
  readonly differences: readonly Difference[];
  readonly mask: Mask;
}
