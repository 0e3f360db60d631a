import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { pipeline } from "node:stream/promises";

const idleMs = 300_000;

export interface PostedFile {
  readonly status: number;
  readonly text: string;
}

/** Posts a file as it is read: a blob given to `fetch` fills the memory with what has not been sent yet. */
export async function postFile(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<PostedFile> {
  const { size } = await stat(path);
  const open = url.startsWith("https:") ? requestSecure : requestPlain;
  const request = open(url, { method: "POST", headers: { ...headers, "content-length": size }, signal });
  request.setTimeout(idleMs, () => request.destroy(new Error(`Nothing moved for ${idleMs / 60_000} minutes`)));
  const answered = new Promise<IncomingMessage>((resolve, fail) => {
    request.on("response", resolve).on("error", fail);
  });
  // A server may answer, and close, before it has read everything: its answer counts.
  pipeline(readExactly(path, size), request).catch((error: unknown) => request.destroy(error as Error));
  const response = await answered;
  response.setEncoding("utf8");
  let text = "";
  for await (const chunk of response) text += chunk as string;
  return { status: response.statusCode ?? 0, text };
}

/** A file that has become shorter is an error: the server would wait for the rest. */
async function* readExactly(path: string, size: number): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of createReadStream(path, { end: Math.max(0, size - 1) })) {
    read += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
  if (read !== size) throw new Error(`The file became shorter while it was sent: ${read} of ${size} bytes`);
}
