import { v, type Infer } from "convex/values";

/** A file that still lies with NocoDB. Its place is kept without the signature: that one expires, and opens the door to anybody. */
export const vUpload = v.object({ path: v.string(), title: v.string(), mimetype: v.string(), size: v.number() });
export type Upload = Infer<typeof vUpload>;

/** The files of an attachment column. */
export function readUploads(attachments: string | null | undefined): Upload[] {
  const files = JSON.parse(attachments ?? "[]") as Upload[];
  return files.map(({ path, title, mimetype, size }) => ({ path, title, mimetype, size }));
}
