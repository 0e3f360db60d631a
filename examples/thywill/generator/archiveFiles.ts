import type { Tables } from "./database.js";
import type { Cell, Row } from "./values.js";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** Path beside the database → text. Only what was never in a temporary folder; archives tell the minute, no seconds. */
export function renderArchives(tables: Tables): ReadonlyMap<string, string> {
  const names = new Map(tables.user.rows.map((row) => [row["id"], textOf(row["display_name"])]));
  const nameOf = (id: Cell | undefined) => names.get(id ?? null) ?? "None";
  const files = new Map<string, string>();
  const add = (rows: readonly Row[], title: string, render: (row: Row) => string) => {
    for (const row of rows) {
      const path = textOf(row["text_file_path"]);
      if (path.startsWith("text_archives/")) files.set(path, `${files.get(path) ?? `${title}\n\n`}${render(row)}\n`);
    }
  };
  add(tables.user.rows, "User Registrations", (row) => `${whenOf(row)} - ${textOf(row["display_name"])} joined`);
  add(tables.prayer.rows, "Prayer", (row) => `${nameOf(row["author_id"])}, ${whenOf(row)}\n\n${textOf(row["text"])}`);
  add(
    tables.prayer_activity_log.rows,
    "Activity",
    (row) => `${whenOf(row)} - ${nameOf(row["user_id"])} ${textOf(row["action"])}`,
  );
  add(tables.prayermark.rows, "Prayer Marks", (row) =>
    [whenOf(row), row["prayer_id"], row["user_id"]].map(textOf).join("|"),
  );
  add(tables.prayer_attributes.rows, "Prayer Attributes", (row) =>
    [whenOf(row), row["prayer_id"], row["attribute_name"], row["attribute_value"]].map(textOf).join("|"),
  );
  return files;
}

/** `2025-06-15 14:35:12.123456` → `June 15 2025 at 14:35`. */
function whenOf(row: Row): string {
  const [year, month, day, time] = textOf(row["created_at"]).split(/[- ]/);
  return `${months[Number(month) - 1] ?? "?"} ${day ?? "?"} ${year ?? "?"} at ${time?.slice(0, 5) ?? "?"}`;
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === "string" ? cell : "";
}
