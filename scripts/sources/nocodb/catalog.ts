import { z } from "zod";
import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import type { SourceColumn, SourceTable } from "../source.js";
import type { NocodbHttp } from "./http.js";
import { describeLinkTable, type Link, type LinkEnd } from "./links.js";
import { type NocodbApi, readPage } from "./records.js";

/** A table with the id that its address needs. */
export interface NocodbTable extends SourceTable {
  readonly id: string;
  /** The table holds the pairs of a link, which NocoDB lists row by row. */
  readonly link?: Link;
}

const vBases = z.looseObject({ list: z.array(z.looseObject({ id: z.string(), title: z.string() })) });

const vTable = z.looseObject({ id: z.string(), title: z.string(), type: z.string().nullish() });
type MetaTable = z.infer<typeof vTable>;
const vTables = z.looseObject({ list: z.array(vTable) });

/** NocoDB writes booleans as the database below it does. */
const vFlag = z.union([z.boolean(), z.number()]).nullish();
const vColumn = z.looseObject({
  id: z.string().nullish(),
  title: z.string(),
  uidt: z.string().nullish(),
  pk: vFlag,
  rqd: vFlag,
  system: vFlag,
  colOptions: z
    .looseObject({
      type: z.string().nullish(),
      fk_related_model_id: z.string().nullish(),
      fk_mm_model_id: z.string().nullish(),
      options: z.array(z.looseObject({ title: z.string(), order: z.coerce.number().nullish() })).nullish(),
    })
    .nullish(),
});
type MetaColumn = z.infer<typeof vColumn>;
const vColumns = z.looseObject({ columns: z.array(vColumn) });

/** The only base the token sees. Throws when there are several, or none. */
export async function findBase(http: NocodbHttp): Promise<string> {
  const { list } = await http.getJson("/api/v2/meta/bases", vBases);
  const [only] = list;
  if (only !== undefined && list.length === 1) return only.id;
  throw new CutoverError(sourceFailures.nocodbBase, {
    what: "The address does not name the base to read",
    where: http.url,
    next: `Add its id: ${list.map(({ id, title }) => `${id} (${title})`).join(", ") || "the token sees none"}`,
  });
}

export async function readCatalog(http: NocodbHttp, base: string, api: NocodbApi): Promise<NocodbTable[]> {
  const { list } = await http.getJson(`/api/v2/meta/bases/${encodeURIComponent(base)}/tables`, vTables);
  const described: DescribedTable[] = [];
  for (const table of list) described.push(await readTable(http, base, api, table));
  const sorted = described.toSorted((a, b) => (a.table.name < b.table.name ? -1 : 1));
  // Version 3 has another address for links.
  const joined = api === "v2" ? findLinks(sorted) : [];
  const names = new Set(sorted.map(({ table }) => table.name));
  const linkTables = joined.map((link): NocodbTable => ({ ...describeLinkTable(link, names), id: link.join, link }));
  return [...sorted.map((each) => pointToLinks(each, linkTables)), ...linkTables];
}

interface DescribedTable {
  readonly table: NocodbTable;
  readonly meta: readonly MetaColumn[];
}

/** Of each relation of many to many one end: the other would give the same pairs. */
function findLinks(tables: readonly DescribedTable[]): Link[] {
  const links = new Map<string, Link>();
  for (const { table, meta } of tables) {
    for (const { id, title, colOptions } of meta) {
      const { type, fk_mm_model_id: join, fk_related_model_id: related } = colOptions ?? {};
      const to = tables.find((each) => each.table.id === related)?.table;
      if (type !== "mm" || id == null || join == null || to === undefined || links.has(join)) continue;
      const [from, other] = [toLinkEnd(table), toLinkEnd(to)];
      if (from !== null && other !== null) links.set(join, { from, to: other, title, column: id, join });
    }
  }
  return [...links.values()];
}

function toLinkEnd({ id, name, primaryKey }: NocodbTable): LinkEnd | null {
  const [key, second] = primaryKey;
  return key === undefined || second !== undefined ? null : { id, name, key };
}

/** A link column says in which table its pairs are. */
function pointToLinks({ table, meta }: DescribedTable, linkTables: readonly NocodbTable[]): NocodbTable {
  const columns = table.columns.map((column): SourceColumn => {
    const { colOptions } = meta.find(({ title }) => title === column.name) ?? {};
    const found = linkTables.find(({ link }) => link?.join === colOptions?.fk_mm_model_id);
    if (colOptions?.type !== "mm" || found === undefined) return column;
    return { ...column, incomplete: `a link of many rows: its pairs are the table ${found.name}` };
  });
  return { ...table, columns };
}

async function readTable(http: NocodbHttp, base: string, api: NocodbApi, table: MetaTable): Promise<DescribedTable> {
  const { columns } = await http.getJson(`/api/v2/meta/tables/${encodeURIComponent(table.id)}`, vColumns);
  const primaryKey = columns.filter(({ pk }) => Boolean(pk)).map(({ title }) => title);
  // Only a row shows what rows really hold: hidden link columns, for example, are described but never sent.
  const sample = await readPage({ http, base, id: table.id, api, limit: 1, offset: 0, sort: primaryKey });
  const sent = new Set(sample.rows[0]?.names);
  const described = columns.filter((column) => sent.has(column.title) || !isHidden(column));
  const titles = new Set(described.map(({ title }) => title));
  const undescribed = [...sent].filter((name) => !titles.has(name));
  const own: NocodbTable = {
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
  return { table: own, meta: columns };
}

/** NocoDB sends the number of linked rows (version 2) or the first of them (version 3), not the links. */
function describeLink(uidt: string | null | undefined, kind: string | null | undefined): { incomplete?: string } {
  if (uidt === "Links" || (uidt === "LinkToAnotherRecord" && (kind === "mm" || kind === "hm")))
    return { incomplete: kind === "hm" ? linkedFromThere : linkedByJoin };
  return uidt === "LinkToAnotherRecord" ? { incomplete: linkedByKey } : {};
}

const linkedFromThere = "a link that the rows of the other table hold: map its foreign key there";
const linkedByJoin =
  "a link of many rows: NocoDB sends how many there are, not which; export its join table to keep them";
const linkedByKey = "a link to one row: map the foreign key column beside it";

const shownSystemFields = new Set(["ID", "CreatedTime", "LastModifiedTime", "Order"]);

function isHidden({ system, pk, uidt }: MetaColumn): boolean {
  return Boolean(system) && !pk && !shownSystemFields.has(uidt ?? "");
}

function toColumn({ title, uidt, rqd, colOptions }: MetaColumn): SourceColumn {
  const options = colOptions?.options ?? [];
  const labels = options.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)).map((option) => option.title);
  return {
    name: title,
    type: uidt ?? "unknown",
    nullable: !rqd,
    ...describeLink(uidt, colOptions?.type),
    ...(labels.length > 0 ? { enumValues: labels } : {}),
  };
}
