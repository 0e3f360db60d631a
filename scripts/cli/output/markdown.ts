import { escapeControls } from "../../../convex/shared/kinds/kind.js";

export function renderRows(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [renderRow(header), `|${header.map(() => "---|").join("")}`, ...rows.map(renderRow)].join("\n");
}

function renderRow(cells: readonly string[]): string {
  return `| ${cells.map(escapeMarkdown).join(" | ")} |`;
}

/** Keys and names come from the source: none of them may become markup or end a cell. */
export function escapeMarkdown(text: string): string {
  return escapeControls(text.replace(/[\r\n]+/g, " ")).replace(/[\\`*_<>|[\]]/g, "\\$&");
}
