import { derive, lookup, ref } from "../../../convex/client/index.js";
import { archivePath, minuteOf } from "./rules.js";

/** Derived columns that several tables have. */
export const archive_path = derive(["text_file_path"], (row) => archivePath(row.text_file_path));
export const minute = derive(["created_at"], (row) => minuteOf(row.created_at));

/** The text archive a row refers to by its path. */
export const archiveId = ref("archives").from("archive_path").optional();

/** A row of `prayer_attributes` becomes a column of its prayer: the newest one, where the importer wrote it twice. */
export function attribute(name: string, column = name) {
  return {
    [`${column}_name`]: derive([], () => name),
    [column]: lookup("prayer_attributes", {
      where: { prayer_id: "id", attribute_name: `${column}_name` },
      take: "attribute_value",
      latest: { of: "created_at", notAfter: "end_of_time" },
      missing: "null",
    }),
  };
}
