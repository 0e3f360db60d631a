import type { GenericId } from "convex/values";
import { v } from "convex/values";
import { defineKind, type FindFile, type Kind, quote, Reject, reject } from "./kind.js";

export interface FileOptions {
  /** What stands before the path in the column: taken off where it does. Such as a bucket's public URL. */
  readonly after?: string | readonly string[];
}

/**
 * A file that a row names by its path, as the id of the file that `cutover files` has stored. Before anything is stored, as in `check`,
 * every path is the same id. Codes: `empty`, `file_path`, and where it is looked up `file_missing` and `file_not_stored`.
 */
export function fileKind(
  place: string,
  { after = [] }: FileOptions = {},
  find: FindFile = () => unstoredFile,
): Kind<GenericId<"_storage">> {
  const prefixes = [after].flat();
  return defineKind<GenericId<"_storage">>({
    name: "file",
    validator: v.id("_storage"),
    convert(text) {
      const key = readKey(text, prefixes);
      if (key instanceof Reject) return key;
      const found = find({ place, key });
      return found instanceof Reject ? found : (found as GenericId<"_storage">);
    },
    files: {
      place,
      leavesOut: (code) => code === "file_missing" || code === "file_not_stored",
      withFiles: (looked) => fileKind(place, { after }, looked),
    },
  });
}

/** Before files are stored, or where nobody looks which one it is. An id that no file has: 16 zero bytes, of the table `_storage`. */
export const unstoredFile = "kg20000000000000000000000000181w";

function readKey(text: string, prefixes: readonly string[]): string | Reject {
  const prefix = prefixes.find((each) => text.startsWith(each)) ?? "";
  const key = text.slice(prefix.length).replace(/^\/+/, "");
  if (key === "") return reject("empty", "the path is empty");
  const leaves = key.split("/").some((part) => part === ".." || part === ".");
  return leaves ? reject("file_path", `${quote(text)} leads out of its place`) : key;
}
