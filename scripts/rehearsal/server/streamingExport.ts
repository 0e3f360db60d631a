import { convexToJson, type Value } from "convex/values";
import type { Component, Engine } from "./engine/engine.js";
import type { StoredDocument } from "./engine/internals.js";
import { renderExported } from "./exports.js";
import { Refusal, TextAnswer, type Call } from "./http.js";
import { JsonNumber, parseJson, type Json } from "./import/json.js";

const variable = "CUTOVER_REHEARSAL_STREAMING";
const deltasPerPage = 128;
const documentsPerPage = 1_024;
/** Further pages of a snapshot come from what was held at its first. */
const heldSnapshots = 2;

/** `CUTOVER_REHEARSAL_STREAMING=off`: as a deployment whose plan has no streaming export. */
export function readStreaming(env: NodeJS.ProcessEnv): boolean {
  return env[variable] !== "off";
}

interface SnapshotValue {
  component: string;
  table: string;
  id: string;
  ts: bigint;
  document: StoredDocument;
}

/** `/api/document_deltas` and `/api/list_snapshot`, as the open backend answers them (crates/local_backend, streaming_export.rs). */
export class StreamingExport {
  private snapshots: { ts: bigint; values: SnapshotValue[] }[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly isEnabled: boolean,
  ) {}

  async documentDeltas(call: Call): Promise<TextAnswer> {
    const args = await this.readArgs(call);
    const cursor = args.integer("cursor");
    if (cursor === undefined) {
      throw new Refusal("DocumentDeltasCursorRequired", "/api/document_deltas requires a cursor");
    }
    const isSelected = readSelection(args);
    const render = readFormat(args);
    const upTo = this.engine.log.now();
    const revisions = this.engine.log.after(cursor)?.filter(isSelected);
    if (revisions === undefined) {
      throw new Refusal(
        "InvalidWindowToReadDocuments",
        `Trying to synchronize from timestamp ${cursor}, which is older than the database's retention window.`,
      );
    }
    // All revisions of one transaction come on one page.
    const last = revisions[deltasPerPage - 1]?.ts;
    const page = last === undefined ? revisions : revisions.filter(({ ts }) => ts <= last);
    const values = page.map(({ component, table, ts, id, document }) => {
      const head = renderHead({ component, table, ts }, [`"_deleted":${String(document === null)}`]);
      return `{${[...head, ...(document === null ? [`"_id":${JSON.stringify(id)}`] : render(document))].join(",")}}`;
    });
    const hasMore = page.length < revisions.length;
    return renderAnswer(values, [`"cursor":${last ?? upTo}`, `"hasMore":${String(hasMore)}`]);
  }

  async listSnapshot(call: Call): Promise<TextAnswer> {
    const args = await this.readArgs(call);
    const isSelected = readSelection(args);
    const render = readFormat(args);
    const { ts: snapshot, values: all } = this.findSnapshot(args.integer("snapshot"));
    const start = readCursor(args.text("cursor"));
    const selected = all.filter(isSelected);
    const page = selected.slice(start, start + documentsPerPage);
    const end = start + page.length;
    const hasMore = end < selected.length;
    const values = page.map((value) => `{${[...renderHead(value, []), ...render(value.document)].join(",")}}`);
    const cursor = hasMore ? JSON.stringify(JSON.stringify({ tablet: "rehearsal", id: String(end) })) : "null";
    return renderAnswer(values, [`"snapshot":${snapshot}`, `"cursor":${cursor}`, `"hasMore":${String(hasMore)}`]);
  }

  private findSnapshot(wanted: bigint | undefined): { ts: bigint; values: SnapshotValue[] } {
    if (wanted !== undefined) {
      const held = this.snapshots.find(({ ts }) => ts === wanted);
      if (held !== undefined) return held;
      throw new Refusal("SnapshotTooOld", `Snapshot value ${wanted} is too far in the past.`);
    }
    const components = [...this.engine.components.values()];
    const taken = { ts: this.engine.log.now(), values: components.flatMap((component) => this.valuesOf(component)) };
    this.snapshots = [...this.snapshots.slice(1 - heldSnapshots), taken];
    return taken;
  }

