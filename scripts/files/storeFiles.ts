import { setTimeout as sleep } from "node:timers/promises";
import type { Contents, FileEntry, FileUploads, KnownFile } from "../deployment/fileUploads.js";
import { retryMs } from "../deployment/transient.js";
import { digestFile } from "../run/files.js";
import type { NamedFile } from "./listFiles.js";
import type { FoundFile, LocalFile, Place } from "./place.js";
import { type ListedFile, nameOf } from "./storedFiles.js";

export interface Storing {
  readonly uploads: FileUploads;
  readonly run: string;
  readonly places: ReadonlyMap<string, Place>;
  /** What earlier passes of this run came to, by name. */
  readonly before: ReadonlyMap<string, ListedFile>;
  /** Whether the documents are in the app: a file that is gone there was deleted by its users, and does not come back. */
  readonly isLoaded: boolean;
  readonly signal: AbortSignal;
  readonly onStored: (count: number) => void;
  readonly note: (text: string) => void;
  /** How long it waits before it tries again, by attempt. */
  readonly waits?: readonly number[];
}

/** Files that are opened, hashed and recorded together, and how many of them are uploaded at once. */
const batch = { files: 50, bytes: 256 * 1024 * 1024, atOnce: 4 };

/** A file whose bytes are here, beside what is known of it. */
interface ReadFile extends Contents {
  readonly file: NamedFile;
  readonly version: string | null;
  readonly size: number;
  readonly local: LocalFile;
  readonly known: KnownFile | undefined;
}

/**
 * Stores the files that are not stored yet, or are others by now. What a killed command has uploaded is found first; contents that
 * are there are not uploaded again; what fails is tried again, and then listed with the reason.
 */
