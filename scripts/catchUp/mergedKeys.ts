import type { App } from "../deployment/app.js";

interface Page {
  readonly items: readonly { readonly legacyKey: string }[];
  readonly isDone: boolean;
  readonly cursor: string | null;
}

const numItems = 500;

/** Keys of the rows that are part of an account in Convex. */
export async function readMergedKeys(app: App, table: string): Promise<Set<string>> {
  const keys = new Set<string>();
  for (let cursor: string | null = null; ;) {
    const page: Page = await app.convex.run<Page>(app.functionName("matches"), { table, cursor, numItems });
    for (const { legacyKey } of page.items) keys.add(legacyKey);
    if (page.isDone) return keys;
    cursor = page.cursor;
  }
}
