import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { convexToJson, jsonToConvex, type JSONValue, type Value } from "convex/values";
import { WebSocketServer } from "ws";
import { loadEngine, type Engine } from "./engine/engine.js";
import { Exports } from "./exports.js";
import { FileRoutes } from "./fileRoutes.js";
import { type Faults, readFaults } from "./faults.js";
import { canonicalPath, readRedaction, runFunction } from "./functions.js";
import { answerRequest, type Route } from "./http.js";
import { Imports } from "./import/imports.js";
import { TableNumbers } from "./import/tableNumbers.js";
import { LivelyWriters } from "./lively/livelyWriters.js";
import { vEditing, vLivelySpec } from "./lively/protocol.js";
import { readPace, type Pace } from "./pace.js";
import { readStreaming, StreamingExport } from "./streamingExport.js";
import { SyncSession, type SyncHost, type Subscription, type SubscriptionResult } from "./sync.js";
import { answerSystemQuery, type SystemParts } from "./systemQueries.js";

export interface RehearsalOptions {
  /** The folder that holds the Convex functions, for instance "convex". */
  appDir: string;
  /** A free one by default. */
  port?: number;
  /** Called at every request and write, and while somebody watches a query, so that an unused deployment can stop. */
  onActivity?: () => void;
  /** How long imports and exports take; by default what CUTOVER_REHEARSAL_SLOW says. */
  pace?: Pace;
  /** Whether the deployment offers streaming export; by default what CUTOVER_REHEARSAL_STREAMING says. */
  streaming?: boolean;
  /** Whether errors and logs are kept from whoever calls; by default what CUTOVER_REHEARSAL_REDACT says. */
  redacts?: boolean;
  /** Whether functions run as a bundle without Node; by default what CUTOVER_REHEARSAL_BUNDLE says. */
  bundles?: boolean;
  /** Calls of functions that are turned down; by default what CUTOVER_REHEARSAL_FAULTS says. */
  faults?: Faults;
}

export interface Rehearsal {
  url: string;
  adminKey: string;
  stop(): Promise<void>;
}

/**
 * Starts a deployment in this process, in memory, on 127.0.0.1, that the real `convex` command can use with
 * CONVEX_SELF_HOSTED_URL and CONVEX_SELF_HOSTED_ADMIN_KEY. Where the app is TypeScript, a loader such as tsx must be
 * registered. Modules are loaded once per process: code changed after that is not seen.
 */
export async function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const { appDir, port = 0, onActivity, bundles = process.env["CUTOVER_REHEARSAL_BUNDLE"] === "on" } = options;
  const engine = await loadEngine(path.resolve(appDir), { bundles });
  const adminKey = `rehearsal|${randomBytes(32).toString("hex")}`;
  const deployment = createDeployment(engine, adminKey, options);
  const server = createServer((request, response) => {
    onActivity?.();
    deployment.lively.noteRequest();
    void answerRequest(request, response, deployment.routes, adminKey);
  });
  const sockets = new WebSocketServer({ server, maxPayload: 64 * (1 << 20) });
  sockets.on("connection", (socket) => new SyncSession(socket, deployment.host));
  const url = await listen(server, port);
  engine.files.origin = url;
  const restoreEnvironment = setDeploymentEnvironment(url);
  const stop = async (): Promise<void> => {
    restoreEnvironment();
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await engine.files.contents.removeAll();
  };
  return { url, adminKey, stop };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

/** A real deployment sets these two for its functions; what the user has set stays. */
function setDeploymentEnvironment(url: string): () => void {
  const names = ["CONVEX_CLOUD_URL", "CONVEX_SITE_URL"].filter((name) => process.env[name] === undefined);
  for (const name of names) process.env[name] = url;
  return () => {
    for (const name of names) delete process.env[name];
  };
}

