import { Readable } from "node:stream";
import { convexToJson, type Value } from "convex/values";
import { ZipFile } from "yazl";
import type { Component, Engine } from "./engine/engine.js";
import type { StoredDocument } from "./engine/internals.js";
import { listFiles, type ExportedFiles } from "./exportedFiles.js";
import { storageTable } from "./engine/storedFiles.js";
import { FileAnswer, Refusal, type Call } from "./http.js";
import type { Pace } from "./pace.js";
import { countText, inComponentText } from "./import/progressText.js";
import type { TableNumbers } from "./import/tableNumbers.js";

interface Table {
  name: string;
  componentPath: string;
  /** Where the table stands in the ZIP, for instance "_components/cutover/runs". */
  folder: string;
  documents: StoredDocument[];
}

interface Snapshot {
  timestamp: bigint;
  tables: Table[];
  numbers: { path: string; folder: string; lines: string[] }[];
  /** Of each component, where files were asked for. */
  files: ExportedFiles[];
}

type ExportState = "requested" | "in_progress" | "completed";

interface Export extends Snapshot {
  state: ExportState;
  progress: string;
}

/** A command may still download its export while the next one asks for another. */
const keptExports = 4;
/** Documents between two words of progress. */
const toldAfter = 1_000;

/** Exports as a real deployment makes them: of the moment they begin, and one at a time. */
export class Exports {
  /** The newest last. */
  private exports: Export[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly numbers: TableNumbers,
    private readonly pace: Pace,
    private readonly onChange: () => void,
  ) {}

  async request({ url }: Call): Promise<null> {
    const latest = this.exports.at(-1)?.state ?? "completed";
    if (latest !== "completed") {
      throw new Refusal("ExportInProgress", "There is already an export requested or in progress.");
    }
    const requested: Export = { timestamp: 0n, tables: [], numbers: [], files: [], state: "requested", progress: "" };
    const includesFiles = url.searchParams.get("includeStorage") === "true";
    this.exports = [...this.exports.slice(1 - keptExports), requested];
    this.onChange();
    // A worker takes it up, and only then is it decided of which moment it is.
    setImmediate(() => void this.make(requested, includesFiles));
    return null;
  }

  private async make(requested: Export, includesFiles: boolean): Promise<void> {
    Object.assign(requested, this.takeSnapshot(includesFiles), { state: "in_progress" });
    this.tell(requested, "Beginning backup");
    await this.pace(0);
    for (const { path } of requested.numbers) this.tell(requested, `Backing up _tables${inComponentText(path)}`);
    for (const { componentPath } of requested.files) {
      this.tell(requested, `Backing up _storage${inComponentText(componentPath)}`);
    }
    for (const table of requested.tables) await this.write(requested, table);
    requested.state = "completed";
    this.onChange();
  }

  private async write(made: Export, { name, componentPath, documents }: Table): Promise<void> {
    const place = `${name}${inComponentText(componentPath)}`;
    const total = documents.length;
    this.tell(made, `Backing up ${place}`);
    for (let start = 0; start < total; start += toldAfter) {
      if (start > 0) this.tell(made, `Backing up ${place}: ${countText(start)} / ${countText(total)} documents`);
      await this.pace(Math.min(toldAfter, total - start));
    }
  }

  private tell(made: Export, progress: string): void {
    made.progress = progress;
    this.onChange();
  }

  getLatest(): Value {
    const latest = this.exports.at(-1);
    if (latest === undefined) return null;
    const { state, timestamp, progress } = latest;
    if (state === "requested") return { state };
    if (state === "in_progress") return { state, start_ts: timestamp, progress_message: progress };
    return { state, start_ts: timestamp, complete_ts: timestamp, zip_object_key: "rehearsal" };
  }

  async download({ url }: Call): Promise<FileAnswer> {
    const found = this.exports.find(
      ({ timestamp, state }) => state === "completed" && url.pathname.endsWith(`/${timestamp}`),
    );
    if (found === undefined) throw new Refusal("ExportNotFound", "No such export", 404);
    return new FileAnswer(toZip(found), { "content-type": "application/zip" });
  }

  /** Documents are never changed in place, so holding them is the snapshot. */
  private takeSnapshot(includesFiles: boolean): Snapshot {
    const components = [...this.engine.components.values()];
    return {
      timestamp: this.engine.log.now(),
      tables: components
        .flatMap((component) => this.listTables(component))
        .toSorted((left, right) => left.documents.length - right.documents.length),
      numbers: components.map(({ path }) => ({
        path,
        folder: folderOf(path),
        lines: this.numbers.list(path).map(([name, id]) => JSON.stringify({ name, id })),
      })),
      files: includesFiles ? components.map(({ path }) => listFiles(this.engine, path)) : [],
    };
  }

  private listTables({ path, index }: Component): Table[] {
    const names = this.numbers.list(path).map(([name]) => name);
    const folder = folderOf(path);
    return names.map((name) => ({
      name,
      componentPath: path,
      folder: folder + name,
      documents: index.documents(name),
    }));
  }
}

/** "" for the app, "_components/a/_components/b/" for a component of a component. */
function folderOf(componentPath: string): string {
  const names = componentPath.split("/").filter((name) => name !== "");
  return names.map((name) => `_components/${name}/`).join("");
}

const readme = `# Export of a rehearsal deployment

The documents of every table are lines of JSON in <table>/documents.jsonl. \`npx convex import\` takes this file.
`;

function toZip({ tables, numbers, files }: Snapshot): Readable {
  const zip = new ZipFile();
  const add = (name: string, lines: Iterable<string>): void => {
    zip.addReadStream(Readable.from(lines, { objectMode: false }), name);
  };
  add("README.md", [readme]);
  for (const { folder, lines } of numbers) add(`${folder}_tables/documents.jsonl`, lines.map(toLine));
  for (const { componentPath, lines, contents } of files) {
    const folder = `${folderOf(componentPath)}${storageTable}`;
    add(`${folder}/documents.jsonl`, lines.map(toLine));
    for (const { id, content } of contents) zip.addFile(content.path, `${folder}/${id}`, { compress: false });
  }
  for (const { folder, documents } of tables) {
    add(`${folder}/documents.jsonl`, renderDocuments(documents));
    add(`${folder}/generated_schema.jsonl`, ['"uniform"\n']);
  }
  zip.end();
  return zip.outputStream as Readable;
}

function* renderDocuments(documents: readonly StoredDocument[]): Generator<string> {
  for (const document of documents) yield toLine(renderExported(document));
}

function toLine(text: string): string {
  return `${text}\n`;
}

/** The uniform encoding: Int64 as an integer literal, Float64 with a dot, bytes and non-finite numbers tagged. */
export function renderExported(value: Value): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return renderFloat(value);
  if (Array.isArray(value)) return `[${value.map(renderExported).join(",")}]`;
  if (typeof value !== "object" || value === null || value instanceof ArrayBuffer) {
    return JSON.stringify(convexToJson(value));
  }
  const fields = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(byName);
  return `{${fields.map(([name, item]) => `${JSON.stringify(name)}:${renderExported(item as Value)}`).join(",")}}`;
}

/** The server keeps fields sorted by their bytes. */
function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function renderFloat(value: number): string {
  if (!Number.isFinite(value)) return JSON.stringify(convexToJson(value));
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
