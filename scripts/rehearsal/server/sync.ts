import type { JSONValue } from "convex/values";
import type { WebSocket } from "ws";
import { getIdentity } from "./http.js";

export interface Subscription {
  path: string;
  args: JSONValue;
  componentPath: string;
  identity: Record<string, unknown> | undefined;
}

export type SubscriptionResult =
  | { type: "QueryUpdated"; value: JSONValue; logLines: string[]; journal: null }
  | { type: "QueryFailed"; errorMessage: string; errorData?: JSONValue; logLines: string[]; journal: null };

export interface SyncHost {
  adminKey: string;
  onPing(): void;
  runQuery(subscription: Subscription): Promise<SubscriptionResult>;
  /** Calls back after every change of data or state; returns how to stop. */
  onChange(listener: () => void): () => void;
}

type Modification =
  | { type: "Add"; queryId: number; udfPath: string; args: JSONValue[]; componentPath?: string }
  | { type: "Remove"; queryId: number };

type ClientMessage =
  | { type: "Authenticate"; value?: string; baseVersion: number; impersonating?: Record<string, unknown> }
  | { type: "ModifyQuerySet"; newVersion: number; modifications: Modification[] }
  | { type: "Connect" | "Event" };

interface Watched extends Omit<Subscription, "identity"> {
  /** What was sent last; only changes are sent again. */
  sent?: string;
}

const pingEveryMs = 15_000;
/** Changes come in bursts; one answer covers them. */
const settleMs = 20;

/** One client of the sync protocol: `convex run --watch`, and every question of the command that waits for a state. */
export class SyncSession {
  private readonly queries = new Map<number, Watched>();
  private version = { querySet: 0, identity: 0, ts: 0n };
  private identity: Record<string, unknown> | undefined;
  private isAdmin = false;
  private work: Promise<void> = Promise.resolve();
  private refresh: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: WebSocket,
    private readonly host: SyncHost,
  ) {
    const stopListening = host.onChange(() => this.refreshSoon());
    const pings = setInterval(() => this.ping(), pingEveryMs);
    socket.on("message", (data: Buffer) => this.enqueue(() => this.receive(data)));
    socket.on("close", () => {
      stopListening();
      clearInterval(pings);
      clearTimeout(this.refresh);
    });
  }

  /** Without a word from the server the client would reconnect. */
  private ping(): void {
    this.host.onPing();
    this.send({ type: "Ping" });
  }

  /** Messages and refreshes are handled one after the other, so versions only grow. */
  private enqueue(step: () => Promise<void>): void {
    this.work = this.work.then(step).catch((error: unknown) => {
      this.send({ type: "FatalError", error: error instanceof Error ? error.message : String(error) });
    });
  }

  private refreshSoon(): void {
    this.refresh ??= setTimeout(() => {
      this.refresh = undefined;
      this.enqueue(() => this.sendChanges({}));
    }, settleMs);
  }

  private async receive(data: Buffer): Promise<void> {
    const message = JSON.parse(data.toString("utf8")) as ClientMessage;
    switch (message.type) {
      case "Authenticate":
        return this.authenticate(message);
      case "ModifyQuerySet":
        for (const modification of message.modifications) this.modify(modification);
        return this.sendChanges({ querySet: message.newVersion });
      case "Connect":
      case "Event":
        return;
    }
  }

  private async authenticate(message: Extract<ClientMessage, { type: "Authenticate" }>): Promise<void> {
    getIdentity(`Convex ${message.value ?? ""}`, this.host.adminKey);
    this.isAdmin = true;
    this.identity = message.impersonating;
    return this.sendChanges({ identity: message.baseVersion + 1 });
  }

  private modify(modification: Modification): void {
    if (modification.type === "Remove") {
      this.queries.delete(modification.queryId);
      return;
    }
    const { queryId, udfPath, args, componentPath = "" } = modification;
    this.queries.set(queryId, { path: udfPath, args: args[0] ?? {}, componentPath });
  }

  private async sendChanges(change: { querySet?: number; identity?: number }): Promise<void> {
    const modifications: unknown[] = [];
    for (const [queryId, watched] of this.isAdmin ? this.queries : []) {
      const result = await this.host.runQuery({ ...watched, identity: this.identity });
      const text = JSON.stringify(result);
      if (text === watched.sent) continue;
      watched.sent = text;
      modifications.push({ ...result, queryId });
    }
    if (modifications.length === 0 && Object.keys(change).length === 0) return;
    const startVersion = encodeVersion(this.version);
    this.version = { ...this.version, ...change, ts: this.version.ts + 1n };
    this.send({ type: "Transition", startVersion, endVersion: encodeVersion(this.version), modifications });
  }

  private send(message: Record<string, unknown>): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(message));
  }
}

function encodeVersion(version: { querySet: number; identity: number; ts: bigint }) {
  const ts = Buffer.alloc(8);
  ts.writeBigUInt64LE(version.ts);
  return { ...version, ts: ts.toString("base64") };
}
