import { isUtf8 } from "node:buffer";
import { renderBytes } from "../../sql/copyText.js";
import { type DataFile, readChunks } from "../file.js";
import { type Element, JsonElements, nocodbKeys } from "./elements.js";
import { breakRow, type JsonText } from "./table.js";
import { type JsonType, splitArray, visitFields } from "../../json/text.js";
import type { BrokenRow } from "../../source.js";

/** The rows of JSON documents: arrays of rows, NocoDB's pages, arrays of such pages, and several of them one behind the other. */
export async function* readJsonArray(file: DataFile): AsyncGenerator<(JsonText | BrokenRow)[]> {
  const elements = new JsonElements(file.path, nocodbKeys);
  for await (const chunk of readChunks(file)) {
    const rows = elements.split(chunk).flatMap((element) => readElement(element, elements.foundKey, file.path));
    if (rows.length > 0) yield rows;
  }
  elements.finish();
}

/** The elements under one key of a document, or of a document that is an array. */
export async function* readJsonUnder(
  file: DataFile,
  key: string | undefined,
): AsyncGenerator<(JsonText | BrokenRow)[]> {
  const elements = new JsonElements(file.path, key === undefined ? [] : [key], key === undefined);
  for await (const chunk of readChunks(file)) {
    const rows = elements.split(chunk).map((element) => readText(element, file.path));
    if (rows.length > 0) yield rows;
  }
  elements.finish();
}

function readText({ bytes, line }: Element, path: string): JsonText | BrokenRow {
  if (!isUtf8(bytes)) return breakRow("is not valid UTF-8", path, line, renderBytes(bytes));
  return { text: bytes.toString(), line };
}

function readElement(element: Element, key: string | undefined, path: string): (JsonText | BrokenRow)[] {
  const row = readText(element, path);
  if ("broken" in row) return [row];
  if (key === "records") return [{ ...row, text: flattenRecord(row.text) }];
  const page = row.text.includes('"pageInfo"') ? readPage(row.text) : undefined;
  return page?.map((text) => ({ text, line: row.line })) ?? [row];
}

/** The rows of a page of NocoDB's that stands in an array of pages. */
function readPage(text: string): string[] | undefined {
  const { list, pageInfo } = getContainers(text);
  return list?.startsWith("[") === true && pageInfo?.startsWith("{") === true ? splitArray(list) : undefined;
}

/** Version 3 keeps the key outside of the fields: `{ id, fields }` becomes the row that version 2 gives. */
export function flattenRecord(text: string, idTitle = "Id"): string {
  const { id, fields, ...others } = getContainers(text);
  if (id === undefined || Object.keys(others).length > 0 || fields?.startsWith("{") !== true) return text;
  const { [idTitle]: known } = getContainers(fields);
  if (known !== undefined) return fields;
  const separator = /^\{\s*\}$/.test(fields) ? "" : ",";
  return `{${JSON.stringify(idTitle)}:${id}${separator}${fields.slice(1)}`;
}

/** The fields of an object as JSON text; empty where the text is no object. */
function getContainers(text: string): Record<string, string | undefined> {
  const found: Record<string, string | undefined> = {};
  visitFields(text, (name, raw, type) => {
    found[name] = toJson(raw, type);
  });
  return found;
}

function toJson(raw: string | null, type: JsonType): string {
  if (raw === null) return "null";
  if (type === "boolean") return raw === "t" ? "true" : "false";
  return type === "string" ? JSON.stringify(raw) : raw;
}
