/** A folder of files, named by their paths in it: a downloaded bucket, an app's `uploads/`. */
export interface FolderPlace {
  readonly kind: "folder";
  /** From the folder that holds package.json. */
  readonly path: string;
}

/** Where files of the source lie. */
export type FilePlace = FolderPlace;

/** Where they lie, by the name that `file(…)` says. */
export type FilesPlan = Readonly<Record<string, FilePlace>>;

/**
 * A place of files that is a folder: a downloaded bucket, an app's uploads. The path starts at the folder that holds package.json.
 *
 * @example
 * ```ts
 * import { definePlan, file, folder, id, table } from "convex-cutover";
 *
 * export default definePlan(
 *   { users: table("public.users", { id: id(), avatar_path: file("avatars").as("avatar").optional() }) },
 *   { files: { avatars: folder("./storage/avatars") } },
 * );
 * ```
 */
export function folder(path: string): FolderPlace {
  return { kind: "folder", path };
}
