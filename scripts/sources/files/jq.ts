import type { Jq } from "jq-wasm";
import { isUtf8 } from "node:buffer";
import { CutoverError } from "../../errors.js";
import { fileFailures } from "../fileFailures.js";
import { isJson, repeatsField, splitArray } from "../json/text.js";
import type { BrokenRow } from "../source.js";
import { type DataFile, readChunks } from "./file.js";
import { readJsonUnder } from "./json/array.js";
import { breakRow, type JsonPages, type JsonText } from "./json/table.js";

/**
 * A whole document goes through jq in one call, which takes about six times its size of memory. Filters that begin with
 * `.[]` or `.key[]` are not bound by this: they are fed one element at a time.
 */
const largestDocumentBytes = 64 * 1024 * 1024;

/** A call costs a millisecond by itself, so small texts share one. */
const callCharacters = 128 * 1024;

/** A filter split into its first iteration, which our own reader does in constant memory, and the rest. */
interface Filter {
  /** The key of the array; undefined if the document is the array. */
  readonly key: string | undefined;
  readonly iterates: boolean;
  /** What is left for jq; undefined if nothing is. */
  readonly rest: string | undefined;
}

/** `.[] | f` gives what `f` gives for each element, because no operator binds weaker than the pipe. */
const iteration = /^\s*\.(?:([A-Za-z_]\w*)|"([^"\\]+)")?\s*\[\s*\]\s*(?:\|([^]+))?$/;

export function readFilter(filter: string): Filter {
  const match = iteration.exec(filter);
  if (match === null) return { key: undefined, iterates: false, rest: filter };
  return { key: match[1] ?? match[2], iterates: true, rest: match[3] };
}

/** Applies a filter to a file with one JSON document. */
export async function* filterDocument(file: DataFile, filter: string): JsonPagesGenerator {
  const { key, iterates, rest } = readFilter(filter);
  if (!iterates) yield await filterWhole(file, filter);
  else if (rest === undefined) yield* readJsonUnder(file, key);
  else yield* filterTexts(file.path, readJsonUnder(file, key), rest);
}

type JsonPagesGenerator = AsyncGenerator<readonly (JsonText | BrokenRow)[]>;

/** Applies a filter to each of many JSON texts. */
export async function* filterTexts(path: string, texts: JsonPages, filter: string): JsonPagesGenerator {
  const caller = await JqCaller.load(path, filter);
  for await (const page of texts) {
    let batch: JsonText[] = [];
    let characters = 0;
    const rows: (JsonText | BrokenRow)[] = [];
    const flush = () => {
      rows.push(...caller.filter(batch));
      batch = [];
      characters = 0;
    };
    for (const item of page) {
      const checked = checkText(item, path);
      if ("broken" in checked) {
        flush();
        rows.push(checked);
        continue;
      }
      batch.push(checked);
      characters += checked.text.length;
      if (characters >= callCharacters) flush();
    }
    flush();
    if (rows.length > 0) yield rows;
  }
}

/** Finds what jq does not report: of two fields with one name, it keeps the last. */
function checkText(item: JsonText | BrokenRow, path: string): JsonText | BrokenRow {
  if ("broken" in item) return item;
  if (!isJson(item.text)) return breakRow("is not valid JSON", path, item.line, item.text);
  return repeatsField(item.text) ? breakRow("names a field twice", path, item.line, item.text) : item;
}

async function filterWhole(file: DataFile, filter: string): Promise<(JsonText | BrokenRow)[]> {
  if (file.size > largestDocumentBytes) {
    throw new CutoverError(fileFailures.jqFilter, {
      what: `The filter needs the whole document at once, and its ${String(file.size)} bytes are too many for jq`,
      where: file.path,
      next: "Start the filter with .[] or .key[], which reads one element at a time, or filter the file with the jq command",
    });
  }
  const caller = await JqCaller.load(file.path, filter);
  const chunks: Buffer[] = [];
  for await (const chunk of readChunks(file)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (!isUtf8(bytes)) {
    throw new CutoverError(fileFailures.badJson, {
      what: "The file is not valid UTF-8",
      where: file.path,
      next: "Convert it: iconv -f <its encoding> -t UTF-8",
    });
  }
  const text = bytes.toString();
  if (isJson(text) && repeatsField(text)) {
    throw new CutoverError(fileFailures.badJson, {
      what: "The document names a field twice in one object, and jq would silently drop the first",
      where: file.path,
      next: "Correct the file, or read it without a filter",
    });
  }
  return caller.filterWhole(text);
}

class JqCaller {
  private constructor(
    readonly jq: Jq,
    readonly path: string,
    readonly filterText: string,
  ) {}

  static async load(path: string, filter: string): Promise<JqCaller> {
    // Imported here: it loads a megabyte of WebAssembly that most runs do not need.
    const { loadJq } = await import("jq-wasm");
    const caller = new JqCaller(await loadJq(), path, filter);
    const { exitCode, stderr } = caller.jq.raw("", caller.framed, ["-c"]);
    // jq exits with 3 if it cannot compile the filter.
    if (exitCode === 3) throw caller.#fault(`jq cannot compile the filter: ${stderr}`);
    return caller;
  }

  /** One array per input, so that every output can be traced to its input and none gets lost unnoticed. */
  get framed(): string {
    return `[${this.filterText}\n]`;
  }

  filter(batch: readonly JsonText[]): (JsonText | BrokenRow)[] {
    if (batch.length === 0) return [];
    const { stdout, exitCode } = this.jq.raw(batch.map(({ text }) => text).join("\n"), this.framed, ["-c"]);
    const outputs = splitOutputs(stdout);
    if (exitCode === 0 && outputs.length === batch.length) {
      return batch.flatMap(({ line }, index) => toRows(outputs[index] ?? "[]", line));
    }
    return batch.flatMap((text) => this.#filterAlone(text));
  }

  #filterAlone({ text, line }: JsonText): (JsonText | BrokenRow)[] {
    const { stdout, stderr, exitCode } = this.jq.raw(text, this.framed, ["-c"]);
    if (exitCode !== 0) return [breakRow(`is refused by jq: ${cleanMessage(stderr)}`, this.path, line, text)];
    const [output, ...others] = splitOutputs(stdout);
    if (output === undefined || others.length > 0) {
      throw this.#fault("The filter halts, so rows would be lost");
    }
    return toRows(output, line);
  }

  filterWhole(text: string): (JsonText | BrokenRow)[] {
    const { stdout, stderr, exitCode } = this.jq.raw(text, this.framed, ["-c"]);
    if (exitCode !== 0) throw this.#fault(`jq refuses the document: ${cleanMessage(stderr)}`);
    return splitOutputs(stdout).flatMap((output) => toRows(output, 1));
  }

  #fault(what: string): CutoverError {
    return new CutoverError(fileFailures.jqFilter, {
      what,
      where: `${this.path}, filter ${this.filterText}`,
      next: "A filter must return one object per row, such as .list[] or .[] | {id, name}",
    });
  }
}

function splitOutputs(stdout: string): string[] {
  return stdout === "" ? [] : stdout.split("\n");
}

function toRows(output: string, line: number): JsonText[] {
  return splitArray(output).map((text) => ({ text, line }));
}

function cleanMessage(stderr: string): string {
  return stderr.replace(/^jq: (?:error \(at [^)]*\): )?/, "").trim();
}
