import { constant, derive, id, oneOf, ref, table, text, timestamp, union } from "../../../convex/client/index.js";
import { archive_path, archiveId, minute } from "./columns.js";

const actions = oneOf({
  prayed: "prayed",
  set_answered: "answered",
  set_answer_date: "dated",
  set_answer_testimony: "testified",
  set_archived: "archived",
  remove_archived: "restored",
  set_flagged: "flagged",
  remove_flagged: "unflagged",
});

const prayer = ref("prayers", { missing: "reject" });
/** What was done for a prayer stays in its history when the one who did it is gone. */
const user = ref("users", { missing: "clear" }).optional();

/**
 * What happened, rebuilt: the log knows why and by whom, but began late; prayers, attributes and marks tell the rest. What
 * two of them say of the same minute is one event: archives tell no seconds, and neither does what was read from them.
 */
export const history = union(
  [
    table(
      "prayer_activity_log",
      {
        id: id({ prefix: "log:" }),
        prayer_id: prayer,
        user_id: user,
        action: actions,
        old_value: text().optional(),
        new_value: text().optional(),
        archiveId,
        created_at: timestamp().asCreationTime(),
      },
      { columns: { archive_path, minute } },
    ),
    table(
      "prayer",
      {
        legacyId: id({ prefix: "prayer:" }).from("id"),
        prayerId: prayer.from("id"),
        userId: user.from("author_id"),
        action: constant("created"),
        created_at: timestamp().asCreationTime(),
      },
      { columns: { minute } },
    ),
    table(
      "prayer_attributes",
      {
        id: id({ prefix: "attribute:" }),
        prayer_id: prayer,
        userId: user.from("created_by"),
        action: actions,
        newValue: text().optional().from("attribute_value"),
        archiveId,
        created_at: timestamp().asCreationTime(),
      },
      {
        columns: {
          archive_path,
          minute,
          action: derive(["attribute_name"], (row) => `set_${row.attribute_name ?? ""}`),
        },
      },
    ),
    table(
      "prayermark",
      {
        id: id({ prefix: "mark:" }),
        prayer_id: prayer,
        user_id: user,
        action: constant("prayed"),
        archiveId,
        created_at: timestamp().asCreationTime(),
      },
      { columns: { archive_path, minute } },
    ),
  ],
  { merge: { by: ["prayerId", "userId", "action", "minute"], fill: true }, allow: { rejected: 21 } },
);
