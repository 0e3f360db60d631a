import { canonicalFields, exportedRefKey, hideSecrets } from "../../convex/shared/document/document.js";
import { bucketOf } from "../../convex/shared/document/fingerprint.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { readDocumentLines } from "../rows/write/documentLines.js";
import { decodeDocument } from "../rows/write/lineFields.js";
import type { TableBooks } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { App } from "../deployment/app.js";

/** A row that is not in Convex as it was exported. Texts are canonical forms; null is a field that is not there. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly kind: "lost" | "extra" | "changed";
  readonly fields: readonly {
    readonly name: string;
    readonly exported: string | null;
    readonly found: string | null;
  }[];
}

type Fields = ReadonlyMap<string, string>;

/** Names every row and field of these buckets that differs. Holds the rows of the buckets only, never the table. */
export async function findDifferences(
  app: App,
  run: RunDirectory,
  table: PlannedTable,
  books: TableBooks,
  buckets: readonly number[],
): Promise<Difference[]> {
  const expected = await readExported(run, table, books, new Set(buckets));
  const differences: Difference[] = [];
  const seen = new Set<string>();
  for await (const { legacyKey: key, fields } of app.inspect(table.name, buckets)) {
    const exported = expected.get(key);
    const twice = seen.has(key);
    seen.add(key);
    if (exported === undefined || twice) differences.push({ table: table.name, key, kind: "extra", fields: [] });
    else differences.push(...compare(table.name, key, exported, new Map(fields)));
  }
  for (const key of expected.keys()) {
    if (!seen.has(key)) differences.push({ table: table.name, key, kind: "lost", fields: [] });
  }
  return differences;
}

async function readExported(
  run: RunDirectory,
  table: PlannedTable,
  books: TableBooks,
  buckets: ReadonlySet<number>,
): Promise<Map<string, Fields>> {
  const exported = new Map<string, Fields>();
  for await (const line of readDocumentLines(run, books)) {
    const document = decodeDocument(line, books.format);
    const key = document[table.id.field] as string;
    if (buckets.has(bucketOf(key)))
      exported.set(key, new Map(hideSecrets(table.name, canonicalFields(table, document, exportedRefKey(document)))));
  }
  return exported;
}

function compare(table: string, key: string, exported: Fields, found: Fields): Difference[] {
  const names = [...new Set([...exported.keys(), ...found.keys()])].filter(
    (name) => exported.get(name) !== found.get(name),
  );
  if (names.length === 0) return [];
  const fields = names.map((name) => ({ name, exported: exported.get(name) ?? null, found: found.get(name) ?? null }));
  return [{ table, key, kind: "changed", fields }];
}
