import { internalMutationGeneric, internalQueryGeneric } from "convex/server";
import { type GenericId, v } from "convex/values";
import { type KnownFile, vFileContent, vFileEntry, vKnownFile } from "../../cutover/fileValidators.js";
import type { Environment, MutationCtx, QueryCtx } from "../run/environment.js";

/** Rows of `_storage` that one call looks through: two reads each. */
const pageSize = 200;
/** Files that one call deletes, each with the names that lead to it: what fits into a mutation's second. */
const deletedAtOnce = 50;

type StorageId = GenericId<"_storage">;

/** What is known of a file, and whether the app has deleted it since. */
const vKnown = vKnownFile.extend({ isGone: v.boolean() });

/** What is known of these files, in their order; null where nothing is. */
export function defineKnownFiles({ component }: Environment) {
  return internalQueryGeneric({
    args: { place: v.string(), keys: v.array(v.string()) },
    returns: v.array(v.union(vKnown, v.null())),
    handler: async (ctx: QueryCtx, args): Promise<((KnownFile & { isGone: boolean }) | null)[]> => {
      const known = await ctx.runQuery(component.files.find, args);
      const isThere = await Promise.all(known.map(async (file) => await hasFile(ctx, file?.storageId ?? null)));
      return known.map((file, at) => (file === null ? null : { ...file, isGone: !isThere[at] }));
    },
  });
}

/** What `beginUploads` answers. */
export interface BegunUploads {
  /** Where to upload to, for an hour. */
  readonly url: string;
  /** The file that each of the contents is already, in their order; null: it has to be uploaded. */
  readonly stored: (string | null)[];
}

/** Notes what is about to be uploaded, so that what a killed command has uploaded is found by `recoverUploads`. */
export function defineBeginUploads({ component }: Environment) {
  return internalMutationGeneric({
    args: { runId: v.string(), contents: v.array(vFileContent) },
    returns: v.object({ url: v.string(), stored: v.array(v.union(v.string(), v.null())) }),
    handler: async (ctx: MutationCtx, { runId, contents }): Promise<BegunUploads> => {
      const known = await ctx.runQuery(component.files.findContents, { contents });
      const isThere = await Promise.all(known.map(async (id) => await hasFile(ctx, id)));
      const stored = known.map((id, at) => (isThere[at] ? id : null));
      const gone = known.filter((id, at) => id !== null && !isThere[at]);
      await ctx.runMutation(component.files.forget, { storageIds: gone as string[] });
      const missing = contents.filter((_, at) => stored[at] === null);
      await ctx.runMutation(component.files.beginUploads, { runId, contents: missing });
      return { url: await ctx.storage.generateUploadUrl(), stored };
    },
  });
}

/** Records which file of the app's storage each of these files of the source is. Throws where the stored file is another. */
export function defineRecordFiles({ component }: Environment) {
  return internalMutationGeneric({
    args: { runId: v.string(), entries: v.array(vFileEntry) },
    returns: v.null(),
    handler: async (ctx: MutationCtx, args): Promise<null> => {
      for (const { storageId, sha256, size, key } of args.entries) {
        const file = await ctx.db.system.get(storageId as StorageId);
        if (file !== null && toHexadecimal(file.sha256) === sha256 && file.size === size) continue;
        throw new Error(`${key}: the file ${storageId} is ${file === null ? "gone" : "not what was uploaded"}.`);
      }
      return await ctx.runMutation(component.files.record, args);
    },
  });
}

/** Where the next page begins. */
interface Place {
  readonly since: number;
  readonly cursor: string;
}

/** What `recoverUploads` answers. `next` null: everything is looked through. */
export interface RecoveredUploads {
  readonly found: number;
  readonly next: Place | null;
}

const vPlace = v.union(v.object({ since: v.number(), cursor: v.string() }), v.null());

/**
 * Looks through a page of the files that were stored since contents were on their way that nobody has recorded, and records
 * those that have such contents. The last page ends it: what was not found was never stored.
 */
export function defineRecoverUploads({ component }: Environment) {
  return internalMutationGeneric({
    args: { at: vPlace },
    returns: v.object({ found: v.number(), next: vPlace }),
    handler: async (ctx: MutationCtx, { at }): Promise<RecoveredUploads> => {
      // What is found is no longer on its way: all pages look at the same time.
      const since = at?.since ?? (await ctx.runQuery(component.files.pendingSince, {}));
      if (since === null) return { found: 0, next: null };
      const page = await ctx.db.system
        .query("_storage")
        .withIndex("by_creation_time", (q) => q.gte("_creationTime", since))
        .paginate({ cursor: at?.cursor ?? null, numItems: pageSize });
      const files = page.page.map(({ _id, _creationTime, sha256, size, contentType }) => ({
        storageId: _id,
        storedAt: _creationTime,
        sha256: toHexadecimal(sha256),
        size,
        contentType: contentType ?? null,
      }));
      const found = await ctx.runMutation(component.files.recordFound, { files });
      if (page.isDone) await ctx.runMutation(component.files.endUploads, {});
      return { found, next: page.isDone ? null : { since, cursor: page.continueCursor } };
    },
  });
}

/** What `deleteFiles` answers. `left`: files that were only recognized by their contents, a thousand at most; known with the last page. */
export interface DeletedFiles {
  readonly deleted: number;
  readonly left: number;
  readonly isDone: boolean;
}

/**
 * Deletes some files that this run has stored. Those whose upload was only recognized by its contents stay: somebody else
 * may have stored them.
 */
export function defineDeleteFiles({ component }: Environment) {
  return internalMutationGeneric({
    args: { runId: v.string() },
    returns: v.object({ deleted: v.number(), left: v.number(), isDone: v.boolean() }),
    handler: async (ctx: MutationCtx, { runId }): Promise<DeletedFiles> => {
      const { storageIds, found } = await ctx.runQuery(component.files.storedBy, { runId, numItems: deletedAtOnce });
      const isThere = await Promise.all(storageIds.map(async (id) => await hasFile(ctx, id)));
      const there = storageIds.filter((_, at) => isThere[at]);
      for (const id of there) await ctx.storage.delete(id as StorageId);
      await ctx.runMutation(component.files.forget, { storageIds });
      return { deleted: there.length, left: found, isDone: storageIds.length < deletedAtOnce };
    },
  });
}

async function hasFile({ db }: QueryCtx, id: string | null): Promise<boolean> {
  return id !== null && (await db.system.get(id as StorageId)) !== null;
}

/** Convex gives checksums in base64, and has given them in hexadecimal. */
function toHexadecimal(sha256: string): string {
  if (/^[0-9a-f]{64}$/i.test(sha256)) return sha256.toLowerCase();
  return Array.from(atob(sha256), (character) => character.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
