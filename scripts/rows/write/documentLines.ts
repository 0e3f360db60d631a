import { readLines } from "../../run/files.js";
import type { TableCounts } from "../../run/manifest.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { Snapshot } from "../../run/snapshot.js";

/** The exported documents of a table, as lines in the table's format. */
export async function* readDocumentLines(run: RunDirectory, books: TableCounts): AsyncGenerator<string> {
  const file = run.documents(books.table, books.format);
  if (books.format === "jsonl") {
    yield* readLines(file);
    return;
  }
  const zip = await Snapshot.open(file);
  try {
    yield* zip.lines(books.table);
  } finally {
    zip.close();
  }
}
