/** One part of a report, for every form it is written in. */
export interface Section {
  /** Its anchor. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly label: string;
      readonly header: readonly string[];
      readonly rows: readonly Row[];
    }
  /** Shown where pictures can be; what it shows stands in a table as well. */
  | { readonly kind: "picture"; readonly picture: PictureName };

export type PictureName = "flow" | "tables" | "timeline";

/** A number is grouped and stands at the right; null is not known yet. */
type Cell = string | number | null;
export type Row = readonly Cell[];

export const text = (words: string): Block => ({ kind: "text", text: words });
export const list = (items: readonly string[]): Block[] => (items.length === 0 ? [] : [{ kind: "list", items }]);
export const picture = (name: PictureName): Block => ({ kind: "picture", picture: name });

/** Nothing where there is no row. `label`: what it lists, for whoever does not see it. */
export function table(label: string, header: readonly string[], rows: readonly Row[]): Block[] {
  return rows.length === 0 ? [] : [{ kind: "table", label, header, rows }];
}

/** `1,494`; a dash for what is not known yet. */
export function renderCell(cell: Cell): string {
  if (cell === null) return "–";
  return typeof cell === "number" ? cell.toLocaleString("en-US") : cell;
}