function createDeployment(
  engine: Engine,
  adminKey: string,
  {
    pace = readPace(process.env),
    streaming = readStreaming(process.env),
    redacts = readRedaction(process.env),
    faults = readFaults(process.env),
    onActivity = () => {},
  }: Omit<RehearsalOptions, "appDir">,
): { routes: Route[]; host: SyncHost; lively: LivelyWriters } {
  const listeners = new Set<() => void>();
  const notify = (): void => {
    onActivity();
    for (const listener of listeners) listener();
  };
  engine.onCommit(notify);
  const numbers = new TableNumbers(engine);
  const lively = new LivelyWriters(engine);
  const imports = new Imports(engine, numbers, lively.during("during an import", pace), notify);
  const exports = new Exports(engine, numbers, lively.during("during an export", pace), notify);
  const parts: SystemParts = { engine, imports, exports, numbers };
  const host: SyncHost = {
    adminKey,
    onPing() {
      onActivity();
      lively.noteRequest();
    },
    runQuery: (subscription) => runSubscription(parts, subscription, redacts),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const streams = new StreamingExport(engine, streaming);
  const routes = [
    ...createRoutes(parts, redacts, faults),
    ...createStreamRoutes(streams),
    ...createFileRoutes(new FileRoutes(engine)),
    ...createLivelyRoutes(lively),
  ];
  return { routes, host, lively };
}

interface FunctionBody {
  path: string;
  args: JSONValue;
  componentPath?: string;
}

function createRoutes(parts: SystemParts, redacts: boolean, faults: Faults): Route[] {
  const { engine, imports, exports } = parts;
  return [
    { method: "GET", path: /^\/version$/, open: true, answer: async () => "rehearsal" },
    { method: "GET", path: /^\/instance_name$/, open: true, answer: async () => "rehearsal" },
    { method: "GET", path: /^\/api\/check_admin_key$/, answer: async () => ({ success: true }) },
    {
      method: "POST",
      path: /^\/api\/(function|query|mutation|action)$/,
      isPublic: true,
      answer: async ({ readJson, identity, isAnonymous }) => {
        const { path: name, args, componentPath = "" } = (await readJson()) as FunctionBody;
        const fault = faults(name);
        if (fault !== null) throw fault;
        const only = Array.isArray(args) ? (args[0] ?? {}) : args;
        if (isAnonymous) {
          return runFunction(engine, { path: name, args: only, componentPath: "", identity, isAnonymous }, redacts);
        }
        const system = answerSystemQuery(parts, { path: name, args: toArgs(only), componentPath });
        if (system !== undefined) return { status: "success", value: convexToJson(await system), logLines: [] };
        return runFunction(engine, { path: name, args: only, componentPath, identity }, redacts);
      },
    },
    { method: "POST", path: /^\/api\/import\/start_upload$/, answer: async () => imports.startUpload() },
    { method: "POST", path: /^\/api\/import\/upload_part$/, answer: (call) => imports.uploadPart(call) },
    { method: "POST", path: /^\/api\/import\/finish_upload$/, answer: (call) => imports.finishUpload(call) },
    { method: "POST", path: /^\/api\/perform_import$/, answer: (call) => imports.perform(call) },
    { method: "POST", path: /^\/api\/cancel_import$/, answer: (call) => imports.cancel(call) },
    { method: "POST", path: /^\/api\/export\/request\/zip$/, answer: (call) => exports.request(call) },
    { method: "GET", path: /^\/api\/export\/zip\/[0-9]+$/, answer: (call) => exports.download(call) },
  ];
}

function createStreamRoutes(streams: StreamingExport): Route[] {
  return (["GET", "POST"] as const).flatMap((method) => [
    { method, path: /^\/api\/document_deltas$/, answer: (call) => streams.documentDeltas(call) },
    { method, path: /^\/api\/list_snapshot$/, answer: (call) => streams.listSnapshot(call) },
  ]);
}

/** Without a key: whoever has the URL may use it. */
function createFileRoutes(files: FileRoutes): Route[] {
  return [
    { method: "POST", path: /^\/api\/storage\/upload$/, open: true, answer: (call) => files.upload(call) },
    { method: "GET", path: /^\/api\/storage\/[^/]+$/, open: true, answer: (call) => files.download(call) },
  ];
}

/** Of the rehearsal's own: no deployment has them. */
function createLivelyRoutes(lively: LivelyWriters): Route[] {
  const answers: Record<string, Route["answer"]> = {
    start: async ({ readJson }) => await lively.start(vLivelySpec.parse(await readJson())),
    edit: async ({ readJson }) => await lively.edit(vEditing.parse(await readJson())),
    stop: async () => await lively.stop(),
  };
  return Object.entries(answers).map(([name, answer]) => ({
    method: "POST",
    path: new RegExp(`^/rehearsal/lively/${name}$`),
    answer,
  }));
}

function toArgs(args: JSONValue): Record<string, Value> {
  return jsonToConvex(args) as Record<string, Value>;
}

async function runSubscription(
  parts: SystemParts,
  subscription: Subscription,
  redacts: boolean,
): Promise<SubscriptionResult> {
  const { path: name, args, componentPath } = subscription;
  const system = answerSystemQuery(parts, { path: name, args: toArgs(args), componentPath });
  if (system !== undefined) {
    return { type: "QueryUpdated", value: convexToJson(await system), logLines: [], journal: null };
  }
  const found = await parts.engine.findFunction(componentPath, canonicalPath(name));
  if (found !== undefined && !found.isQuery) {
    return {
      type: "QueryFailed",
      errorMessage: `${name} is not a query, so it cannot be watched`,
      logLines: [],
      journal: null,
    };
  }
  const result = await runFunction(parts.engine, subscription, redacts);
  if (result.status === "success") {
    return { type: "QueryUpdated", value: result.value, logLines: result.logLines, journal: null };
  }
  const { status: _, ...failure } = result;
  return { type: "QueryFailed", ...failure, journal: null };
}
