import { type Fingerprint, fingerprintText, renderFingerprint } from "../../convex/shared/document/fingerprint.js";
import { joinFields, splitFields } from "../rows/write/documentLines.js";
import type { Snapshot } from "../run/snapshot.js";

/** What a table holds, as one number: the sum over its documents, each with its id and every digit. */
export interface TableFingerprint {
  /** Of a component: `_components/<name>/<table>`. */
  readonly table: string;
  readonly documents: number;
  readonly sum: string;
}

/** One for every table, those of components too, by name. */
export async function fingerprintSnapshot(snapshot: Snapshot): Promise<TableFingerprint[]> {
  const tables: TableFingerprint[] = [];
  for (const table of snapshot.allTables.toSorted()) {
    let documents = 0;
    const sum = { high: 0, low: 0 };
    for await (const line of snapshot.lines(table)) {
      add(sum, fingerprintText(joinFields(new Map([...splitFields(line)].toSorted(byName)))));
      documents += 1;
    }
    tables.push({ table, documents, sum: renderFingerprint(sum) });
  }
  return tables;
}

/** How each table that is not the same differs, in words. A table that is not there holds nothing. */
export function findTableDifferences(
  expected: readonly TableFingerprint[],
  found: readonly TableFingerprint[],
): { readonly table: string; readonly what: string }[] {
  const tables = [...new Set([...expected, ...found].map(({ table }) => table))].toSorted();
  return tables.flatMap((table) => {
    const [left, right] = [expected, found].map((list) => list.find((each) => each.table === table) ?? none);
    if (left!.documents !== right!.documents) {
      return [{ table, what: `${right!.documents} documents instead of ${left!.documents}` }];
    }
    return left!.sum === right!.sum ? [] : [{ table, what: `${left!.documents} documents, but not the same ones` }];
  });
}

const none = { documents: 0, sum: "0".repeat(16) };

function add(sum: { high: number; low: number }, { high, low }: Fingerprint): void {
  sum.high = (sum.high + high) >>> 0;
  sum.low = (sum.low + low) >>> 0;
}

function byName([left]: [string, string], [right]: [string, string]): number {
  return left < right ? -1 : 1;
}
