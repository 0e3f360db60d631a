import { randomBytes } from "node:crypto";
import type { Value } from "convex/values";
import type { Engine } from "../engine/engine.js";
import { Refusal, type Call } from "../http.js";
import { parseImport, type ImportedFiles, type ImportFormat, type ImportTarget } from "./files.js";
import { ensureTableNumbers, planChanges, renderChanges, type ImportMode } from "./plan.js";
import { importBegun, importedFiles, importedTable, importMoved } from "./progressText.js";
import type { Pace } from "../pace.js";
import type { TableNumbers } from "./tableNumbers.js";
import { type ImportListener, writeImport } from "./write.js";

type ImportState =
  | { state: "uploaded" }
  | { state: "waiting_for_confirmation"; message_to_confirm: string; require_manual_confirmation: boolean }
  | { state: "in_progress"; progress_message: string; checkpoint_messages: string[] }
  | { state: "completed"; ts: bigint; num_rows_written: bigint }
  | { state: "failed"; error_message: string };

const mostListed = 20;

interface Import {
  id: string;
  mode: ImportMode;
  target: ImportTarget;
  state: ImportState;
  /** Only while the import waits for the confirmation. */
  files?: ImportedFiles;
}

const formats: readonly string[] = ["jsonLines", "jsonArray", "zip"] satisfies ImportFormat[];
/** What a list of imports calls them. */
const formatNames = { jsonLines: "jsonl", jsonArray: "json_array", zip: "zip" } as const satisfies Record<
  ImportFormat,
  string
>;
const modes: readonly string[] = ["requireEmpty", "append", "replace", "replaceAll"] satisfies ImportMode[];

