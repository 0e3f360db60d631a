import path from "node:path";
import { joinFields, splitFields } from "../../scripts/rows/write/documentLines.js";
import { LineWriter } from "../../scripts/rows/write/lineWriter.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import type { DataAccess } from "../support/dataAccess.js";

/** A document as an export has it: fields as JSON text. */
export type Fields = Map<string, string>;

/** What the deployment holds of the example's tables, and of the component's matches. */
export async function readTables(data: DataAccess, dir: string): Promise<Map<string, Fields[]>> {
  const tables = new Map<string, Fields[]>();
  const file = path.join(dir, "resolved.zip");
  await data.exportTo(file);
  const zip = await Snapshot.open(file);
  for (const name of [
    "users",
    "cases",
    "userSettings",
    "userPreferences",
    "notifications",
    "_components/cutover/matches",
  ]) {
    const documents: Fields[] = [];
    for await (const line of zip.lines(name)) documents.push(splitFields(line));
    tables.set(name, documents);
  }
  zip.close();
  return tables;
}

/** Through real imports, which keep every id. */
export async function writeTables(data: DataAccess, dir: string, tables: ReadonlyMap<string, readonly Fields[]>) {
  for (const name of ["users", "cases", "userSettings", "userPreferences", "notifications"]) {
    const file = path.join(dir, `${name}.zip`);
    const writer = await LineWriter.createZip(file, name);
    for (const document of tables.get(name)!) await writer.write(joinFields(document));
    await writer.finish();
    await data.importFile(file, "replace");
  }
}
