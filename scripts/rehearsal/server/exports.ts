import { Readable } from "node:stream";
import { convexToJson, type Value } from "convex/values";
import { ZipFile } from "yazl";
import type { Component, Engine } from "./engine/engine.js";
import type { StoredDocument } from "./engine/internals.js";
import { FileAnswer, Refusal, type Call } from "./http.js";
import type { Pace } from "./pace.js";
import type { TableNumbers } from "./import/tableNumbers.js";

interface Table {
  /** Where the table stands in the ZIP, for instance "_components/cutover/runs". */
  folder: string;
  documents: StoredDocument[];
}

interface Snapshot {
  timestamp: bigint;
  tables: Table[];
  numbers: { folder: string; lines: string[] }[];
}

type ExportState = "in_progress" | "completed";

/** A command may still download its export while the next one asks for another. */
const keptExports = 4;

/** Exports as a real deployment makes them: of the moment they begin, and one at a time. */
export class Exports {
  /** The newest last. */
  private snapshots: (Snapshot & { state: ExportState })[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly numbers: TableNumbers,
    private readonly pace: Pace,
    private readonly onChange: () => void,
  ) {}

  async request({ url }: Call): Promise<null> {
    if (url.searchParams.get("includeStorage") === "true") {
      throw new Refusal(
        "NotInRehearsal",
        "The rehearsal deployment does not export files: leave out --include-file-storage",
      );
    }
    if (this.snapshots.at(-1)?.state === "in_progress") {
      throw new Refusal("ExportInProgress", "There is already an export requested or in progress.");
    }
    const started = { ...this.takeSnapshot(), state: "in_progress" as ExportState };
    this.snapshots = [...this.snapshots.slice(1 - keptExports), started];
    this.onChange();
    void this.complete(started);
    return null;
  }

  private async complete(started: Snapshot & { state: ExportState }): Promise<void> {
    await this.pace(started.tables.reduce((sum, { documents }) => sum + documents.length, 0));
    started.state = "completed";
    this.onChange();
  }

  getLatest(): Value {
    const latest = this.snapshots.at(-1);
    if (latest === undefined) return null;
    const { state, timestamp } = latest;
    if (state === "in_progress") return { state, start_ts: timestamp };
    return { state, start_ts: timestamp, complete_ts: timestamp, zip_object_key: "rehearsal" };
  }

  async download({ url }: Call): Promise<FileAnswer> {
    const found = this.snapshots.find(
      ({ timestamp, state }) => state === "completed" && url.pathname.endsWith(`/${timestamp}`),
    );
    if (found === undefined) throw new Refusal("ExportNotFound", "No such export", 404);
    return new FileAnswer(toZip(found), "application/zip");
  }

  /** Documents are never changed in place, so holding them is the snapshot. */
  private takeSnapshot(): Snapshot {
    const components = [...this.engine.components.values()];
    return {
      timestamp: BigInt(Date.now()) * 1_000_000n,
      tables: components.flatMap((component) => this.listTables(component)),
      numbers: components.map(({ path }) => ({
        folder: folderOf(path),
        lines: this.numbers.list(path).map(([name, id]) => JSON.stringify({ name, id })),
      })),
    };
  }

  private listTables({ path, index }: Component): Table[] {
    const names = this.numbers.list(path).map(([name]) => name);
    return names.map((name) => ({ folder: folderOf(path) + name, documents: index.documents(name) }));
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

function toZip({ tables, numbers }: Snapshot): Readable {
  const zip = new ZipFile();
  const add = (name: string, lines: Iterable<string>): void => {
    zip.addReadStream(Readable.from(lines, { objectMode: false }), name);
  };
  add("README.md", [readme]);
  for (const { folder, lines } of numbers) add(`${folder}_tables/documents.jsonl`, lines.map(toLine));
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
