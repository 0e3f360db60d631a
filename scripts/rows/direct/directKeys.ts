import { type Fingerprint, fingerprintBytes } from "../../../convex/shared/document/fingerprint.js";
import { hasBackslash } from "../../../convex/shared/kinds/encode.js";
import type { Lookup, PlannedRef } from "../../../convex/shared/plan/plan.js";
import { compileKey, toKey } from "../convert/convertRow.js";
import type { KeySet } from "../keys/keySet.js";
import { type Columns, readColumns, type WriteField } from "./directFields.js";
import type { RowBytes } from "./rowBytes.js";

/** A key that this row adds to those of its table, once it is known to be written. */
export interface NewKey {
  readonly keys: KeySet;
  hash: Fingerprint | null;
}

/** What a key of a row has to do with the keys of tables. */
export interface KeyRules {
  /** The field that holds it. */
  readonly field: string;
  /** Keys that it must be among. */
  readonly targets?: KeySet | undefined;
  /** Keys that it must not be among, and then is. */
  readonly own?: NewKey | undefined;
  /** Not merely added: two rows may not have it. */
  readonly isUnique?: boolean;
  /** Keys of merged rows → the key of the row that was kept. */
  readonly aliases?: ReadonlyMap<string, string>;
  /** Where a column is NULL. */
  readonly onNull: WriteField;
}

/** Writes `"field":"key"`. `onKey` is told where the key stands in the line. */
export function compileDirectKey(
  lookup: Pick<Lookup, "columns" | "parts">,
  { field, targets, own, isUnique = false, aliases, onNull }: KeyRules,
  columns: Columns,
  onKey: (row: RowBytes, start: number, end: number) => void = () => {},
): WriteField {
  const indexes = lookup.columns.map(columns.at);
  const prefix = Buffer.from(`${JSON.stringify(field)}:`);
  const write = compileWriteKey(lookup, columns, aliases);
  return (row) => {
    for (const index of indexes) if (row.isNull(index)) return onNull(row);
    row.writeBytes(prefix);
    const start = row.at;
    // In the line a key with a quote or a backslash is not the key's own bytes.
    if (!write(row) || hasBackslash(row.out, start, row.at)) return "plain";
    onKey(row, start + 1, row.at - 1);
    if (targets === undefined && own === undefined) return "out";
    const hash = fingerprintBytes(row.out, start + 1, row.at - 1);
    if (targets !== undefined && !targets.hasHash(hash)) return "plain";
    if (own !== undefined) {
      if (isUnique && own.keys.hasHash(hash)) return "plain";
      own.hash = hash;
    }
    return "out";
  };
}

/** Writes the key as a JSON string. False: the plain path decides. */
function compileWriteKey(
  lookup: Pick<Lookup, "columns" | "parts">,
  { at, ofSource }: Columns,
  aliases?: ReadonlyMap<string, string>,
): (row: RowBytes) => boolean {
  const [part] = lookup.parts;
  const index = at(lookup.columns[0]!);
  const long = compileLongKey(lookup, at, aliases);
  const encode = part?.encode;
  const isText = (part?.validator as { kind?: string } | undefined)?.kind === "string";
  const isBytes = lookup.parts.length === 1 && index < ofSource;
  if (!isBytes || encode === undefined || !isText || (aliases?.size ?? 0) > 0) return long;
  return (row) => {
    const to = encode(row.from, row.starts[index]!, row.ends[index]!, row.out, row.at);
    if (to === -1) return long(row);
    row.at = to;
    return true;
  };
}

/** As `compileRow` reads it. */
function compileLongKey(
  lookup: Pick<Lookup, "columns" | "parts">,
  at: (column: string) => number,
  aliases?: ReadonlyMap<string, string>,
): (row: RowBytes) => boolean {
  const indexes = lookup.columns.map(at);
  const readKey = compileKey(lookup, at);
  return (row) => {
    const texts = readColumns(row, indexes);
    const key = texts === null ? null : readKey(texts, []);
    if (key === null) return false;
    row.writeText(JSON.stringify(aliases?.get(key) ?? key));
    return true;
  };
}

/** Writes `"field":["key",…]`, each the long way. `most`: a longer list is the plain path's to judge. */
export function compileDirectKeyList(
  ref: PlannedRef & { readonly list: NonNullable<PlannedRef["list"]> },
  { field, targets, aliases = new Map(), onNull }: Pick<KeyRules, "field" | "targets" | "aliases" | "onNull">,
  columns: Columns,
  most: number,
): WriteField {
  const index = columns.at(ref.columns[0]!);
  const prefix = Buffer.from(`${JSON.stringify(field)}:`);
  return (row) => {
    if (row.isNull(index)) return onNull(row);
    const text = row.text(index);
    const values = typeof text === "string" ? ref.list.convert(text) : null;
    if (!Array.isArray(values) || values.length > most) return "plain";
    const keys = values.map((value) => toKey(ref.list, value, aliases));
    if (targets !== undefined && !keys.every((key) => targets.has(key))) return "plain";
    row.writeBytes(prefix);
    row.writeText(JSON.stringify(keys));
    return "out";
  };
}
