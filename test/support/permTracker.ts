import path from "node:path";
import { rowCounts, dirt, targetCounts } from "../../examples/perm-tracker/generator/dirt.js";
import { seedExisting } from "../../scripts/rehearsal/seedExisting.js";
import type { Report, ReportedTable } from "../../scripts/report/report.js";
import type { DataAccess } from "./dataAccess.js";
import { projectDir } from "./folders.js";

export const source = "examples/perm-tracker/source";
export const existing = "examples/perm-tracker/target";

/** The accounts that the new app has before the migration. */
export async function seedAccounts(data: DataAccess, workDir: string): Promise<void> {
  const replaceTable = async (table: string, file: string) => await data.importFile(file, "replace", table);
  await seedExisting(replaceTable, path.join(projectDir, existing), workDir);
}

const none = { open: 0, cleared: 0, waived: 0 };

/** What becomes of the example's rows, from the generator's own count of its dirt. */
export const expectedTables: Readonly<Record<string, Pick<ReportedTable, "read" | "rejected" | "matched" | "issues">>> =
  {
    users: {
      read: rowCounts["public.users"],
      rejected: 0,
      matched: targetCounts.accountsOfMigratedUsers,
      issues: { open: dirt.flagged.usersSharingAnEmail, cleared: 0, waived: 0 },
    },
    cases: {
      read: rowCounts["public.cases"],
      rejected:
        dirt.rejected.casesOfMissingUser +
        dirt.rejected.casesWithInfiniteDate +
        dirt.rejected.casesWithBcDate +
        dirt.rejected.casesWithUnknownStatus,
      matched: 0,
      issues: none,
    },
    userSettings: {
      read: rowCounts["public.user_settings"],
      rejected: dirt.rejected.settingsOfMissingUser,
      matched: 0,
      issues: none,
    },
    userPreferences: { read: rowCounts["public.user_preferences"], rejected: 0, matched: 0, issues: none },
    notifications: {
      read: rowCounts["public.notifications"],
      rejected: dirt.rejected.notificationsWithInfiniteTimestamp,
      matched: 0,
      issues: {
        open: 0,
        cleared: dirt.flagged.notificationsOfMissingCase + dirt.flagged.notificationsOfRejectedCase,
        waived: 0,
      },
    },
  };

/** The numbers of a report without what differs from run to run. */
export function numbersOf(report: Report) {
  return report.tables.map(({ seconds: _seconds, ...numbers }) => numbers);
}
