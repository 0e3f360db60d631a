import type { ImportedTable } from "./files.js";

type Place = Pick<ImportedTable, "componentPath" | "table">;

/** As the server words them: whoever waits sees by them that an import or export moves. */
export function inComponentText(componentPath: string): string {
  return componentPath === "" ? "" : ` in '${componentPath}'`;
}

export function countText(documents: number): string {
  return documents.toLocaleString("en-US");
}

export function importBegun({ componentPath, table }: Place): string {
  return `Importing "${table}"${inComponentText(componentPath)}`;
}

export function importMoved({ table }: Place, documents: number): string {
  return `Importing "${table}" (${countText(documents)} documents)`;
}

export function importedFiles(componentPath: string, files: number): string {
  return `Imported "_storage"${inComponentText(componentPath)} (${countText(files)} files)`;
}

export function importedTable({ componentPath, table }: Place, documents: number): string {
  return `Imported "${table}"${inComponentText(componentPath)} (${countText(documents)} documents)`;
}
