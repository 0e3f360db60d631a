// oxlint-disable no-underscore-dangle -- these are names of convex-test
import { convexToJson, type Value } from "convex/values";
import type { EngineDatabase, EngineQuery, StoredDocument } from "./internals.js";

type Ids = Set<string>;

/**
 * Which documents are in which table, and which hold which value.
 *
 * convex-test finds documents by walking all of them on every query: a thousand indexed look-ups over 20,000 documents
 * take half a minute. This index hands it only the candidates (one table's documents, or those that match the first
 * `.eq` of an index range); convex-test still applies every filter, so what a query returns does not change.
 */
export class TableIndex {
  private readonly idsByTable = new Map<string, Ids>();
  private readonly idsByValue = new Map<string, Map<string, Ids>>();
  private candidates: { table: string; field: string; key: string } | undefined;

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
    for (const [tableAndField, idsByKey] of this.idsByValue) {
      const [indexedTable, field = ""] = tableAndField.split("\n");
      if (indexedTable !== table) continue;
      if (old !== undefined) idsByKey.get(keyOf(old, field))?.delete(id);
      if (now !== undefined) getOrAdd(idsByKey, keyOf(now, field), () => new Set()).add(id);
    }
  }

  /** Remembers the first `.eq` of an index range for the walk that convex-test starts within the same call. */
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
    const { field, key } = this.candidates;
    const idsByKey = getOrAdd(this.idsByValue, `${table}\n${field}`, () => this.groupByValue(all, field));
    return idsByKey.get(key) ?? [];
  }

  private groupByValue(ids: Iterable<string>, field: string): Map<string, Ids> {
    const groups = new Map<string, Ids>();
    for (const id of ids) {
      const document = this.database._documents[id];
      if (document !== undefined) getOrAdd(groups, keyOf(document, field), () => new Set()).add(id);
    }
    return groups;
  }
}

function candidatesOf({ source }: EngineQuery): { table: string; field: string; key: string } | undefined {
  const first = source.type === "IndexRange" ? source.range?.[0] : undefined;
  if (first?.type !== "Eq" || source.indexName === undefined) return undefined;
  const table = source.indexName.slice(0, source.indexName.indexOf("."));
  // A bound arrives in Convex's JSON form, in which "no value" is {"$undefined": null}.
  return { table, field: first.fieldPath, key: keyOfJson(first.value) };
}

function keyOf(document: StoredDocument, fieldPath: string): string {
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
