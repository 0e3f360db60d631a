import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { ConvexCommand } from "../../scripts/deployment/convexCommand.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import type { Ledger, Write } from "./ledger.js";

/** Where the truth is in the end: what was written to the source must be in Convex when the app has moved. */
export type Outcome = "moved" | "rolled back";

export interface Places {
  /** Table of the app → its documents as text. */
  readonly tables: ReadonlyMap<string, string>;
  readonly source: string;
  /** The files of the run that list what was taken away or stood against. */
  readonly listed: string;
}

export interface Verdict {
  readonly lost: readonly Write[];
  readonly listed: readonly Write[];
  /** Inserts that are there more than once. */
  readonly doubled: readonly Write[];
}

export function findLosses(ledger: Ledger, places: Places, outcome: Outcome): Verdict {
  const verdict = { lost: [] as Write[], listed: [] as Write[], doubled: [] as Write[] };
  for (const write of ledger.listDue()) {
    const isHeld = holds(write, places, outcome);
    if (!isHeld) (places.listed.includes(write.marker) ? verdict.listed : verdict.lost).push(write);
    if (write.kind === "insert" && write.tables.some((table) => countIn(places.tables.get(table) ?? "", write) > 1))
      verdict.doubled.push(write);
  }
  return verdict;
}

function holds({ side, marker, kind, tables }: Write, places: Places, outcome: Outcome): boolean {
  const isThere =
    side === "source" && outcome === "rolled back"
      ? places.source.includes(marker)
      : tables.every((table) => places.tables.get(table)?.includes(marker) ?? false);
  return kind === "delete" ? !isThere : isThere;
}

/** Documents whose title, identifier or name is the marker. */
function countIn(text: string, { marker }: Write): number {
  return text.split("\n").filter((line) => line.includes(`"${marker}"`)).length;
}

/** The tables of the app in a fresh export. */
export async function readTables(convex: ConvexCommand, file: string): Promise<Map<string, string>> {
  await convex.call("export", ["--path", file]);
  const snapshot = await Snapshot.open(file);
  const tables = new Map<string, string>();
  try {
    for (const table of snapshot.tables) {
      const lines: string[] = [];
      for await (const line of snapshot.lines(table)) lines.push(line);
      tables.set(table, lines.join("\n"));
    }
  } finally {
    snapshot.close();
  }
  return tables;
}

const listings = ["writes", "rejected"];

/** All files of the runs' listings, as one text. */
export async function readListings(runs: string): Promise<string> {
  const files = await readdir(runs, { recursive: true, withFileTypes: true });
  const wanted = files.filter(
    (file) => file.isFile() && listings.some((name) => path.join(file.parentPath, file.name).includes(`/${name}`)),
  );
  const texts = await Promise.all(
    wanted.map(async (file) => await readFile(path.join(file.parentPath, file.name), "utf8")),
  );
  return texts.join("\n");
}
