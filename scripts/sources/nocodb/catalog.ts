import { CutoverError } from "../../errors.js";
import type { NocodbHttp } from "./http.js";
import { readPage } from "./page.js";
import { getRecordsPath, type NocodbApi } from "./records.js";
import type { SourceColumn, SourceTable } from "../source.js";

/** A table with what its address and its paging need. */
export interface NocodbTable extends SourceTable {
  readonly id: string;
}

interface MetaTable {
  readonly id: string;
  readonly title: string;
  readonly type?: string;
}

interface MetaColumn {
  readonly title: string;
  readonly uidt?: string;
  readonly pk?: boolean | number | null;
  readonly rqd?: boolean | number | null;
  readonly system?: boolean | number | null;
  readonly colOptions?: { readonly options?: readonly { readonly title: string; readonly order?: number }[] } | null;
}

/** The base that is meant: the one given, or the only one there is. */
export async function findBase(http: NocodbHttp): Promise<string> {
  const { list } = JSON.parse(await http.get("/api/v2/meta/bases")) as { list: { id: string; title: string }[] };
  const [only] = list;
  if (only !== undefined && list.length === 1) return only.id;
  throw new CutoverError("source", {
    what: "The address does not say which base to read",
    where: http.url,
    next: `Add its id: ${list.map(({ id, title }) => `${id} (${title})`).join(", ") || "the token sees none"}`,
  });
}

export async function readCatalog(http: NocodbHttp, base: string, api: NocodbApi): Promise<NocodbTable[]> {
  const text = await http.get(`/api/v2/meta/bases/${encodeURIComponent(base)}/tables`);
  const { list } = JSON.parse(text) as { list: MetaTable[] };
  const tables: NocodbTable[] = [];
  for (const table of list) tables.push(await readTable(http, base, api, table));
  return tables.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function readTable(http: NocodbHttp, base: string, api: NocodbApi, table: MetaTable): Promise<NocodbTable> {
  const text = await http.get(`/api/v2/meta/tables/${encodeURIComponent(table.id)}`);
  const { columns } = JSON.parse(text) as { columns: MetaColumn[] };
  const primaryKey = columns.filter(({ pk }) => Boolean(pk)).map(({ title }) => title);
  // What a row really holds is seen on a row: hidden link columns, for example, are described but never sent.
  const path = getRecordsPath({ base, table: table.id, api, limit: 1, offset: 0, sort: primaryKey });
  const sample = readPage(await http.get(path), primaryKey[0]);
  const sent = new Set(sample.rows[0]?.names);
  const described = columns.filter((column) => sent.has(column.title) || !isHidden(column));
  const titles = new Set(described.map(({ title }) => title));
  const undescribed = [...sent].filter((name) => !titles.has(name));
  return {
    id: table.id,
    name: table.title,
    columns: [
      ...described.map(toColumn),
      ...undescribed.map((name): SourceColumn => ({ name, type: "unknown", nullable: true })),
    ],
    primaryKey,
    ...(sample.totalRows === undefined ? {} : { estimatedRows: sample.totalRows }),
    ...(table.type === "view" ? { view: true } : {}),
  };
}

const shownSystemFields = new Set(["ID", "CreatedTime", "LastModifiedTime", "Order"]);

function isHidden({ system, pk, uidt = "" }: MetaColumn): boolean {
  return Boolean(system) && !pk && !shownSystemFields.has(uidt);
}

function toColumn({ title, uidt = "unknown", rqd, colOptions }: MetaColumn): SourceColumn {
  const labels = colOptions?.options?.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)).map((option) => option.title);
  return {
    name: title,
    type: uidt,
    nullable: !rqd,
    ...(labels !== undefined && labels.length > 0 ? { enumValues: labels } : {}),
  };
}
