import { v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { type FileContent, vFileContent, vFileEntry, vKnownFile, vStoredFile } from "./fileValidators.js";

/** What is known of these files, in their order; null where nothing is. */
export const find = query({
  args: { place: v.string(), keys: v.array(v.string()) },
  returns: v.array(v.union(vKnownFile, v.null())),
  handler: async (ctx, { place, keys }) => await Promise.all(keys.map(async (key) => await readKnown(ctx, place, key))),
});

/** The file that each of these contents is already, in their order; null where it is none. */
export const findContents = query({
  args: { contents: v.array(vFileContent) },
  returns: v.array(v.union(v.string(), v.null())),
  handler: async (ctx, { contents }) =>
    await Promise.all(contents.map(async (content) => (await findContent(ctx, content))?.storageId ?? null)),
});

/** Records that these contents are about to be uploaded, so that a killed command's files are found. */
export const beginUploads = mutation({
  args: { runId: v.string(), contents: v.array(vFileContent) },
  returns: v.null(),
  handler: async (ctx, { runId, contents }) => {
    for (const { sha256, contentType } of contents) {
      if ((await pendingOf(ctx, { sha256, contentType })).length > 0) continue;
      await ctx.db.insert("fileUploads", { sha256, contentType, runId, at: Date.now() });
    }
    return null;
  },
});

/** Records which file of the app's storage each of these files is. Safe to repeat. */
export const record = mutation({
  args: { runId: v.string(), entries: v.array(vFileEntry) },
  returns: v.null(),
  handler: async (ctx, { runId, entries }) => {
    for (const { place, key, version, storageId, ...content } of entries) {
      await putFile(ctx, { ...content, storageId, isFound: false, runId });
      const known = await findKey(ctx, place, key);
      if (known === null) await ctx.db.insert("fileKeys", { place, key, version, storageId });
      else await ctx.db.patch("fileKeys", known._id, { version, storageId });
    }
    return null;
  },
});

/** Since when contents have been on their way that nobody has recorded; null: there are none. */
export const pendingSince = query({
  args: {},
  returns: v.union(v.number(), v.null()),
  handler: async (ctx) => (await ctx.db.query("fileUploads").withIndex("by_at").first())?.at ?? null,
});

/**
 * Records files of the app's storage that a killed command has uploaded and not recorded: those whose contents were on
 * their way when they came. Gives how many there were.
 */
export const recordFound = mutation({
  args: { files: v.array(vStoredFile.omit("isFound").extend({ storedAt: v.number() })) },
  returns: v.number(),
  handler: async (ctx, { files }) => {
    let found = 0;
    for (const { storedAt, ...file } of files) {
      const [pending] = await pendingOf(ctx, file);
      if (pending === undefined || pending.at > storedAt || (await findStored(ctx, file.storageId)) !== null) continue;
      await putFile(ctx, { ...file, isFound: true, runId: pending.runId });
      found += 1;
    }
    return found;
  },
});

/** After everything was looked through: what has not been found was never stored. True: there is more to forget. */
export const endUploads = mutation({
  args: {},
  returns: v.boolean(),
  handler: async (ctx) => {
    const pending = await ctx.db.query("fileUploads").withIndex("by_at").take(pageSize);
    for (const { _id } of pending) await ctx.db.delete("fileUploads", _id);
    return pending.length === pageSize;
  },
});

/**
 * Some files that this run has stored. With the last of them, how many were only found, up to a thousand: somebody else may have
 * stored these.
 */
export const storedBy = query({
  args: { runId: v.string(), numItems: v.number() },
  returns: v.object({ storageIds: v.array(v.string()), found: v.number() }),
  handler: async (ctx, { runId, numItems }) => {
    const read = async (isFound: boolean, most: number) =>
      await ctx.db
        .query("files")
        .withIndex("by_run_and_found", (q) => q.eq("runId", runId).eq("isFound", isFound))
        .take(most);
    const files = await read(false, numItems);
    const isLast = files.length < numItems;
    const found = isLast ? (await read(true, mostCounted)).length : 0;
    return { storageIds: files.map(({ storageId }) => storageId), found };
  },
});

const mostCounted = 1_000;

/** Forgets files that are deleted, with some of the names that lead to them; those that are left lead to nothing. */
export const forget = mutation({
  args: { storageIds: v.array(v.string()) },
  returns: v.null(),
  handler: async (ctx, { storageIds }) => {
    for (const storageId of storageIds) {
      const file = await findStored(ctx, storageId);
      if (file === null) continue;
      const keys = await ctx.db
        .query("fileKeys")
        .withIndex("by_storage_id", (q) => q.eq("storageId", storageId))
        .take(namesPerFile);
      for (const { _id } of keys) await ctx.db.delete("fileKeys", _id);
      await ctx.db.delete("files", file._id);
    }
    return null;
  },
});

/** More names than this are left to the next file of the same name: a transaction deletes so many of every file. */
const namesPerFile = 50;

const pageSize = 500;

async function readKnown(ctx: QueryCtx, place: string, key: string) {
  const known = await findKey(ctx, place, key);
  const file = known === null ? null : await findStored(ctx, known.storageId);
  if (known === null || file === null) return null;
  const { storageId, sha256, contentType, size, runId } = file;
  return { storageId, sha256, contentType, size, version: known.version, runId };
}

async function findKey({ db }: QueryCtx, place: string, key: string): Promise<Doc<"fileKeys"> | null> {
  return await db
    .query("fileKeys")
    .withIndex("by_place_and_key", (q) => q.eq("place", place).eq("key", key))
    .unique();
}

async function findStored({ db }: QueryCtx, storageId: string): Promise<Doc<"files"> | null> {
  return await db
    .query("files")
    .withIndex("by_storage_id", (q) => q.eq("storageId", storageId))
    .unique();
}

async function findContent({ db }: QueryCtx, { sha256, contentType }: FileContent): Promise<Doc<"files"> | null> {
  return await db
    .query("files")
    .withIndex("by_content", (q) => q.eq("sha256", sha256).eq("contentType", contentType))
    .first();
}

async function pendingOf({ db }: QueryCtx, { sha256, contentType }: FileContent): Promise<Doc<"fileUploads">[]> {
  return await db
    .query("fileUploads")
    .withIndex("by_content", (q) => q.eq("sha256", sha256).eq("contentType", contentType))
    .take(1);
}

/** A known file keeps the run that has stored it; its contents are no longer on their way. */
async function putFile(ctx: MutationCtx, file: Omit<Doc<"files">, "_id" | "_creationTime">): Promise<void> {
  if ((await findStored(ctx, file.storageId)) === null) await ctx.db.insert("files", file);
  for (const { _id } of await pendingOf(ctx, file)) await ctx.db.delete("fileUploads", _id);
}
