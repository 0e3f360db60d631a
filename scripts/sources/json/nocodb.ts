import type { Raw } from "../../../convex/shared/kinds/kind.js";
import type { SourceFile } from "../source.js";
import { type JsonType, visitFields } from "./text.js";

interface Attachment {
  readonly path?: unknown;
  readonly url?: unknown;
  readonly signedPath?: unknown;
  readonly signedUrl?: unknown;
  readonly title?: unknown;
  readonly mimetype?: unknown;
  readonly size?: unknown;
}

/** Attachments that NocoDB's rows refer to, by table, so that reading a table again does not list them twice. */
export class AttachmentList {
  readonly #files = new Map<string, SourceFile[]>();

  /** Forgets the attachments of an earlier pass over the table. */
  clear(table: string) {
    this.#files.delete(table);
  }

  /** Adds the attachments in the JSON text of one field; most fields hold none and cost two comparisons. */
  add(table: string, column: string, raw: Raw, key: Raw) {
    const attachments = readAttachments(raw);
    if (attachments.length === 0) return;
    const files = this.#files.get(table) ?? [];
    for (const file of attachments) files.push({ table, column, ...(key === null ? {} : { key }), ...file });
    this.#files.set(table, files);
  }

  all(): readonly SourceFile[] {
    return [...this.#files.values()].flat();
  }
}

function readAttachments(raw: Raw): Pick<SourceFile, "title" | "from" | "mimetype" | "size">[] {
  if (raw === null || !raw.startsWith("[") || !/"(?:mimetype|signed(?:Path|Url))"/.test(raw)) return [];
  let items: unknown;
  try {
    items = JSON.parse(raw);
  } catch {
    return [];
  }
  return (items as unknown[]).flatMap((item) => {
    const attachment = (item ?? {}) as Attachment;
    const from = locate(attachment);
    if (from === undefined) return [];
    const { title, mimetype, size } = attachment;
    return [
      {
        title: typeof title === "string" ? title : from.slice(from.lastIndexOf("/") + 1),
        from,
        ...(typeof mimetype === "string" ? { mimetype } : {}),
        ...(typeof size === "number" ? { size } : {}),
      },
    ];
  });
}

/** Without the signature, which is in the query. */
function locate({ path, url, signedPath, signedUrl }: Attachment): string | undefined {
  const location = [path, url, signedPath, signedUrl].find((value) => typeof value === "string" && value !== "");
  return typeof location === "string" ? location.replace(/\?.*$/s, "") : undefined;
}

/** Version 3 keeps the key outside the fields: turns `{ id, fields }` into the row that version 2 returns. */
export function flattenRecord(text: string, idTitle = "Id"): string {
  const { id, fields, ...others } = splitObject(text);
  if (id === undefined || Object.keys(others).length > 0 || fields?.startsWith("{") !== true) return text;
  const { [idTitle]: ownId } = splitObject(fields);
  if (ownId !== undefined) return fields;
  const separator = /^\{\s*\}$/.test(fields) ? "" : ",";
  return `{${JSON.stringify(idTitle)}:${id}${separator}${fields.slice(1)}`;
}

/** The fields of an object as JSON text; empty if the text is no object. */
export function splitObject(text: string): Record<string, string | undefined> {
  const fields: Record<string, string | undefined> = {};
  visitFields(text, (name, raw, type) => {
    fields[name] = toJson(raw, type);
  });
  return fields;
}

function toJson(raw: string | null, type: JsonType): string {
  if (raw === null) return "null";
  return type === "string" ? JSON.stringify(raw) : raw;
}
