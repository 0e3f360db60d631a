import { z } from "zod";
import { importFile } from "../deployment/applyChanges.js";
import { CutoverError } from "../errors.js";
import { readDocumentLines } from "../rows/write/documentLines.js";
import { LineWriter, type TableLines, zipTables } from "../rows/write/lineWriter.js";
import type { TableCounts } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { loadFolder, type LoadState, writeLoadState } from "./loadRecord.js";
import type { Context } from "./stage.js";

/** Somebody has written into a table that was empty when the load looked at it. */
export class TableFilledError extends Error {}

/**
 * Imports the documents of tables that are empty: all in one ZIP, which Convex makes the tables in one step, or one by one.
 * Convex refuses it where one of them is not empty any more. It fills tables that nobody sees, and what is written to the
 * others until it is done is lost: so the app takes no writes meanwhile.
 */
export async function importEmptyTables(
  context: Context,
  documents: RunDirectory,
  tables: readonly TableCounts[],
  state: LoadState,
): Promise<LoadState> {
  const filled = tables.filter(({ written }) => written > 0);
  if (filled.length === 0) return await endMaintenance(context, state);
  const uploads = context.options.perTable
    ? filled.map((counts) => uploadOne(documents, counts))
    : [await uploadAll(context, documents, filled)];
  let after = await beginMaintenance(context, state);
  for (const { table, written } of filled) context.progress.total(table, written);
  try {
    for (const { words, rows } of uploads) await importFile(context.app, words, rows, "cutover load");
  } catch (error) {
    if (error instanceof CutoverError && /already exists/.test(error.message))
      throw new TableFilledError(error.message, { cause: error });
    throw error;
  } finally {
    after = await tryToEndMaintenance(context, after);
  }
  for (const { table, written } of filled) context.progress.rows(table, written);
  return after;
}

interface Upload {
  readonly words: readonly string[];
  readonly rows: number;
}

function uploadOne(documents: RunDirectory, { table, format, written }: TableCounts): Upload {
  const file = documents.documents(table, format);
  return { words: format === "zip" ? [file] : ["--table", table, file], rows: written };
}

/** JSON lines go in as they are, those of a ZIP are taken out of theirs. */
async function uploadAll({ run }: Context, documents: RunDirectory, tables: readonly TableCounts[]): Promise<Upload> {
  const lines: TableLines[] = [];
  for (const counts of tables) {
    const { table, format } = counts;
    const isUniform = format === "zip";
    const file = isUniform ? await unpack(run, documents, counts) : documents.documents(table, format);
    lines.push({ table, file, isUniform });
  }
  const file = loadFolder(run).file("upload.zip");
  await zipTables(file, lines);
  return { words: [file], rows: tables.reduce((sum, { written }) => sum + written, 0) };
}

async function unpack(run: RunDirectory, documents: RunDirectory, counts: TableCounts): Promise<string> {
  const file = loadFolder(run).file("upload", `${counts.table}.jsonl`);
  const writer = await LineWriter.create(file);
  for await (const line of readDocumentLines(documents, counts)) await writer.write(line);
  await writer.finish();
  return file;
}

const vMaintenance = z.object({ on: z.boolean() });
const vWindow = z.object({ state: z.enum(["open", "closed"]) });

/** Written down before it is switched on: a load that is killed must know that it has to switch it off. */
async function beginMaintenance(context: Context, state: LoadState): Promise<LoadState> {
  const { app, run } = context;
  const { on } = await app.convex.run(app.functionName("maintenance"), {}, vMaintenance);
  const begun = await writeLoadState(run, { ...state, maintenance: state.maintenance || !on });
  if (!on) await app.setMaintenance(true);
  return begun;
}

/** What a load has switched on it switches off, unless a window has been opened meanwhile, whose it is then. */
export async function endMaintenance({ app, run }: Context, state: LoadState): Promise<LoadState> {
  if (!state.maintenance) return state;
  const window = await app.convex.run(app.functionName("window"), {}, vWindow);
  if (window.state !== "open") await app.setMaintenance(false);
  return await writeLoadState(run, { ...state, maintenance: false });
}

/** After an error, too; an interrupted command can call nothing any more, and says what is left. */
async function tryToEndMaintenance(context: Context, state: LoadState): Promise<LoadState> {
  try {
    return await endMaintenance(context, state);
  } catch {
    const command = `npx convex run ${context.app.functionName("setMaintenance")} '{"on":false}'`;
    context.progress.note(
      `Maintenance mode is still on. The same command, typed again, ends it when the import is through. Or: ${command}`,
    );
    return state;
  }
}
