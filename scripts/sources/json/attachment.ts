import type { Raw } from "../../../convex/shared/kinds/kind.js";
import type { SourceFile } from "../source.js";

interface Attachment {
  readonly path?: unknown;
  readonly url?: unknown;
  readonly signedPath?: unknown;
  readonly signedUrl?: unknown;
  readonly title?: unknown;
  readonly mimetype?: unknown;
  readonly size?: unknown;
}

/** Attachments that NocoDB's rows refer to, kept per table, so that reading a table again does not list them twice. */
export class AttachmentList {
  readonly #files = new Map<string, SourceFile[]>();

  /** Forgets what an earlier pass over the table has found. */
  clear(table: string) {
    this.#files.delete(table);
  }

  /** Looks at the JSON text of one field; most fields hold no attachments and cost two comparisons. */
  note(table: string, column: string, raw: Raw, key: Raw) {
    const found = findAttachments(raw);
    if (found.length === 0) return;
    const files = this.#files.get(table) ?? [];
    for (const file of found) files.push({ table, column, ...(key === null ? {} : { key }), ...file });
    this.#files.set(table, files);
  }

  all(): readonly SourceFile[] {
    return [...this.#files.values()].flat();
  }
}

function findAttachments(raw: Raw): Pick<SourceFile, "title" | "from" | "mimetype" | "size">[] {
  if (raw === null || !raw.startsWith("[") || !/"(?:mimetype|signed(?:Path|Url))"/.test(raw)) return [];
  let items: unknown;
  try {
    items = JSON.parse(raw);
  } catch {
    return [];
  }
  return (items as unknown[]).flatMap((item) => {
    const attachment = (item ?? {}) as Attachment;
    const from = getPlace(attachment);
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
function getPlace({ path, url, signedPath, signedUrl }: Attachment): string | undefined {
  const place = [path, url, signedPath, signedUrl].find((value) => typeof value === "string" && value !== "");
  return typeof place === "string" ? place.replace(/\?.*$/s, "") : undefined;
}
