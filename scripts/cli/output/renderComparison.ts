import type { ComparedReports } from "../../report/compareReports.js";
import type { Report } from "../../report/report.js";
import { renderTable } from "./renderTable.js";
import { describeComparison, nameRun } from "./report/describeComparison.js";
import { renderCell } from "./report/section.js";
import { count } from "./report/verdict.js";

/** For a terminal. */
export function renderComparison(here: Report, there: Report, compared: ComparedReports): string {
  const { measures, differences } = compared;
  const tables = describeComparison(compared, ["this run", "other run"]).flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === "table"
        ? [
            renderTable(
              block.header,
              block.rows.map((row) => row.map(renderCell)),
            ),
          ]
        : [],
    ),
  );
  const runs = `this run: ${nameRun(here)}\nother run: ${nameRun(there)}`;
  return [`${count(differences.length, "difference")} in ${count(measures, "number")}\n${runs}`, ...tables].join(
    "\n\n",
  );
}
