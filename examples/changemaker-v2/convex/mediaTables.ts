import { v } from "convex/values";
import { flag, id, integer, json, oneOf, ref, table, text, timestamp } from "../../../convex/client/index.js";

/** Drizzle's tables: snake_case, serial and uuid keys, timestamps with a zone. */
export const mediaTables = {
  videos: table("public.videos", {
    id: id({ form: "integer" }),
    path: text(),
    filename: text(),
    title: text().optional(),
    directory_type: oneOf(["inbox", "curated", "studios", "highlights"]).as("directory"),
    file_size: integer().optional(),
    file_hash: text().optional(),
    duration_seconds: integer().optional(),
    width: integer().optional(),
    height: integer().optional(),
    has_audio: flag().or(true),
    is_valid: flag(),
    tags: json(v.array(v.string())).or([]),
    created_at: timestamp().asCreationTime(),
  }),
  mediaReactions: table(
    "public.media_reactions",
    {
      id: id({ form: "uuid" }),
      video_id: ref("videos", { missing: "reject" }),
      // No foreign key: Drizzle does not know Prisma's tables.
      user_id: ref("users", { missing: "reject" }),
      reaction: text(),
      created_at: timestamp().asCreationTime(),
    },
    { unique: [["videoId", "userId", "reaction"]], allow: { rejected: 3 } },
  ),
  compilations: table("public.compilations", {
    id: id({ form: "uuid" }),
    title: text(),
    settings: json(v.record(v.string(), v.union(v.string(), v.number(), v.boolean()))).optional(),
    created_at: timestamp().asCreationTime(),
  }),
  compilationVideos: table("public.compilation_videos", {
    legacyId: id().from("compilation_id", "video_id"),
    compilation_id: ref("compilations", { missing: "reject" }),
    video_id: ref("videos", { missing: "reject" }),
    position: integer(),
  }),
};