  private valuesOf({ path, index }: Component): SnapshotValue[] {
    const tables = index.tables.filter((table) => !table.startsWith("_"));
    return tables.flatMap((table) =>
      index.documents(table).map((document) => ({
        component: path,
        table,
        id: document._id,
        ts: this.engine.log.tsOf(path, document._id),
        document,
      })),
    );
  }

  private async readArgs({ url, readBytes }: Call): Promise<Args> {
    if (!this.isEnabled) {
      throw new Refusal(
        "StreamingExportNotEnabled",
        "Streaming export is not available on your current subscription. See https://www.convex.dev/plans to upgrade.",
        403,
      );
    }
    const body = (await readBytes()).toString("utf8");
    const json = body === "" ? new Map<string, Json>() : parseJson(body);
    if (!(json instanceof Map)) throw new Refusal("BadJsonBody", "Expected an object");
    return new Args(url.searchParams, json);
  }
}

/** Arguments of a GET stand in the address, those of a POST in the body; timestamps are too long for JSON.parse. */
class Args {
  constructor(
    private readonly query: URLSearchParams,
    private readonly body: ReadonlyMap<string, Json>,
  ) {}

  text(name: string): string | undefined {
    const value = this.body.get(name);
    if (value instanceof JsonNumber) return value.text;
    return typeof value === "string" ? value : (this.query.get(name) ?? undefined);
  }

  integer(name: string): bigint | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (/^-?[0-9]+$/.test(text)) return BigInt(text);
    throw new Refusal("BadQueryArgs", `Failed to deserialize query string: ${name}: invalid digit found in string`);
  }

  has(name: string): boolean {
    return this.body.has(name) || this.query.has(name);
  }
}

interface Place {
  component: string;
  table: string;
}

/** Everything, a component, or one table; a table without a component is the app's. */
function readSelection(args: Args): (place: Place) => boolean {
  if (args.has("selection")) {
    throw new Refusal("NotInRehearsal", "The rehearsal deployment takes tableName and component instead of selection");
  }
  const table = args.text("tableName") ?? args.text("table_name");
  const component = args.text("component");
  if (table !== undefined) return (place) => place.table === table && place.component === (component ?? "");
  return component === undefined ? () => true : (place) => place.component === component;
}

type Render = (document: StoredDocument) => string[];

function readFormat(args: Args): Render {
  const format = args.text("format") ?? "json";
  switch (format) {
    case "json":
    case "convex_clean_json":
      return renderFields(renderClean);
    case "convex_encoded_json":
    case "convex_json":
      return renderFields((value) => JSON.stringify(convexToJson(value)));
    case "export_json":
      return renderFields(renderExported);
    default:
      throw new Refusal("BadFormat", `format param must be one of [\`json\`]. Got ${format}`);
  }
}

function renderFields(render: (value: Value) => string): Render {
  return (document) =>
    Object.entries(document)
      .filter(([, value]) => value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${JSON.stringify(name)}:${render(value)}`);
}

/** The lossy form: an Int64 is a string, bytes are base64. */
function renderClean(value: Value): string {
  return JSON.stringify(toClean(value));
}

function toClean(value: Value): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(toClean);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toClean(item as Value)]));
}

function renderHead({ component, table, ts }: Place & { ts: bigint }, more: readonly string[]): string[] {
  return [`"_component":${JSON.stringify(component)}`, `"_table":${JSON.stringify(table)}`, `"_ts":${ts}`, ...more];
}

function renderAnswer(values: readonly string[], more: readonly string[]): TextAnswer {
  return new TextAnswer(`{${[`"values":[${values.join(",")}]`, ...more].join(",")}}`);
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const start = Number(/"id":"([0-9]+)"/.exec(cursor)?.[1]);
  if (Number.isSafeInteger(start)) return start;
  throw new Refusal(
    "InvalidListSnapshotCursor",
    "Invalid value for the `cursor` argument of list_snapshot. Use a `cursor` returned by a previous list_snapshot call, " +
      "and treat it as an opaque value.",
  );
}