export async function storeFiles(named: readonly NamedFile[], storing: Storing): Promise<ListedFile[]> {
  const { uploads, note, onStored } = storing;
  const recovered = await uploads.recover();
  if (recovered > 0)
    note(
      `${recovered === 1 ? "1 file was" : `${recovered} files were`} uploaded by a command that was stopped before it recorded that.`,
    );
  const listed: ListedFile[] = [];
  for (const place of storing.places.keys()) {
    const files = named.filter((file) => file.place === place);
    const known = await uploads.known(
      place,
      files.map(({ key }) => key),
    );
    for await (const found of findFiles(files, known, storing)) {
      const outcomes = Array.isArray(found) ? await storeBatch(found, storing) : [found];
      listed.push(...outcomes);
      onStored(listed.length);
    }
  }
  return listed.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

/** Files of which nothing is to be stored, as they come, and the others in batches that were read. */
async function* findFiles(
  files: readonly NamedFile[],
  known: ReadonlyMap<string, KnownFile>,
  storing: Storing,
): AsyncGenerator<ListedFile | ReadFile[]> {
  let read: ReadFile[] = [];
  let bytes = 0;
  for (const file of files) {
    storing.signal.throwIfAborted();
    const next = await readFile(file, known.get(file.key), storing);
    if ("state" in next) {
      yield next;
      continue;
    }
    read.push(next);
    bytes += next.size;
    if (read.length < batch.files && bytes < batch.bytes) continue;
    yield read;
    [read, bytes] = [[], 0];
  }
  if (read.length > 0) yield read;
}

/** Looks at one file: it is not there, is stored already, or is read. */
async function readFile(
  file: NamedFile,
  known: KnownFile | undefined,
  storing: Storing,
): Promise<ListedFile | ReadFile> {
  try {
    const found = await storing.places.get(file.place)!.find(file.key);
    if (found === null) return describeFile(file, { state: "missing" });
    const isSame = known !== undefined && found.version !== null && known.version === found.version;
    if (isSame && (!known.isGone || isDeletedByUsers(known, file, storing))) return describeKnown(file, known, storing);
    return await hashFile(file, found, known);
  } catch (error) {
    if (storing.signal.aborted) throw error;
    return describeFile(file, { state: "failed", reason: describe(error) });
  }
}

function isDeletedByUsers({ storageId }: KnownFile, file: NamedFile, { before, isLoaded }: Storing): boolean {
  return isLoaded && before.get(nameOf(file))?.storageId === storageId;
}

async function hashFile(file: NamedFile, found: FoundFile, known: KnownFile | undefined): Promise<ReadFile> {
  const local = await found.open();
  const { version, contentType } = found;
  return { file, known, local, version, contentType, ...(await digestFile(local.path)) };
}

/** Stores files that were read; what fails is tried again, as often as there are waits. */
async function storeBatch(files: readonly ReadFile[], storing: Storing): Promise<ListedFile[]> {
  const outcomes: ListedFile[] = [];
  const waits = storing.waits ?? retryMs;
  try {
    let [left, errors] = [[...files], new Map<ReadFile, string>()];
    for (let attempt = 0; left.length > 0 && attempt <= waits.length; attempt++) {
      if (attempt > 0) {
        await sleep(waits[attempt - 1], undefined, { signal: storing.signal });
        // What has arrived although the answer has not must not be stored a second time.
        await storing.uploads.recover();
        left = await Promise.all(left.map(async (file) => ({ ...file, ...(await digestFile(file.local.path)) })));
      }
      const result = await storeOnce(left, storing);
      outcomes.push(...result.listed);
      [left, errors] = [[...result.errors.keys()], result.errors];
    }
    return [
      ...outcomes,
      ...left.map((each) => describeFile(each.file, { state: "failed", reason: errors.get(each)! })),
    ];
  } finally {
    for (const { local } of files) await local.close();
  }
}

interface Attempt {
  readonly listed: readonly ListedFile[];
  readonly errors: Map<ReadFile, string>;
}

/** Uploads what is not stored yet, each of the contents once, and records all of it. */
async function storeOnce(files: readonly ReadFile[], storing: Storing): Promise<Attempt> {
  const { uploads, signal } = storing;
  const contents = [...new Map(files.map((file) => [contentsOf(file), file])).values()];
  const { url, stored } = await uploads.begin(contents);
  const ids = new Map<string, { storageId: string; isNew: boolean }>();
  const errors = new Map<string, string>();
  await forEach([...contents.entries()], batch.atOnce, async ([at, file]) => {
    const there = stored[at] ?? null;
    try {
      const storageId = there ?? (await uploads.upload(url, file.local.path, file));
      ids.set(contentsOf(file), { storageId, isNew: there === null });
    } catch (error) {
      if (signal.aborted) throw error;
      errors.set(contentsOf(file), describe(error));
    }
  });
  const done = files.filter((file) => ids.has(contentsOf(file)));
  await uploads.record(done.map((file) => describeEntry(file, ids.get(contentsOf(file))!.storageId)));
  const listed = done.map((file) => describeStored(file, ids.get(contentsOf(file))!, storing));
  const failed = files.flatMap((file) => {
    const why = errors.get(contentsOf(file));
    return why === undefined ? [] : [[file, why] as const];
  });
  return { listed, errors: new Map(failed) };
}

function contentsOf({ sha256, contentType }: Contents): string {
  return `${sha256} ${contentType ?? ""}`;
}

function describeEntry({ file, version, sha256, size, contentType }: ReadFile, storageId: string): FileEntry {
  return { place: file.place, key: file.key, version, sha256, size, contentType, storageId };
}

function describeStored(
  { file, known, sha256, size, contentType }: ReadFile,
  { storageId, isNew }: { storageId: string; isNew: boolean },
  { before }: Storing,
): ListedFile {
  const isChanged = wasChanged(file, before) || (known !== undefined && known.sha256 !== sha256);
  const state = isChanged ? "changed" : isNew ? "stored" : "same";
  return describeFile(file, { state, storageId, sha256, size, contentType });
}

function describeKnown(file: NamedFile, known: KnownFile, { run, before }: Storing): ListedFile {
  const { storageId, sha256, size, contentType, runId } = known;
  const state = wasChanged(file, before) ? "changed" : runId === run ? "stored" : "same";
  return describeFile(file, { state, storageId, sha256, size, contentType });
}

/** What has changed in this run stays listed so. */
function wasChanged(file: NamedFile, before: Storing["before"]): boolean {
  return before.get(nameOf(file))?.state === "changed";
}

function describeFile(
  { place, key, tables, rows }: NamedFile,
  fate: Pick<ListedFile, "state"> & Partial<ListedFile>,
): ListedFile {
  const isThere = fate.state !== "missing" && fate.state !== "failed";
  const nothing = { storageId: null, sha256: null, size: null, contentType: null };
  return { place, key, tables, ...nothing, ...fate, ...(isThere ? {} : { rows }) };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** So many of them at once; one that throws ends it. */
async function forEach<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
