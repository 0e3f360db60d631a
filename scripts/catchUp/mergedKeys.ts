import { z } from "zod";
import type { App } from "../deployment/app.js";
import { type Page, vPage } from "../deployment/answers.js";

const vMatch = z.object({ legacyKey: z.string() });
const vMatches = vPage(vMatch);

const numItems = 500;

/** Keys of the rows that are part of an account in Convex. */
export async function readMergedKeys(app: App, table: string): Promise<Set<string>> {
  const keys = new Set<string>();
  for (let cursor: string | null = null; ;) {
    const args = { table, cursor, numItems };
    const page: Page<z.infer<typeof vMatch>> = await app.convex.run(app.functionName("matches"), args, vMatches);
    for (const { legacyKey } of page.items) keys.add(legacyKey);
    if (page.isDone) return keys;
    cursor = page.cursor;
  }
}
