import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { FunctionEndpoint } from "../../scripts/deployment/functionEndpoint.js";

export type ImportMode = "append" | "replace" | "replaceAll";

interface ImportState {
  readonly state: string;
  readonly error_message?: string;
}

interface RequestParts {
  readonly method?: "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer<ArrayBuffer>;
}

interface ExportState {
  readonly state: string;
  readonly start_ts: { readonly $integer: string };
}

/**
 * Reads and writes a deployment's data with the requests of `convex export` and `convex import`, without the command: each
 * start of it takes a second of CPU. For what a test prepares and looks at; what it tests goes through the command.
 */
export class DataAccess {
  constructor(private readonly endpoint: FunctionEndpoint) {}

  /** As `convex export --path <file>`. */
  async exportTo(file: string): Promise<void> {
    await this.waitForExport();
    await this.post("/api/export/request/zip?includeStorage=false");
    const { start_ts } = (await this.waitForExport())!;
    const timestamp = Buffer.from(start_ts.$integer, "base64").readBigInt64LE();
    const response = await this.request(`/api/export/zip/${timestamp}`, {});
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
  }

  /** As `convex import`: lines of JSON into the named table, or a ZIP of tables. */
  async importFile(file: string, mode: ImportMode, tableName?: string): Promise<void> {
    const { uploadToken } = await this.post<{ uploadToken: string }>("/api/import/start_upload");
    const upload = `/api/import/upload_part?uploadToken=${uploadToken}&partNumber=1`;
    const part = (await (await this.request(upload, { method: "POST", body: await readFile(file) })).json()) as string;
    const format = path.extname(file) === ".zip" ? "zip" : "jsonLines";
    const { importId } = await this.post<{ importId: string }>("/api/import/finish_upload", {
      import: { tableName, mode, format },
      uploadToken,
      partTokens: [part],
    });
    await this.waitForImport(importId, "waiting_for_confirmation");
    await this.post("/api/perform_import", { importId });
    await this.waitForImport(importId, "completed");
  }

  /** Documents as lines of JSON; the file is made in `folder`. */
  async importDocuments(folder: string, table: string, documents: readonly object[], mode: ImportMode): Promise<void> {
    const file = path.join(folder, `${table}-${randomUUID()}.jsonl`);
    await writeFile(file, documents.map((each) => `${JSON.stringify(each)}\n`).join(""));
    await this.importFile(file, mode, table);
  }

  /** A function of the app, asked by this person, if any: as `convex run --identity`. */
  async call<T>(name: string, args: object, subject?: string): Promise<T> {
    const identity = subject && Buffer.from(JSON.stringify({ subject })).toString("base64");
    return await this.ask<T>(name, args, identity);
  }

  private async waitForExport(): Promise<ExportState | null> {
    for (;;) {
      const latest = await this.ask<ExportState | null>("_system/cli/exports:getLatest", {});
      if (latest === null || latest.state === "completed") return latest;
      await sleep(pollMs);
    }
  }

  private async waitForImport(importId: string, wanted: string): Promise<void> {
    for (;;) {
      const { state } = await this.ask<{ state: ImportState }>("_system/cli/queryImport", { importId });
      if (state.state === wanted) return;
      if (state.state === "failed") throw new Error(state.error_message);
      await sleep(pollMs);
    }
  }

  private async ask<T>(name: string, args: object, identity?: string): Promise<T> {
    const body = JSON.stringify({ path: name, format: "convex_encoded_json", args });
    const headers = { "content-type": "application/json" };
    const response = await this.request("/api/function", { method: "POST", headers, body }, identity);
    const answer = (await response.json()) as { status: string; value: T; errorMessage?: string };
    if (answer.status !== "success") throw new Error(answer.errorMessage);
    return answer.value;
  }

  private async post<T>(route: string, body: object = {}): Promise<T> {
    const response = await this.request(route, { method: "POST", body: JSON.stringify(body) });
    return (await response.json()) as T;
  }

  private async request(route: string, { headers, ...init }: RequestParts, identity?: string): Promise<Response> {
    const { url, adminKey } = this.endpoint;
    const authorization = `Convex ${adminKey}${identity === undefined ? "" : `:${identity}`}`;
    const response = await fetch(url + route, { ...init, headers: { ...headers, authorization } });
    if (response.ok || response.status === 560) return response;
    throw new Error(`${route}: ${response.status} ${await response.text()}`);
  }
}

/** The state changes in this process; only its answer is waited for. */
const pollMs = 5;
