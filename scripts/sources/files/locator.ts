import { CutoverError } from "../../errors.js";
import type { FilesOptions } from "./files.js";
import type { CsvOptions } from "./csv/csv.js";

export interface FilesLocator {
  readonly paths: readonly string[];
  readonly options: FilesOptions;
}

/**
 * Paths with commas between them. `copy:` or `plain:` in front says how JSONLines are decoded; `?delimiter=;&empty=text&null=NULL`
 * behind says how CSV is read.
 */
export function parseFilesLocator(locator: string): FilesLocator {
  const [, decode, rest = ""] = /^(?:(copy|plain):)?(.*)$/s.exec(locator) ?? [];
  const [, list = rest, query] = /^(.*)\?((?:delimiter|empty|null)=.*)$/s.exec(rest) ?? [];
  return {
    paths: list.split(",").filter((path) => path.trim() !== ""),
    options: {
      ...(decode === undefined ? {} : { decode: decode as "copy" | "plain" }),
      ...(query === undefined ? {} : { csv: parseCsvOptions(query) }),
    },
  };
}

function parseCsvOptions(query: string): CsvOptions {
  const parameters = new URLSearchParams(query);
  const delimiter = parameters.get("delimiter");
  const empty = parameters.get("empty");
  const nullText = parameters.get("null");
  const unknown = [...parameters.keys()].filter((name) => !["delimiter", "empty", "null"].includes(name));
  if (unknown.length > 0) throw refuse(`"${unknown.join('", "')}" says nothing about CSV`);
  if (empty !== null && empty !== "quotes" && empty !== "null" && empty !== "text") {
    throw refuse(`An empty field cannot be "${empty}"`);
  }
  return {
    ...(delimiter === null ? {} : { delimiter: delimiter === "tab" ? "\t" : delimiter }),
    ...(empty === null ? {} : { empty }),
    ...(nullText === null ? {} : { nullText }),
  };
}

function refuse(what: string): CutoverError {
  return new CutoverError("usage", {
    what,
    next: "Write data.csv?delimiter=;&empty=quotes&null=NULL (delimiter: one character or tab; empty: quotes, null or text)",
  });
}
