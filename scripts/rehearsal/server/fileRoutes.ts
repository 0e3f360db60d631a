import { createReadStream } from "node:fs";
import type { Component, Engine } from "./engine/engine.js";
import type { FileContent } from "./engine/fileContents.js";
import type { StoredDocument } from "./engine/internals.js";
import { findMismatch, storageTable } from "./engine/storedFiles.js";
import { FileAnswer, Refusal, type Call } from "./http.js";

/** Uploads to `generateUploadUrl()`'s URLs, and downloads from `getUrl()`'s. */
export class FileRoutes {
  constructor(private readonly engine: Engine) {}

  /** Stores the body; a Digest header says what its sha256 must be. */
  async upload({ url, headers, body }: Call): Promise<{ storageId: string }> {
    const { files } = this.engine;
    const componentPath = files.tokens.componentOf(url.searchParams.get("token") ?? "");
    if (componentPath === undefined)
      throw new Refusal("InvalidUploadToken", "The upload URL is not valid, or expired", 401);
    const contentType = headers["content-type"] ?? null;
    if (contentType !== null && !mediaType.test(contentType)) throw badHeader("content-type");
    const expected = readDigest(headers["digest"]);
    const content = await keepBody(this.engine, body);
    const mismatch = findMismatch(expected, content);
    if (mismatch === undefined) return { storageId: await this.store(componentPath, content, contentType) };
    await files.contents.remove(content);
    throw new Refusal("Sha256Mismatch", mismatch);
  }

  private async store(componentPath: string, content: FileContent, contentType: string | null): Promise<string> {
    const { store } = this.engine.components.get(componentPath) as Component;
    return await this.engine.transaction(() => {
      const id = store.newId(storageTable);
      const { sha256, size } = content;
      store.put({ _id: id, _creationTime: store.newCreationTime(), contentType, sha256, size });
      this.engine.files.link(componentPath, id, content);
      return id;
    });
  }

  /** The whole file, or the one range that is asked for. */
  async download({ url, headers }: Call): Promise<FileAnswer> {
    const { content, document } = this.find(url.pathname.slice(url.pathname.lastIndexOf("/") + 1));
    const common = {
      ...(typeof document["contentType"] === "string" ? { "content-type": document["contentType"] } : {}),
      "cache-control": "private, max-age=2592000",
      "accept-ranges": "bytes",
    };
    const range = headers.range === undefined ? undefined : readRange(headers.range, content.size);
    if (range === undefined) {
      const whole = { ...common, digest: `sha-256=${content.sha256}`, "content-length": content.size };
      return new FileAnswer(createReadStream(content.path), whole);
    }
    const { start, end } = range;
    const part = { "content-range": `bytes ${start}-${end}/${content.size}`, "content-length": end - start + 1 };
    return new FileAnswer(createReadStream(content.path, { start, end }), { ...common, ...part }, 206);
  }

  private find(urlId: string): { content: FileContent; document: StoredDocument } {
    const owner = this.engine.files.ownerOf(urlId);
    const document = owner && this.engine.components.get(owner.componentPath)?.index.find(storageTable, owner.id);
    const found = owner && this.engine.files.find(owner.componentPath, owner.id);
    // A file that an import put in the place of another has the URL of its own.
    if (!document || found?.urlId !== urlId) throw new Refusal("FileNotFound", `File ${urlId} not found`, 404);
    return { content: found.content, document };
  }
}

const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+\s*(;.*)?$/;

function readDigest(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [, digest] = /^sha-256=([A-Za-z0-9+/]{43}=)$/.exec(String(header)) ?? [];
  if (digest === undefined) throw badHeader("digest");
  return digest;
}

function badHeader(name: string): Refusal {
  return new Refusal("BadHeader", `Bad header for ${name}: invalid HTTP header`);
}

async function keepBody(engine: Engine, body: AsyncIterable<Uint8Array>): Promise<FileContent> {
  try {
    return await engine.files.contents.keep(body);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ECONNRESET") throw error;
    throw new Refusal("BodyCut", "Error parsing body: it broke off");
  }
}

/** Of one range; more of them, or one outside the file, cannot be satisfied. */
function readRange(header: string, size: number): { start: number; end: number } {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if ((from === "" && to === "") || start > end)
    throw new Refusal("RangeNotSatisfiable", `No such range: ${header}`, 416);
  return { start, end };
}
