import type { ReportedTable } from "../../../../report/report.js";
import type { Picture, PlotModule, Size } from "./plot.js";

/** A group of rows: where it stands in the picture, from the left and from the top. */
interface Node {
  readonly name: string;
  readonly rows: number;
  readonly x: number;
  readonly top: number;
  readonly height: number;
  readonly isAside: boolean;
}

interface Band {
  readonly name: string;
  readonly from: { readonly x: number; readonly top: number };
  readonly to: { readonly x: number; readonly top: number };
  readonly height: number;
}

/** Of 100 for all rows. What is thinner would not be seen. */
const thinnest = 2;
const gap = 12;
const nodeWidth = 0.06;

/** read → written, rejected, filtered, merged → loaded → verified. */
export function describeFlow(tables: readonly ReportedTable[], plot: PlotModule, { name, width }: Size): Picture {
  const { nodes, bands } = layFlow(tables);
  const bottom = Math.max(...nodes.map(({ top, height }) => top + height)) + 4;
  const main = nodes.filter(({ isAside }) => !isAside);
  const aside = nodes.filter(({ isAside }) => isAside);
  return {
    label: `Rows as a flow: ${nodes.map(words).join(", ")}`,
    options: {
      height: name === "wide" ? 270 : 240,
      margin: 4,
      marginTop: 44,
      x: { axis: null, domain: [-nodeWidth, 3 + nodeWidth], range: [26, width - 26] },
      y: { axis: null, domain: [0, bottom], reverse: true },
      marks: [
        plot.areaY(bands.flatMap(pointsOf), {
          x: "x",
          y1: "top",
          y2: "bottom",
          z: "name",
          fill: "var(--band)",
          curve: "bump-x",
        }),
        plot.rect(nodes, {
          x1: (node: Node) => node.x - nodeWidth,
          x2: (node: Node) => node.x + nodeWidth,
          y1: "top",
          y2: (node: Node) => node.top + node.height,
          fill: (node: Node) => `var(--${node.name.replace(" ", "-")})`,
        }),
        plot.text(main, {
          x: "x",
          y: "top",
          text: (node: Node) => words(node).replace(/ (?=[\d])/, "\n"),
          dy: -18,
          fill: "currentColor",
        }),
        plot.text(aside, {
          x: (node: Node) => node.x + nodeWidth,
          y: (node: Node) => node.top + node.height / 2,
          text: words,
          dx: 6,
          textAnchor: "start",
          fill: "currentColor",
        }),
      ],
    },
  };
}

function words({ name, rows }: Node): string {
  return `${name} ${rows.toLocaleString("en-US")}`;
}

/** Two points of a band's upper and lower edge; in between the curve is the library's. */
function pointsOf({ name, from, to, height }: Band) {
  return [from, to].map(({ x, top }, end) => ({
    name,
    x: x + (end === 0 ? nodeWidth : -nodeWidth),
    top,
    bottom: top + height,
  }));
}

function layFlow(tables: readonly ReportedTable[]): { nodes: Node[]; bands: Band[] } {
  const sum = (pick: (table: ReportedTable) => number | null) =>
    tables.reduce((all, each) => all + (pick(each) ?? 0), 0);
  const read = sum((table) => table.read);
  const written = sum((table) => table.written);
  const loaded = sum((table) => table.loaded);
  const verified = sum((table) => (table.verified === true ? table.loaded : 0));
  const heightOf = (rows: number) => (rows === 0 ? 0 : Math.max(thinnest, (100 * rows) / Math.max(1, read)));
  const chain = [
    { name: "written", rows: written, x: 1 },
    { name: "loaded", rows: loaded, x: 2 },
    { name: "verified", rows: verified, x: 3 },
  ].map((each): Node => ({ ...each, top: 0, height: heightOf(each.rows), isAside: false }));
  const aside = stack(
    [
      { name: "rejected", rows: sum((table) => table.rejected) },
      { name: "filtered", rows: sum((table) => table.filtered) },
      { name: "merged", rows: sum((table) => table.merged) },
    ].filter(({ rows }) => rows > 0),
    { top: heightOf(written) + gap, heightOf },
  );
  const leaving = [chain[0]!, ...aside];
  const all: Node = { name: "read", rows: read, x: 0, top: 0, height: heights(leaving), isAside: false };
  return {
    nodes: [all, ...chain, ...aside],
    bands: [...fan(all, leaving), ...chain.slice(1).map((to, at) => join(chain[at]!, to))],
  };
}

const heights = (nodes: readonly Node[]) => nodes.reduce((sum, { height }) => sum + height, 0);

function stack(
  groups: readonly { readonly name: string; readonly rows: number }[],
  { top, heightOf }: { readonly top: number; readonly heightOf: (rows: number) => number },
): Node[] {
  let next = top;
  return groups.map((group) => {
    const node: Node = { ...group, x: 1, top: next, height: heightOf(group.rows), isAside: true };
    next += node.height + gap;
    return node;
  });
}

/** From one node to several, which together are as high. */
function fan(from: Node, to: readonly Node[]): Band[] {
  let top = from.top;
  return to.map((node) => {
    const band = { name: `${from.name}-${node.name}`, from: { x: from.x, top }, to: node, height: node.height };
    top += node.height;
    return band;
  });
}

/** No more goes on than arrives. */
function join(from: Node, to: Node): Band {
  return { name: `${from.name}-${to.name}`, from, to, height: Math.min(from.height, to.height) };
}
