import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A column as NocoDB's metadata describes it. */
export interface NocodbColumn {
  readonly id?: string;
  readonly title: string;
  readonly uidt: string;
  readonly pk?: boolean;
  readonly system?: boolean;
  readonly rqd?: boolean;
  readonly colOptions?: {
    readonly options?: readonly { readonly title: string; readonly order: number }[];
    readonly type?: "mm" | "hm" | "bt";
    readonly fk_related_model_id?: string;
    readonly fk_mm_model_id?: string;
  };
}

export interface NocodbTestTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly NocodbColumn[];
  /** Rows as JSON text, so that a test can hold numbers that JavaScript cannot. Sorted by key as the server would. */
  rows: string[];
  /** By the link column's id and the row's key: the linked rows as JSON text. */
  readonly links?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** What happens to a request instead of an answer. */
type Trouble =
  | { readonly kind: "status"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The connection ends in the middle of the body. */
  | { readonly kind: "cut" }
  /** The body is complete for HTTP, but its JSON is not. */
  | { readonly kind: "half" }
  | { readonly kind: "slow"; readonly delayMs: number }
  /** Another body, with status 200. */
  | { readonly kind: "answer"; readonly body: string };

export interface NocodbTestServer {
  readonly url: string;
  readonly base: string;
  readonly token: string;
  readonly tables: NocodbTestTable[];
  /** Path and query of every request, in order. */
  readonly requests: string[];
  /** Asked before each request is answered. */
  trouble: (path: string, number: number) => Trouble | undefined;
  /** Called before each page of records, to change rows while they are read. */
  beforePage: (offset: number) => void;
  /** Whether version 3 forgets the page size in the address of the next page. */
  forgetsPageSize: boolean;
  stop(): Promise<void>;
}

const [defaultLimit, smallestLimit] = [25, 10];

/** Behaves as NocoDB does (design/sources.md): limits are clamped in silence, an offset at the end is an error. */
export async function startNocodb(
  tables: NocodbTestTable[],
  { largestLimit = 1000, token = "test-token-never-printed" } = {},
): Promise<NocodbTestServer> {
  const state: NocodbTestServer = {
    url: "",
    base: "pbase1",
    token,
    tables,
    requests: [],
    trouble: () => undefined,
    beforePage: () => undefined,
    forgetsPageSize: false,
    stop: async () => {},
  };
  const server = createServer((request, response) => void answer(state, largestLimit, request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${String(port)}`,
    async stop() {
      server.closeAllConnections();
      // An error only says that it was stopped before.
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  });
}

async function answer(
  state: NocodbTestServer,
  largestLimit: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? "/";
  state.requests.push(path);
  const trouble = state.trouble(path, state.requests.length);
  if (trouble?.kind === "status") {
    response.writeHead(trouble.status, trouble.headers).end(JSON.stringify({ msg: "trouble" }));
    return;
  }
  if (trouble?.kind === "answer") {
    response.writeHead(200, { "content-type": "application/json" }).end(trouble.body);
    return;
  }
  const isKnown = request.headers["xc-token"] === state.token;
  const [status, body] = isKnown ? route(state, largestLimit, path) : [401, JSON.stringify({ msg: "Invalid token" })];
  if (trouble?.kind === "slow") await new Promise((resolve) => setTimeout(resolve, trouble.delayMs));
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  if (trouble?.kind === "cut") {
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  } else if (trouble?.kind === "half") {
    response.end(`${body.slice(0, body.length / 2)}${" ".repeat(body.length - Math.floor(body.length / 2))}`);
  } else response.end(body);
}

type Answer = readonly [status: number, body: string];

const notFound: Answer = [404, JSON.stringify({ msg: "Not found" })];

function route(state: NocodbTestServer, largestLimit: number, path: string): Answer {
  const url = new URL(path, "http://nocodb");
  const [, table = ""] = /^\/api\/v2\/(?:meta\/)?tables\/([^/]+)/.exec(url.pathname) ?? [];
  const found = state.tables.find(({ id }) => id === table);
  if (url.pathname === "/api/v2/meta/bases") {
    return [200, JSON.stringify({ list: [{ id: state.base, title: "Base" }], pageInfo: {} })];
  }
  if (url.pathname === `/api/v2/meta/bases/${state.base}/tables`) {
    const list = state.tables.map(({ id, title }) => ({ id, title, type: "table" }));
    return [200, JSON.stringify({ list, pageInfo: { totalRows: list.length } })];
  }
  const v3 = new RegExp(`^/api/v3/data/${state.base}/([^/]+)/(records|count)$`).exec(url.pathname);
  const v3Table = state.tables.find(({ id }) => id === v3?.[1]);
  if (v3Table !== undefined) return answerV3(state, v3Table, url, v3?.[2] ?? "");
  if (found === undefined) return notFound;
  if (url.pathname === `/api/v2/meta/tables/${found.id}`) return [200, JSON.stringify(found)];
  const [, field = "", key = ""] = /\/links\/([^/]+)\/records\/([^/]+)$/.exec(url.pathname) ?? [];
  if (field !== "") return answerLinks(found.links?.[field]?.[decodeURIComponent(key)] ?? [], url, largestLimit);
  return url.pathname.endsWith("/records") ? answerRecords(state, found, url, largestLimit) : notFound;
}

function answerRecords(state: NocodbTestServer, table: NocodbTestTable, url: URL, largestLimit: number): Answer {
  const offset = Number(url.searchParams.get("offset") ?? 0);
  const asked = Number(url.searchParams.get("limit") ?? defaultLimit);
  state.beforePage(offset);
  const pageSize = Math.min(Math.max(asked, smallestLimit), largestLimit);
  const totalRows = table.rows.length;
  if (offset > 0 && offset >= totalRows) {
    return [
      422,
      JSON.stringify({ error: "INVALID_OFFSET_VALUE", message: `Offset value '${String(offset)}' is invalid` }),
    ];
  }
  const rows = table.rows.slice(offset, offset + pageSize);
  const pageInfo = {
    totalRows,
    page: Math.floor(offset / pageSize) + 1,
    pageSize,
    isFirstPage: offset === 0,
    isLastPage: offset + pageSize >= totalRows,
  };
  return [200, `{"list":[${rows.join(",")}],"pageInfo":${JSON.stringify(pageInfo)}}`];
}

/** The rows that one row is linked with. */
function answerLinks(linked: readonly string[], url: URL, largestLimit: number): Answer {
  const offset = Number(url.searchParams.get("offset") ?? 0);
  const size = Math.min(Math.max(Number(url.searchParams.get("limit") ?? defaultLimit), smallestLimit), largestLimit);
  const pageInfo = { totalRows: linked.length, isLastPage: offset + size >= linked.length };
  return [200, `{"list":[${linked.slice(offset, offset + size).join(",")}],"pageInfo":${JSON.stringify(pageInfo)}}`];
}

/** Keys stand outside of the fields; the next page is an address, which behind a proxy may name another host. */
function answerV3(state: NocodbTestServer, table: NocodbTestTable, url: URL, what: string): Answer {
  if (what === "count") return [200, JSON.stringify({ count: table.rows.length })];
  const page = Number(url.searchParams.get("page") ?? 1);
  const size = Math.min(Number(url.searchParams.get("pageSize") ?? defaultLimit), 100);
  state.beforePage((page - 1) * size);
  const records = table.rows.slice((page - 1) * size, page * size).map((row) => {
    const [, id = "null", rest = "}"] = /^\{"Id":([^,}]+),?([^]*)$/.exec(row) ?? [];
    return `{"id":${id},"fields":{${rest}}`;
  });
  const next = new URL(url.pathname + url.search, "https://internal-name.example");
  next.searchParams.set("page", String(page + 1));
  if (state.forgetsPageSize) next.searchParams.delete("pageSize");
  const hasNext = page * size < table.rows.length;
  return [200, `{"records":[${records.join(",")}],"next":${hasNext ? JSON.stringify(next.href) : "null"}}`];
}
