import { defineTable } from "convex/server";
import { v } from "convex/values";
import { vFileContent, vFileKey, vStoredFile } from "./fileValidators.js";

/** The component's tables about files of the source. */
export const fileTables = {
  /**
   * Contents that are stored as files of the app, each once. `files.record` writes them, with the run that has stored them;
   * `files.forget` deletes those whose file is deleted. Kept when another run begins: it finds here what it need not upload.
   */
  files: defineTable(vStoredFile.extend({ runId: v.string() }))
    .index("by_content", ["sha256", "contentType"])
    .index("by_storage_id", ["storageId"])
    .index("by_run_and_found", ["runId", "isFound"]),

  /** Which of them the file of this name in a place is. Written and deleted with them. */
  fileKeys: defineTable(vFileKey).index("by_place_and_key", ["place", "key"]).index("by_storage_id", ["storageId"]),

  /**
   * Contents that are about to be uploaded. `files.beginUploads` writes them, `files.record` deletes them: those that are left
   * belong to commands that were killed, and may be stored without being recorded.
   */
  fileUploads: defineTable(vFileContent.extend({ runId: v.string(), at: v.number() }))
    .index("by_content", ["sha256", "contentType"])
    .index("by_at", ["at"]),
};
