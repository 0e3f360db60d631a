// oxlint-disable no-underscore-dangle -- these are names of convex-test
import { convexToJson, type Value } from "convex/values";
import type { EngineDatabase, EngineQuery, StoredDocument } from "./internals.js";

type Ids = Set<string>;

/** Documents of a table by their values in these fields. */
interface Grouping {
  readonly fields: readonly string[];
  readonly idsByKey: Map<string, Ids>;
}

/** What all documents of an index range have in common. */
interface Candidates {
  readonly table: string;
  readonly fields: readonly string[];
  readonly key: string;
}

/**
 * Which documents are in which table, and which hold which value.
 *
 * convex-test finds documents by walking all of them on every query: a thousand indexed look-ups over 20,000 documents
 * take half a minute. This index hands it only the candidates (one table's documents, or those that match every `.eq` of an
 * index range: the first alone may be the same in all of them); convex-test still applies every filter, so what a query returns
 * does not change.
 */
export class TableIndex {
  private readonly idsByTable = new Map<string, Ids>();
  /** By table, then by the names of the fields. */
  private readonly groupings = new Map<string, Map<string, Grouping>>();
  private candidates: Candidates | undefined;

  private tell: (table: string, id: string, document: StoredDocument | undefined) => void = () => {};

  constructor(private readonly database: EngineDatabase) {
    this.watchCommits();
    this.watchQueries();
    database._iterateDocs = (table, visit) => this.visitDocuments(table, visit);
  }

  /** Calls back for every document that a commit has written, or deleted. */
  onReplace(listener: (table: string, id: string, document: StoredDocument | undefined) => void): void {
    this.tell = listener;
  }

  get tables(): string[] {
    return [...this.idsByTable].filter(([, ids]) => ids.size > 0).map(([table]) => table);
  }

  count(table: string): number {
    return this.idsByTable.get(table)?.size ?? 0;
  }

  /** The committed document of this id. */
  find(table: string, id: string): StoredDocument | null {
    return this.idsByTable.get(table)?.has(id) === true ? (this.database._documents[id] ?? null) : null;
  }

  /** The committed documents of a table, oldest first. */
  documents(table: string): StoredDocument[] {
    const documents = [...(this.idsByTable.get(table) ?? [])].map(
      (id) => this.database._documents[id] as StoredDocument,
    );
    return documents.toSorted((a, b) => a._creationTime - b._creationTime);
  }

  private watchCommits(): void {
    const commit = this.database.commit.bind(this.database);
    this.database.commit = (commitTs) => {
      const writes = this.database._writes.length === 1 ? this.database._writes[0] : undefined;
      const before = Object.keys(writes ?? {}).map((id) => [id, this.database._documents[id]] as const);
      commit(commitTs);
      for (const [id, old] of before) this.replace(id, old, this.database._documents[id]);
    };
  }

  private replace(id: string, old: StoredDocument | undefined, now: StoredDocument | undefined): void {
    const table = tableOfId(id);
    if (table === undefined) return;
    this.tell(table, id, now);
    if (now === undefined) this.idsByTable.get(table)?.delete(id);
    else getOrAdd(this.idsByTable, table, () => new Set()).add(id);
    for (const { fields, idsByKey } of this.groupings.get(table)?.values() ?? []) {
      if (old !== undefined) removeFrom(idsByKey, keyOf(old, fields), id);
      if (now !== undefined) getOrAdd(idsByKey, keyOf(now, fields), () => new Set()).add(id);
    }
  }

  /** Remembers the `.eq`s of an index range for the walk that convex-test starts within the same call. */
  private watchQueries(): void {
    const resolve = this.database._resolveQuerySource.bind(this.database);
    this.database._resolveQuerySource = (query) => {
      this.candidates = candidatesOf(query);
      try {
        return resolve(query);
      } finally {
        this.candidates = undefined;
      }
    };
  }

  private visitDocuments(table: string, visit: (document: StoredDocument) => void): void {
    const ids = new Set(this.candidateIds(table));
    for (const writes of this.database._writes) {
      for (const id of Object.keys(writes)) if (tableOfId(id) === table) ids.add(id);
    }
    for (const id of ids) {
      const document = this.database.get(table, id);
      if (document !== null) visit(document);
    }
  }

  private candidateIds(table: string): Iterable<string> {
    const all = this.idsByTable.get(table) ?? [];
    if (this.candidates?.table !== table) return all;
    const { fields, key } = this.candidates;
    const ofTable = getOrAdd(this.groupings, table, () => new Map<string, Grouping>());
    const { idsByKey } = getOrAdd(ofTable, fields.join(), () => this.group(all, fields));
    return idsByKey.get(key) ?? [];
  }

  private group(ids: Iterable<string>, fields: readonly string[]): Grouping {
    const idsByKey = new Map<string, Ids>();
    for (const id of ids) {
      const document = this.database._documents[id];
      if (document !== undefined) getOrAdd(idsByKey, keyOf(document, fields), () => new Set()).add(id);
    }
    return { fields, idsByKey };
  }
}

function candidatesOf({ source }: EngineQuery): Candidates | undefined {
  if (source.type !== "IndexRange" || source.indexName === undefined) return undefined;
  const equal = (source.range ?? []).filter(({ type }) => type === "Eq");
  if (equal.length === 0) return undefined;
  const table = source.indexName.slice(0, source.indexName.indexOf("."));
  // A bound arrives in Convex's JSON form, in which "no value" is {"$undefined": null}.
  const key = joinKeys(equal.map(({ value }) => keyOfJson(value)));
  return { table, fields: equal.map(({ fieldPath }) => fieldPath), key };
}

function keyOf(document: StoredDocument, fields: readonly string[]): string {
  return joinKeys(fields.map((field) => keyOfField(document, field)));
}

/** No key has a line break: JSON escapes them. */
function joinKeys(keys: readonly string[]): string {
  return keys.join("\n");
}

function keyOfField(document: StoredDocument, fieldPath: string): string {
  let value: Value | undefined = document;
  for (const part of fieldPath.split(".")) {
    value = isObject(value) ? value[part] : undefined;
  }
  return keyOfJson(value === undefined ? { $undefined: null } : convexToJson(value));
}

function isObject(value: Value | undefined): value is Record<string, Value> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ArrayBuffer);
}

/** Equal values must have equal keys; different values may share one, because the filters run again. */
function keyOfJson(json: unknown): string {
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  const [type = "", encoded] = Object.entries(json)[0] ?? [];
  if (type === "$float") return encoded === negativeZero ? "0" : type;
  return type.startsWith("$") ? JSON.stringify(json) : "structure";
}

const negativeZero = "AAAAAAAAAIA=";

export function tableOfId(id: string): string | undefined {
  return /^[0-9]+([^0-9].*)$/.exec(id)?.[1];
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}

function removeFrom(idsByKey: Map<string, Ids>, key: string, id: string): void {
  const ids = idsByKey.get(key);
  ids?.delete(id);
  if (ids?.size === 0) idsByKey.delete(key);
}
