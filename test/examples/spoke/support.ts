import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { latestIn } from "../../support/folders.js";
import { keptOf, type Message, type World } from "../../../examples/spoke/generator/world.js";

export const plan = fileURLToPath(new URL("../../../examples/spoke/convex/plan.ts", import.meta.url));

export type Document = Readonly<Record<string, unknown>> & { readonly legacyId: string };

/** What the latest run of this folder exported for a table. */
export function readDocuments(dir: string, table: string): readonly Document[] {
  return readLines(dir, `documents/${table}.jsonl`) as readonly Document[];
}

export function readLines(dir: string, file: string): readonly unknown[] {
  const text = readFileSync(path.join(latestIn(dir), file), "utf8");
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as unknown]));
}

export function byLegacyId(documents: readonly Document[]): ReadonlyMap<string, Document> {
  return new Map(documents.map((document) => [document.legacyId, document]));
}

/** Some fields as one text, to compare by. */
export function valuesOf(document: Document, ...fields: readonly string[]): string {
  return fields.map((field) => String(document[field])).join(" ");
}

/** Runs statements one after the other and takes them all back; gives the rows of the last. */
export async function tryOut(url: string, statements: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN");
    let rows: readonly Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    await client.query("ROLLBACK");
    return rows;
  } finally {
    await client.end();
  }
}

/** The row of a message's contact once twins are one; null when there is no such row any more. */
export function trueContact({ contact }: Message): string | null {
  return contact.exists ? String(keptOf(contact).id) : null;
}

export interface Score {
  readonly missed: number;
  readonly wrong: number;
  readonly invented: number;
}

/** How often a rule goes wrong; it gives any row of the twins, or null. */
export function score({ contacts, messages }: World, choose: (message: Message) => string | null): Score {
  const kept = new Map(contacts.map((contact) => [String(contact.id), String(keptOf(contact).id)]));
  const count = { missed: 0, wrong: 0, invented: 0 };
  for (const message of messages) {
    const truth = trueContact(message);
    const chosen = choose(message);
    if (chosen === null) count.missed += truth === null ? 0 : 1;
    else if (truth === null) count.invented++;
    else if (kept.get(chosen) !== truth) count.wrong++;
  }
  return count;
}
