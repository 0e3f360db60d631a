import type { Document } from "../../../convex/shared/document/document.js";
import { legacyKeysOf } from "../../../convex/shared/document/references.js";
import { matchKeyOf, type Plan, type PlannedTable } from "../../../convex/shared/plan/plan.js";
import { KeySet } from "../keys/keySet.js";

type Read = (table: string) => AsyncIterable<Document>;

/**
 * Which documents match or resolve cannot finish by themselves, as far as the exported documents say it: a reference to a row that
 * was not exported, or an address that another row of the table has, too. Memory grows by some bytes a key.
 */
export class OpenRows {
  /** By `table\nfield`: what references may point to. */
  private readonly targets = new Map<string, KeySet>();
  /** By table: addresses of more than one row. */
  private readonly shared = new Map<string, KeySet>();

  private constructor(private readonly tables: readonly PlannedTable[]) {}

  static async find(plan: Plan, tables: readonly string[], read: Read): Promise<OpenRows> {
    const planned = tables.map((name) => plan.tables.get(name)!);
    const found = new OpenRows(planned);
    for (const table of planned) await found.readKeys(table, read(table.name));
    return found;
  }

  /** Whether this table may have such documents at all. */
  mayHave({ name, refs }: PlannedTable): boolean {
    return refs.length > 0 || (this.shared.get(name)?.size ?? 0) > 0;
  }

  isOpen(table: PlannedTable, document: Document): boolean {
    const address = matchKeyOf(table, document);
    if (address !== null && this.shared.get(table.name)?.has(address) === true) return true;
    return table.refs.some((ref) => {
      const keys = this.targets.get(`${ref.target}\n${ref.lookup.field}`);
      return legacyKeysOf(ref, document).some((key) => keys?.has(key) !== true);
    });
  }

  private async readKeys(table: PlannedTable, documents: AsyncIterable<Document>): Promise<void> {
    const fields = new Set(
      this.tables.flatMap(({ refs }) =>
        refs.filter(({ target }) => target === table.name).map(({ lookup }) => lookup.field),
      ),
    );
    const sets = [...fields].map((field) => [field, new KeySet()] as const);
    for (const [field, keys] of sets) this.targets.set(`${table.name}\n${field}`, keys);
    const [addresses, shared] = [new KeySet(), new KeySet()];
    this.shared.set(table.name, shared);
    if (sets.length === 0 && table.match === undefined) return;
    for await (const document of documents) {
      for (const [field, keys] of sets) if (typeof document[field] === "string") keys.add(document[field]);
      const address = matchKeyOf(table, document);
      if (address !== null && !addresses.add(address)) shared.add(address);
    }
  }
}
