import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { brotliDecompressSync } from "node:zlib";

/** A request the deployment turns down; the `convex` command shows the message. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

export interface Call {
  url: URL;
  /** The identity `convex run --identity` asks to act as. */
  identity: Record<string, unknown> | undefined;
  /** Without a key: a page of the app, say. */
  isAnonymous: boolean;
  headers: IncomingHttpHeaders;
  /** As it arrives; fails when whoever sends it hangs up. */
  body: AsyncIterable<Uint8Array>;
  readBytes: () => Promise<Buffer>;
  readJson: () => Promise<unknown>;
}

/** An answer that is a file instead of JSON. */
export class FileAnswer {
  constructor(
    readonly stream: Readable,
    readonly headers: OutgoingHttpHeaders,
    readonly status = 200,
  ) {}
}

/** JSON that is written already: its integers are longer than JSON.stringify can write. */
export class TextAnswer {
  constructor(readonly json: string) {}
}

export interface Route {
  method: "GET" | "POST";
  path: RegExp;
  /** Probes such as /version need no key. */
  open?: boolean;
  /** Answers without a key, too, and looks itself what may be asked for then. */
  isPublic?: boolean;
  answer(call: Call): Promise<unknown>;
}

export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
  adminKey: string,
): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const route = routes.find(({ method, path }) => method === request.method && path.test(url.pathname));
    if (!route) {
      throw new Refusal(
        "NotInRehearsal",
        `The rehearsal deployment does not answer ${request.method} ${url.pathname}`,
        404,
      );
    }
    const { authorization } = request.headers;
    const isAnonymous = route.isPublic === true && authorization === undefined;
    const identity = route.open || isAnonymous ? undefined : getIdentity(authorization, adminKey);
    const answer = await route.answer({
      url,
      identity,
      isAnonymous,
      headers: request.headers,
      body: request,
      ...readersOf(request),
    });
    await writeAnswer(response, answer);
  } catch (error) {
    writeFailure(response, error);
  }
}

/** Checks the admin key; what follows it after a colon is the identity to act as, in base64. */
export function getIdentity(authorization: string | undefined, adminKey: string): Record<string, unknown> | undefined {
  const key = authorization?.startsWith("Convex ") ? authorization.slice("Convex ".length) : "";
  if (key === adminKey) return undefined;
  if (!key.startsWith(`${adminKey}:`)) {
    throw new Refusal("BadAdminKey", "The provided admin key was invalid for this instance", 401);
  }
  const encoded = key.slice(adminKey.length + 1);
  return JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as Record<string, unknown>;
}

function readersOf(request: IncomingMessage): Pick<Call, "readBytes" | "readJson"> {
  const readBytes = async (): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    return request.headers["content-encoding"] === "br" ? brotliDecompressSync(bytes) : bytes;
  };
  const readJson = async (): Promise<unknown> => {
    const text = (await readBytes()).toString("utf8");
    return text.length === 0 ? {} : (JSON.parse(text) as unknown);
  };
  return { readBytes, readJson };
}

async function writeAnswer(response: ServerResponse, answer: unknown): Promise<void> {
  if (answer instanceof FileAnswer) {
    response.writeHead(answer.status, answer.headers);
    await pipeline(answer.stream, response);
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end(answer instanceof TextAnswer ? answer.json : JSON.stringify(answer ?? null));
}

function writeFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const [status, code] = error instanceof Refusal ? [error.status, error.code] : [500, "RehearsalFault"];
  if (!(error instanceof Refusal)) console.error(error);
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ code, message: error instanceof Error ? error.message : String(error) }));
}
