import { escapeMarkdown, renderRows } from "../markdown.js";
import type { ReportContent } from "./content.js";
import { describeReport } from "./describeReport.js";
import { describeRun, titleOf } from "./renderPage.js";
import { totalsOf } from "./rowSections.js";
import { type Block, renderCell, type Section } from "./section.js";
import { findVerdict } from "./verdict.js";

/** report.md: the page without its pictures, for a repository, a ticket or a chat. */
export function renderMarkdown(content: ReportContent): string {
  const { report, mask } = content;
  const { title, by, against, remarks } = findVerdict(report);
  const parts = [
    `# ${titleOf(report)}`,
    escapeMarkdown(describeRun(report).join(" · ")),
    `**${escapeMarkdown(title)}**`,
    escapeMarkdown(by),
    renderList([...against, ...remarks].map((line) => mask.words(line))),
    renderRows(
      ["", ""],
      totalsOf(report).map((row) => row.map(renderCell)),
    ),
    ...describeReport(content).flatMap(renderSection),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function renderSection({ title, blocks }: Section): string[] {
  return [`## ${escapeMarkdown(title)}`, ...blocks.map(renderBlock)];
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "text":
      return escapeMarkdown(block.text);
    case "list":
      return renderList(block.items);
    case "picture":
      return "";
    case "table":
      return `${escapeMarkdown(block.label)}:\n\n${renderRows(
        block.header,
        block.rows.map((row) => row.map(renderCell)),
      )}`;
    default:
      return block satisfies never;
  }
}

function renderList(items: readonly string[]): string {
  return items.map((item) => `- ${escapeMarkdown(item)}`).join("\n");
}
