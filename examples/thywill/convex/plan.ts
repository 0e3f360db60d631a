import { v } from "convex/values";
import {
  computed,
  definePlan,
  derive,
  file,
  flag,
  folder,
  id,
  json,
  lookup,
  oneOf,
  omit,
  ref,
  table,
  text,
  timestamp,
} from "../../../convex/client/index.js";
import { archive_path, archiveId, attribute } from "./columns.js";
import { history } from "./history.js";
import {
  archiveKind,
  archiveMonth,
  endOfMinute,
  isArchiveGone,
  isBlank,
  isBlob,
  isFromArchive,
  isMalformedId,
  knownBadId,
  minuteOf,
  nameKey,
} from "./rules.js";

const letsSomebodyIn = "what it holds lets somebody in, and none of it is valid in the new app";

export default definePlan(
  {
    archives: table(
      ["user", "prayer", "prayer_attributes", "prayermark", "prayer_activity_log"],
      {
        legacyId: id().from("archive_path"),
        path: text().from("archive_path"),
        kind: oneOf(["prayer", "user", "usersOfMonth", "marksOfMonth", "attributesOfMonth"]),
        month: text().optional(),
        file: file("archives", { after: "text_archives/" }).from("archive_path").optional(),
        isGone: computed((row) => isArchiveGone(row.archive_path)).from("archive_path"),
      },
      {
        columns: {
          archive_path,
          kind: derive(["archive_path"], (row) => archiveKind(row.archive_path)),
          month: derive(["archive_path"], (row) => archiveMonth(row.archive_path)),
        },
        filter: (row) => row.archive_path !== null,
        merge: { by: ["legacyId"] },
        // Those in a temporary folder, which is gone.
        allow: { files: 16 },
      },
    ),
    users: table(
      "user",
      {
        id: id(),
        display_name: text({ trim: true }),
        religious_preference: oneOf(["christian", "unspecified"]).or("unspecified"),
        prayer_style: oneOf({ in_jesus_name: "inJesusName", interfaith: "interfaith" }).optional(),
        // "Test User" invited the first people: it looks like a left-over and is the root of the tree.
        invited_by_user_id: ref("users", { missing: "clear" }).optional().as("invitedBy"),
        invite_token_used: omit("a used-up credential"),
        welcome_message_dismissed: flag().or(false),
        archiveId,
        created_at: timestamp().asCreationTime(),
      },
      {
        columns: { archive_path, name_key: derive(["display_name"], (row) => nameKey(row.display_name)) },
        rejectWhen: {
          "known-bad-id": (row) => row.id === knownBadId,
          "malformed-id": (row) => isMalformedId(row.id),
          "empty-display-name": (row) => isBlank(row.display_name),
        },
        merge: {
          by: ["name_key"],
          keep: "_creationTime",
          fill: true,
          combine: { religiousPreference: (kept, lost) => (kept === "unspecified" ? lost : kept) },
        },
        allow: { rejected: 6 },
      },
    ),
    roles: table("role", {
      id: id(),
      name: text(),
      description: text().optional(),
      permissions: json(v.array(v.string())),
      created_by: ref("users", { missing: "clear" }).optional(),
      is_system_role: flag(),
      created_at: timestamp().asCreationTime(),
    }),
    userRoles: table(
      "user_roles",
      {
        id: id(),
        user_id: ref("users", { missing: "reject" }),
        role_id: ref("roles", { missing: "reject" }),
        granted_by: ref("users", { missing: "clear" }).optional(),
        expires_at: timestamp().optional(),
        granted_at: timestamp().asCreationTime(),
      },
      { merge: { by: ["userId", "roleId"], keep: "_creationTime" }, allow: { rejected: 1 } },
    ),
    prayers: table(
      "prayer",
      {
        id: id(),
        author_id: ref("users", { missing: "clear" }).optional(),
        text: text(),
        generated_prayer: text().optional(),
        project_tag: text().optional(),
        target_audience: oneOf({ all: "all", christians_only: "christiansOnly" }).or("all"),
        isFlagged: flag().from("is_flagged"),
        isArchived: flag().from("archived").or(false),
        isAnswered: flag().from("answered").or(false),
        answeredAt: timestamp().from("answer_date").optional(),
        testimony: text().from("answer_testimony").optional(),
        archiveId,
        created_at: timestamp().asCreationTime(),
      },
      {
        columns: {
          archive_path,
          end_of_time: derive([], () => "9999"),
          ...attribute("archived"),
          ...attribute("answered"),
          ...attribute("answer_date"),
          ...attribute("answer_testimony"),
          ...attribute("flagged", "flagged_attribute"),
          // The column came first and was to be given up for the attribute.
          is_flagged: derive(["flagged", "flagged_attribute"], (row) => row.flagged_attribute ?? row.flagged ?? null),
        },
        rejectWhen: {
          "malformed-id": (row) => isMalformedId(row.id),
          "blob-text": (row) => isBlob(row.text),
          "empty-text": (row) => isBlank(row.text),
        },
        allow: { rejected: 6 },
      },
    ),
    prayerMarks: table(
      "prayermark",
      {
        id: id(),
        user_id: ref("users", { missing: "reject" }),
        prayer_id: ref("prayers", { missing: "reject" }),
        archiveId,
        created_at: timestamp().asCreationTime(),
      },
      {
        columns: {
          archive_path,
          end_of_minute: derive(["created_at"], (row) =>
            isFromArchive(row.created_at) ? null : endOfMinute(row.created_at),
          ),
          last_of_minute: lookup("prayermark", {
            where: { user_id: "user_id", prayer_id: "prayer_id" },
            take: "id",
            latest: { of: "created_at", notAfter: "end_of_minute" },
            missing: "null",
          }),
          // Of marks from an archive and of the real one they repeat: the last of its minute, where somebody prayed twice in it.
          archived_minute: derive(["id", "created_at", "last_of_minute"], (row) =>
            isFromArchive(row.created_at) || row.id === row.last_of_minute ? minuteOf(row.created_at) : null,
          ),
        },
        merge: { by: ["userId", "prayerId", "archived_minute"], fill: true },
        allow: { rejected: 22 },
      },
    ),
    prayerSkips: table(
      "prayerskip",
      {
        id: id(),
        user_id: ref("users", { missing: "reject" }),
        prayer_id: ref("prayers", { missing: "reject" }),
        created_at: timestamp().asCreationTime(),
      },
      { allow: { rejected: 2 } },
    ),
    activity: history,
  },
  {
    omit: { session: letsSomebodyIn, invitetoken: letsSomebodyIn, authenticationrequest: letsSomebodyIn },
    files: { archives: folder("./text_archives") },
  },
);
