import { z } from "zod";
import { maskSecrets } from "../secrets.js";
import type { App } from "./app.js";
import type { FunctionEndpoint } from "./functionEndpoint.js";

/** A document of the app that was written, or deleted, after a moment. */
export interface Written {
  readonly table: string;
  readonly id: string;
  /** Nanoseconds since 1970, as exact as a number holds them: to 256. */
  readonly at: number;
}

/** Streaming export is part of some plans only, and needs a key; the message says what is missing. */
export class NotOffered extends Error {}

const vSnapshot = z.object({ snapshot: z.number() });
const vDeltas = z.object({
  values: z.array(
    z.object({ _component: z.string().optional(), _table: z.string(), _id: z.string(), _ts: z.number() }),
  ),
  cursor: z.number(),
  hasMore: z.boolean(),
});

const answerMs = 60_000;
const shownLength = 200;

/**
 * Convex's streaming export (docs.convex.dev/streaming-export-api): which documents were written after a moment, exactly. It does
 * not know by whom, nor which ones an import has replaced. Each request may throw `NotOffered`.
 */
export class StreamingExport {
  private constructor(
    private readonly app: App,
    private readonly access: FunctionEndpoint,
  ) {}

  static async open(app: App): Promise<StreamingExport> {
    const { access } = app.convex;
    if (access === null) throw new NotOffered("it needs a deploy key: CONVEX_DEPLOY_KEY");
    const url = access.url ?? (await app.deployment()).url ?? null;
    if (url === null) throw new NotOffered("the deployment does not say its address");
    return new StreamingExport(app, { url, adminKey: access.adminKey });
  }

  /** Now: a cursor for `written`. A snapshot of a table with one document says it. */
  async readCursor(): Promise<string> {
    const { mounts } = await this.app.deployment();
    if (mounts == null) throw new NotOffered("the app was deployed with an older version of convex-cutover");
    const query = new URLSearchParams({ component: mounts.cutover, tableName: "deployment" });
    const { text, value } = await this.ask(`list_snapshot?${query.toString()}`, vSnapshot);
    return findInteger(text, "snapshot", value.snapshot);
  }

  /** The app's own documents that were written after the cursor, each as often as it was. */
  async *written(after: string): AsyncGenerator<Written> {
    for (let cursor = after; ;) {
      const { text, value } = await this.ask(`document_deltas?cursor=${cursor}`, vDeltas);
      for (const { _component = "", _table, _id, _ts } of value.values)
        if (_component === "") yield { table: _table, id: _id, at: _ts };
      if (!value.hasMore) return;
      cursor = findInteger(text, "cursor", value.cursor);
    }
  }

  private async ask<T>(path: string, answer: z.ZodType<T>): Promise<{ text: string; value: T }> {
    const { signal } = this.app;
    const { url, adminKey } = this.access;
    try {
      const response = await fetch(`${url.replace(/\/+$/, "")}/api/${path}`, {
        headers: { Authorization: `Convex ${adminKey}` },
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
      });
      const text = await response.text();
      if (!response.ok) throw new NotOffered(`${response.status}: ${maskSecrets(text).slice(0, shownLength)}`);
      return { text, value: answer.parse(JSON.parse(text)) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof NotOffered) throw error;
      throw new NotOffered(maskSecrets(error instanceof Error ? error.message : String(error)).slice(0, shownLength));
    }
  }
}

/** Timestamps are longer than a number holds. A document may have a field of the same name: the last one of about this value. */
function findInteger(text: string, name: string, about: number): string {
  const found = [...text.matchAll(new RegExp(`"${name}":\\s*([0-9]+)`, "g"))].map(([, digits]) => digits!);
  const last = found.findLast((digits) => Number(digits) === about);
  if (last === undefined) throw new NotOffered(`its answer has no ${name}`);
  return last;
}
