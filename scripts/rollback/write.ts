import type { Document } from "../../convex/shared/document/document.js";
import { decodeDocument } from "../rows/write/documentLines.js";
import { encodeDocument } from "../rows/write/encode.js";

/** What people did to one document in Convex since the migration: a line of `writes/<table>.jsonl`. */
export interface Write {
  readonly kind: "inserted" | "changed" | "deleted";
  /** null: the old database never had it. */
  readonly legacyKey: string | null;
  /** null for a deleted document of the migration: it is in no snapshot. */
  readonly id: string | null;
  /** inserted: all fields; changed: those that differ, as they are now. */
  readonly fields: Document;
  /** changed: fields that are gone. */
  readonly removed: readonly string[];
  /** The legacy keys that the references among the fields lead to, of a list all of them; null for a document the old database never had. */
  readonly references: Readonly<Record<string, string | null | readonly (string | null)[]>>;
  /** Fields in which the account's own value has stood beside the old row's since they were matched. */
  readonly own: readonly string[];
}

/** Numbers are written as in a ZIP: an integer literal is an int64. */
export function encodeWrite({ kind, legacyKey, id, fields, removed, references, own }: Write): string {
  return encodeDocument(
    {
      kind,
      ...(legacyKey === null ? {} : { legacyKey }),
      ...(id === null ? {} : { id }),
      fields,
      ...(removed.length === 0 ? {} : { removed: [...removed] }),
      ...(Object.keys(references).length === 0 ? {} : { references: references as Document }),
      ...(own.length === 0 ? {} : { own: [...own] }),
    },
    "zip",
  );
}

export function decodeWrite(line: string): Write {
  const write = decodeDocument(line, "zip") as Partial<Record<keyof Write, unknown>>;
  return { legacyKey: null, id: null, removed: [], references: {}, own: [], ...write } as unknown as Write;
}
