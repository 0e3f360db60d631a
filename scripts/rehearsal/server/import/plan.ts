import type { Component, Engine } from "../engine/engine.js";
import { storageTable } from "../engine/storedFiles.js";
import type { ImportedFiles } from "./files.js";
import { ImportError, inComponent } from "./importError.js";
import { ensureListedOnce, isUserTable, type TableNumbers } from "./tableNumbers.js";

export type ImportMode = "requireEmpty" | "append" | "replace" | "replaceAll";

/** What an import does to one table. */
export interface TableChange {
  component: Component;
  table: string;
  added: number;
  deleted: number;
  existing: number;
}

/** Every table the import touches, or why the import cannot be. */
export function planChanges(engine: Engine, files: ImportedFiles, mode: ImportMode): TableChange[] {
  const changes = new Map<string, TableChange>();
  const touch = (componentPath: string, table: string, added: number): void => {
    const component = getComponent(engine, componentPath);
    const existing = component.index.count(table);
    const deleted = mode === "replace" || mode === "replaceAll" ? existing : 0;
    const key = `${componentPath}/${table}`;
    const change = changes.get(key) ?? { component, table, added: 0, deleted, existing };
    changes.set(key, { ...change, added: change.added + added });
  };
  for (const { componentPath, table } of files.listed) touch(componentPath, table, 0);
  for (const { componentPath, table, rows } of files.tables) touch(componentPath, table, rows.length);
  for (const { componentPath, rows } of files.stored) touch(componentPath, storageTable, rows.length);
  if (mode === "replaceAll") {
    for (const { path, index } of engine.components.values()) {
      for (const table of index.tables.filter(isUserTable)) touch(path, table, 0);
    }
  }
  const planned = [...changes.values()];
  if (mode === "requireEmpty") ensureEmpty(planned);
  return planned;
}

/** The tables that give way at the swap; after a replace-all also those that got their first document meanwhile. */
export function findReplacedTables(
  engine: Engine,
  files: ImportedFiles,
  mode: ImportMode,
): readonly { component: Component; table: string }[] {
  return planChanges(engine, files, mode === "requireEmpty" ? "replace" : mode);
}

function ensureEmpty(changes: readonly TableChange[]): void {
  const full = changes.find(({ existing }) => existing > 0);
  if (full === undefined) return;
  throw new ImportError(
    `Table ${full.table}${inComponent(full.component.path)} already exists and holds ${full.existing} documents. ` +
      "Choose --replace or --append, or import into an empty table",
  );
}

function getComponent(engine: Engine, path: string): Component {
  const component = engine.components.get(path);
  if (component !== undefined) return component;
  throw new ImportError(`The app installs no component "${path}". Deploy it first, or leave it out of the import`);
}

/** The checks of table numbers that a real deployment makes before it writes. */
export function ensureTableNumbers(
  numbers: TableNumbers,
  files: ImportedFiles,
  mode: ImportMode,
  engine: Engine,
): void {
  ensureListedOnce(files.listed);
  for (const { componentPath, table, number } of files.listed) {
    const present = numbers.list(componentPath);
    const current = present.find(([name]) => name === table)?.[1];
    if (mode === "append" && current !== undefined && current !== number) {
      throw new ImportError(`Table ${table} wants table number ${number} but already has ${current}`);
    }
    const isImported = (name: string): boolean => isTouched(files, componentPath, name);
    const holder = present.find(([name, held]) => held === number && !isImported(name))?.[0];
    if (mode !== "replaceAll" && holder !== undefined) {
      throw new ImportError(`Table ${table} wants table number ${number}, which table ${holder} already has`);
    }
    if (mode !== "replaceAll" && current !== number) {
      ensureNobodyRefers(getComponent(engine, componentPath), table, isImported);
    }
  }
}

function isTouched(files: ImportedFiles, componentPath: string, table: string): boolean {
  const isSame = (other: { componentPath: string; table: string }): boolean =>
    other.componentPath === componentPath && other.table === table;
  return files.listed.some(isSame) || files.tables.some(isSame);
}

/** With a new number, ids in documents that stay would point at no table any more. */
function ensureNobodyRefers(component: Component, table: string, isImported: (table: string) => boolean): void {
  for (const [other, validator] of component.validators ?? []) {
    if (isImported(other) || component.index.count(other) === 0) continue;
    if (!JSON.stringify(validator).includes(`"tableName":${JSON.stringify(table)}`)) continue;
    throw new ImportError(
      `The import changes the number of table '${table}', which '${other}' refers to in the schema`,
    );
  }
}

/** What `convex import` shows before it asks. */
export function renderChanges(changes: readonly TableChange[]): string {
  const lines = changes.length === 0 ? [] : ["Import change summary:"];
  for (const path of new Set(changes.map(({ component }) => component.path))) {
    if (path !== "") lines.push(`Component ${path}`);
    lines.push(...renderTable(changes.filter(({ component }) => component.path === path)));
  }
  return [
    ...lines,
    "Once the import has started, it runs in the background: interrupting the command won't stop it.",
  ].join("\n");
}

function renderTable(changes: readonly TableChange[]): string[] {
  const rows = changes.map(({ table, added, deleted, existing }) => [table, `${added}`, `${deleted} of ${existing}`]);
  const header = ["table", "create", "delete"];
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [header, ...rows].map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
}