/** Imports from upload to result; one worker parses and writes them one after the other. `convex import` follows the state over the WebSocket. */
export class Imports {
  private readonly uploads = new Map<string, Map<string, Buffer>>();
  private readonly imports = new Map<string, Import>();
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly engine: Engine,
    private readonly numbers: TableNumbers,
    private readonly pace: Pace,
    private readonly onChange: () => void,
  ) {}

  startUpload(): { uploadToken: string } {
    const uploadToken = randomBytes(16).toString("hex");
    this.uploads.set(uploadToken, new Map());
    return { uploadToken };
  }

  async uploadPart({ url, readBytes }: Call): Promise<string> {
    const parts = this.getUpload(url.searchParams.get("uploadToken"));
    const part = url.searchParams.get("partNumber") ?? "1";
    parts.set(part, await readBytes());
    return part;
  }

  async finishUpload({ readJson }: Call): Promise<{ importId: string }> {
    const body = (await readJson()) as FinishedUpload;
    const parts = this.getUpload(body.uploadToken);
    const bytes = Buffer.concat(body.partTokens.map((part) => parts.get(part) ?? Buffer.alloc(0)));
    this.uploads.delete(body.uploadToken);
    const { target, mode } = readRequest(body);
    const id = randomBytes(16).toString("hex");
    const started: Import = { id, mode, target, state: { state: "uploaded" } };
    this.imports.set(id, started);
    this.enqueue(() => this.parse(started, bytes, target));
    return { importId: id };
  }

  /** What the user confirmed runs after every import confirmed before it. */
  async perform({ readJson }: Call): Promise<null> {
    const { importId } = (await readJson()) as { importId: string };
    const confirmed = this.imports.get(importId);
    if (confirmed?.state.state !== "waiting_for_confirmation" || confirmed.files === undefined) {
      throw new Refusal("ImportNotWaiting", `Import ${importId} does not wait for a confirmation`);
    }
    const { files } = confirmed;
    confirmed.files = undefined;
    this.setState(confirmed, { state: "in_progress", progress_message: "Importing", checkpoint_messages: [] });
    this.enqueue(() => this.write(confirmed, files));
    return null;
  }

  /** As a deployment does: what is over stays as it is, and what is being written is thrown away. */
  async cancel({ readJson }: Call): Promise<null> {
    const { importId } = (await readJson()) as { importId: string };
    const found = this.imports.get(importId);
    if (found === undefined) throw new Refusal("ImportNotFound", `No such import ${importId}`);
    if (isOver(found)) {
      const end = found.state.state === "completed" ? "completed" : "failed";
      throw new Refusal("CannotCancelImport", `Cannot cancel an import that has ${end}`);
    }
    this.setState(found, { state: "failed", error_message: "Import canceled" });
    return null;
  }

  private enqueue(work: () => Promise<void>): void {
    this.queue = this.queue.then(work);
  }

  get(importId: unknown): Value {
    const found = this.imports.get(String(importId));
    return found === undefined ? null : { _id: found.id, state: { ...found.state } };
  }

  /** The newest, as many as the server gives. */
  list(): Value {
    const newest = [...this.imports.values()].toReversed().slice(0, mostListed);
    return newest.map(({ id, mode, target: { format, table }, state }) => ({
      _id: id,
      mode: `${mode[0]!.toUpperCase()}${mode.slice(1)}`,
      format: { format: formatNames[format], ...(table === undefined ? {} : { table }) },
      state: { ...state },
    }));
  }

  private async parse(started: Import, bytes: Buffer, target: ImportTarget): Promise<void> {
    await this.guard(started, async () => {
      started.files = await parseImport(bytes, target);
      const changes = planChanges(this.engine, started.files, started.mode);
      this.setState(started, {
        state: "waiting_for_confirmation",
        message_to_confirm: renderChanges(changes),
        require_manual_confirmation: changes.some(({ deleted }) => deleted > 0),
      });
    });
  }

  /** The data may have changed since the confirmation was asked for, so everything is checked again. */
  private async write(confirmed: Import, files: ImportedFiles): Promise<void> {
    await this.guard(confirmed, async () => {
      planChanges(this.engine, files, confirmed.mode);
      ensureTableNumbers(this.numbers, files, confirmed.mode, this.engine);
      const pace: Pace = async (rows) => {
        await this.pace(rows);
        if (isOver(confirmed)) throw new Error("canceled");
      };
      const listener = this.listenTo(confirmed);
      const written = await writeImport({ engine: this.engine, files, mode: confirmed.mode, pace, listener });
      for (const listed of files.listed) this.numbers.set(listed);
      // The client shows checkpoints only of a state it has seen.
      await new Promise((resolve) => setTimeout(resolve, 30));
      const ts = this.engine.log.now();
      this.setState(confirmed, { state: "completed", ts, num_rows_written: BigInt(written) });
    });
  }

  private listenTo(running: Import): ImportListener {
    const checkpoints: string[] = [];
    const tell = (progress_message: string) => {
      if (isOver(running)) return;
      this.setState(running, { state: "in_progress", progress_message, checkpoint_messages: [...checkpoints] });
    };
    return {
      begun: (table) => tell(importBegun(table)),
      moved: (table, documents) => tell(importMoved(table, documents)),
      done(table, documents) {
        checkpoints.push(importedTable(table, documents));
        tell(importedTable(table, documents));
      },
      filesDone(componentPath, files) {
        checkpoints.push(importedFiles(componentPath, files));
        tell(importedFiles(componentPath, files));
      },
    };
  }

  private async guard(running: Import, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isOver(running)) return;
      const message = error instanceof Error ? error.message : String(error);
      this.setState(running, { state: "failed", error_message: `Hit an error while importing:\n${message}` });
    }
  }

  private setState(changed: Import, state: ImportState): void {
    changed.state = state;
    this.onChange();
  }

  private getUpload(token: string | null): Map<string, Buffer> {
    const parts = this.uploads.get(token ?? "");
    if (parts === undefined) throw new Refusal("InvalidUploadToken", "No such upload");
    return parts;
  }
}

function isOver({ state: { state } }: Import): boolean {
  return state === "completed" || state === "failed";
}

interface FinishedUpload {
  import: { tableName?: string; componentPath?: string; mode: string; format: string };
  uploadToken: string;
  partTokens: string[];
}

function readRequest({ import: request }: FinishedUpload): { target: ImportTarget; mode: ImportMode } {
  const { format, mode, tableName, componentPath = "" } = request;
  if (!formats.includes(format)) {
    throw new Refusal("NotInRehearsal", `The rehearsal deployment imports ${formats.join(", ")}, not ${format}`);
  }
  if (!modes.includes(mode)) throw new Refusal("InvalidMode", `Unknown import mode ${mode}`);
  const target = { format: format as ImportFormat, componentPath, table: tableName };
  return { target, mode: mode as ImportMode };
}
