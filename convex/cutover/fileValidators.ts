import { type Infer, v } from "convex/values";

/** The media type of a file; null where nobody knows it. */
const vContentType = v.union(v.string(), v.null());

/** Contents that are uploaded. `sha256`: in hexadecimal. */
export const vFileContent = v.object({ sha256: v.string(), contentType: vContentType });
export type FileContent = Infer<typeof vFileContent>;

/** A file of the app's storage that the migration has stored. `isFound`: its upload was not recorded, it was recognized by its contents. */
export const vStoredFile = vFileContent.extend({ size: v.number(), storageId: v.string(), isFound: v.boolean() });

/** A file of the source: its place in the plan, its name there, and which file of the app's storage it is. `version` changes whenever its contents do. */
export const vFileKey = v.object({
  place: v.string(),
  key: v.string(),
  version: v.union(v.string(), v.null()),
  storageId: v.string(),
});

/** What is recorded of one file. */
export const vFileEntry = vFileKey.extend(vFileContent.extend({ size: v.number() }).fields);

/** What is known of one file. */
export const vKnownFile = v.object({
  storageId: v.string(),
  sha256: v.string(),
  contentType: vContentType,
  size: v.number(),
  version: v.union(v.string(), v.null()),
  /** The run that has stored it. */
  runId: v.string(),
});
export type KnownFile = Infer<typeof vKnownFile>;
