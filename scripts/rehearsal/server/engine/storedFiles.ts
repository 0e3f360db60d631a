// oxlint-disable no-underscore-dangle -- these are names of convex-test
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { FileContents, type FileContent } from "./fileContents.js";
import type { EngineDatabase, EngineState } from "./internals.js";
import { UploadTokens } from "./uploadTokens.js";

/** A stored file beside its document in `_storage`. */
export interface StoredFile {
  readonly content: FileContent;
  /** What its URL ends with; `_storage` does not show it. */
  readonly urlId: string;
}

export const storageTable = "_storage";

interface Storing {
  content: FileContent;
  contentType: string | null;
}

/**
 * File storage of the functions. convex-test has the documents of `_storage`; from here come URLs that this deployment
 * answers, content types, and bytes that lie on the disk.
 */
export class StoredFiles {
  readonly contents = new FileContents();
  readonly tokens = new UploadTokens();
  /** Where the deployment answers: URLs begin with it. */
  origin = "";
  private readonly files = new Map<string, StoredFile>();
  private readonly owners = new Map<string, { componentPath: string; id: string }>();
  private readonly storing = new AsyncLocalStorage<Storing>();

  constructor(state: EngineState) {
    for (const [path, { db }] of Object.entries(state.components)) this.watchDatabase(path, db);
    this.watchSyscalls(state);
    this.watchStores(state);
  }

  /** The bytes of a document of `_storage`. */
  find(componentPath: string, id: string): StoredFile | undefined {
    return this.files.get(`${componentPath}/${id}`);
  }

  /** Whose the file at this URL is, or was. */
  ownerOf(urlId: string): { componentPath: string; id: string } | undefined {
    return this.owners.get(urlId);
  }

  link(componentPath: string, id: string, content: FileContent, urlId: string = randomUUID()): void {
    this.files.set(`${componentPath}/${id}`, { content, urlId });
    this.owners.set(urlId, { componentPath, id });
  }

  private watchDatabase(componentPath: string, database: EngineDatabase): void {
    const insert = database.insert.bind(database);
    database.insert = (table, value) => {
      const storing = table === storageTable ? this.storing.getStore() : undefined;
      if (storing === undefined) return insert(table, value);
      const id = insert(table, { ...(value as object), contentType: storing.contentType });
      this.link(componentPath, id, storing.content);
      return id;
    };
    database.storeFile = () => {};
    database.getFile = async (id) => {
      const document = database.get(storageTable, id);
      const file = this.find(componentPath, id);
      if (document === null || file === undefined) return null;
      const { contentType } = document;
      return new Blob(
        [await readFile(file.content.path)],
        typeof contentType === "string" ? { type: contentType } : {},
      );
    };
  }

  private watchSyscalls(state: EngineState): void {
    const syscall = state.asyncSyscall.bind(state);
    const componentPath = async (): Promise<string> =>
      (JSON.parse(await syscall("1.0/getFunctionMetadata", "{}")) as { componentPath: string }).componentPath;
    state.asyncSyscall = async (op, args) => {
      if (op === "1.0/storageGenerateUploadUrl") {
        return JSON.stringify(`${this.origin}/api/storage/upload?token=${this.tokens.issue(await componentPath())}`);
      }
      if (op !== "1.0/storageGetUrl" && op !== "1.0/storageDelete") return syscall(op, args);
      const { storageId } = JSON.parse(args) as { storageId: string };
      const isThere = (await syscall("1.0/storageGetUrl", args)) !== "null";
      if (op === "1.0/storageGetUrl") return isThere ? this.renderUrl(await componentPath(), storageId) : "null";
      if (!isThere) throw new Error(`storage id ${storageId} not found`);
      return syscall(op, args);
    };
  }

  private renderUrl(componentPath: string, id: string): string {
    const component = componentPath === "" ? "" : `?component=${encodeURIComponent(componentPath)}`;
    return JSON.stringify(`${this.origin}/api/storage/${this.find(componentPath, id)?.urlId}${component}`);
  }

  /** `ctx.storage.store` of an action. */
  private watchStores(state: EngineState): void {
    const syscall = state.jsSyscall.bind(state);
    state.jsSyscall = async (op, args) => {
      if (op !== "storage/storeBlob") return syscall(op, args);
      const { blob, options } = args as { blob: Blob; options?: { sha256?: string } };
      const content = await this.contents.keep(blob.stream());
      const mismatch = findMismatch(options?.sha256, content);
      if (mismatch !== undefined) throw new Error(mismatch);
      return this.storing.run({ content, contentType: blob.type === "" ? null : blob.type }, () => syscall(op, args));
    };
  }
}

/** In the server's words; `expected` is in base64, or undefined where nobody said it. */
export function findMismatch(expected: string | undefined, { sha256 }: FileContent): string | undefined {
  if (expected === undefined || expected === sha256) return undefined;
  return `Sha256 mismatch. Expected: ${expected} Actual: ${sha256}`;
}
