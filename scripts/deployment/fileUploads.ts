import { z } from "zod";
import type { App } from "./app.js";
import { postFile } from "./postFile.js";

/** Files of a place that one call asks for: a command's arguments may be 32 KB on some systems. */
const keysPerCall = 100;

const vKnown = z.object({
  storageId: z.string(),
  sha256: z.string(),
  contentType: z.string().nullable(),
  size: z.number(),
  version: z.string().nullable(),
  /** The run that has stored it. */
  runId: z.string(),
  /** The app has deleted it since. */
  isGone: z.boolean(),
});
/** What the app's storage has of a file of the source. */
export type KnownFile = Readonly<z.infer<typeof vKnown>>;

/** Contents to upload. `sha256`: in hexadecimal. */
export interface Contents {
  readonly sha256: string;
  readonly contentType: string | null;
}

/** What is recorded of a file of the source. */
export interface FileEntry extends Contents {
  readonly place: string;
  readonly key: string;
  readonly version: string | null;
  readonly size: number;
  readonly storageId: string;
}

const vBegun = z.object({ url: z.string(), stored: z.array(z.string().nullable()) });
const vNext = z.object({ since: z.number(), cursor: z.string() }).nullable();
const vRecovered = z.object({ found: z.number(), next: vNext });
const vDeleted = z.object({ deleted: z.number(), left: z.number(), isDone: z.boolean() });
const vStored = z.object({ storageId: z.string() });

/** The app's file storage, and the component's records of it: through functions of `migrations.ts`. */
export class FileUploads {
  constructor(
    private readonly app: App,
    private readonly runId: string,
    private readonly signal: AbortSignal,
  ) {}

  /** By key; a key that is not known is not in it. */
  async known(place: string, keys: readonly string[]): Promise<Map<string, KnownFile>> {
    const known = new Map<string, KnownFile>();
    for (let at = 0; at < keys.length; at += keysPerCall) {
      const chunk = keys.slice(at, at + keysPerCall);
      const files = await this.call("knownFiles", { place, keys: chunk }, z.array(vKnown.nullable()));
      for (const [index, file] of files.entries()) if (file !== null) known.set(chunk[index]!, file);
    }
    return known;
  }

  /** Where to upload these, and which are stored already. */
  async begin(contents: readonly Contents[]): Promise<z.infer<typeof vBegun>> {
    const args = { runId: this.runId, contents: contents.map(({ sha256, contentType }) => ({ sha256, contentType })) };
    return await this.call("beginUploads", args, vBegun);
  }

  async record(entries: readonly FileEntry[]): Promise<void> {
    await this.call("recordFiles", { runId: this.runId, entries }, z.unknown());
  }

  /** Finds what was uploaded, by this command or one that was killed, and not recorded. Gives how many there were. */
  async recover(): Promise<number> {
    let found = 0;
    for (let at: z.infer<typeof vNext> = null; ;) {
      const page: z.infer<typeof vRecovered> = await this.call("recoverUploads", { at }, vRecovered);
      found += page.found;
      at = page.next;
      if (at === null) return found;
    }
  }

  /** Deletes the files that this run has stored, but for those that were only recognized by their contents. Counts both. */
  async deleteStored(): Promise<{ deleted: number; left: number }> {
    for (let deleted = 0; ;) {
      const page = await this.call("deleteFiles", { runId: this.runId }, vDeleted);
      deleted += page.deleted;
      if (page.isDone) return { deleted, left: page.left };
    }
  }

  /** Uploads a file; the server compares it with the checksum. */
  async upload(url: string, path: string, { sha256, contentType }: Contents): Promise<string> {
    const digest = `sha-256=${Buffer.from(sha256, "hex").toString("base64")}`;
    const headers = { digest, ...(contentType === null ? {} : { "content-type": contentType }) };
    const { status, text } = await postFile(url, path, headers, this.signal);
    if (status !== 200) throw new Error(`The upload was refused: ${status} ${text.slice(0, 200)}`);
    return vStored.parse(JSON.parse(text)).storageId;
  }

  private async call<T>(name: string, args: object, answer: z.ZodType<T>): Promise<T> {
    return await this.app.convex.run(this.app.functionName(name), args, answer);
  }
}
