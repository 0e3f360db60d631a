import { expect } from "vitest";
import { CutoverError } from "../../scripts/errors.js";
import type { BrokenRow, Row, Source } from "../../scripts/sources/source.js";

export type Field = string | null;

/** All rows of a table as objects; broken rows as they come. */
export async function readAll(source: Source, table: string, columns: readonly string[]) {
  const stream = await source.read(table, columns);
  const rows: Record<string, Field>[] = [];
  const broken: BrokenRow[] = [];
  let pages = 0;
  for await (const page of stream.pages) {
    pages++;
    for (const row of page) {
      if ("broken" in row) broken.push(row);
      else rows.push(toRecord(row, stream.columns, columns));
    }
  }
  return { rows, broken, pages };
}

function toRecord(row: Row, names: readonly string[], columns: readonly string[]): Record<string, Field> {
  if (row.length !== names.length) throw new Error(`${String(row.length)} fields, ${String(names.length)} columns`);
  return Object.fromEntries(columns.map((name) => [name, row[names.indexOf(name)] ?? null]));
}

/** Rows in an order of their own, to compare sources that keep another one. */
export function sortRows(rows: readonly Record<string, Field>[]): Record<string, Field>[] {
  return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** The CutoverError a promise fails with. */
export async function catchError(promise: Promise<unknown>): Promise<CutoverError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof CutoverError) return error;
  throw new Error(error === undefined ? "nothing failed" : "not a CutoverError", { cause: error });
}

/** Everything of an error that could reach a log. */
export function renderEverything(error: Error): string {
  const cause = error.cause instanceof Error ? renderEverything(error.cause) : "";
  return `${error.message}\n${error.stack ?? ""}\n${JSON.stringify(error)}\n${cause}`;
}

/** The message of a source error, with its next steps. */
export async function getSourceError(promise: Promise<unknown>): Promise<string> {
  const error = await catchError(promise);
  expect(error.failure).toBe("source");
  return error.message;
}
