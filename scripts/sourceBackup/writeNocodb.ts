import path from "node:path";
import { readLines, writeFileAtomically } from "../run/files.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import { CutoverError } from "../errors.js";
import { openSource } from "../sources/open.js";
import type { Row, Source, SourceTable } from "../sources/source.js";
import { sourceBackupFailures } from "./failures.js";
import type { BackupCall, Written } from "./record.js";

/** Every row of the base, a line of JSON each, as its API gives it, with the tables' columns in schema.json. */
export async function writeNocodb({ locator, folder, signal }: BackupCall): Promise<Written> {
  const source = await openSource(locator);
  try {
    const tables = (await source.tables()).filter(({ view }) => view !== true);
    let rows = 0;
    for (const [index, table] of tables.entries())
      rows += await writeTable(source, table, path.join(folder, `${index + 1}.jsonl`), signal);
    const described = tables.map((table, index) => ({ file: `${index + 1}.jsonl`, ...table }));
    const attachments = source.files?.() ?? [];
    await writeFileAtomically(path.join(folder, "schema.json"), JSON.stringify({ tables: described, attachments }));
    const files = attachments.length === 0 ? "" : `; ${attachments.length} attachments are listed, without their bytes`;
    const holds = `${rows} rows of ${tables.length} table${tables.length === 1 ? "" : "s"}${files}`;
    return { madeBy: "NocoDB's API", holds };
  } finally {
    await source.close();
  }
}

async function writeTable(source: Source, table: SourceTable, file: string, signal: AbortSignal): Promise<number> {
  const columns = table.columns.filter(({ incomplete }) => incomplete === undefined).map(({ name }) => name);
  const stream = await source.read(table.name, columns);
  const writer = await LineWriter.create(file);
  let rows = 0;
  for await (const page of stream.pages) {
    signal.throwIfAborted();
    for (const row of page) await writer.write(JSON.stringify("broken" in row ? row : toObject(stream.columns, row)));
    rows += page.length;
  }
  await writer.finish();
  let written = 0;
  for await (const line of readLines(file)) written += JSON.parse(line) === null ? 0 : 1;
  if (written === rows) return rows;
  const what = `${written} of ${rows} rows of ${table.name} could be read again`;
  throw new CutoverError(sourceBackupFailures.failed, { what, where: file, next: "cutover backup-source" });
}

function toObject(columns: readonly string[], row: Row): Record<string, unknown> {
  return Object.fromEntries(columns.map((column, index) => [column, row[index]]));
}
