import type { Report } from "../../../report/report.js";
import type { ReportContent } from "./content.js";
import { describeReport } from "./describeReport.js";
import { Html, html } from "./html.js";
import { drawPictures } from "./pictures/drawPictures.js";
import { totalsOf } from "./rowSections.js";
import { type Block, type PictureName, renderCell, type Row, type Section } from "./section.js";
import { style } from "./style.js";
import { findVerdict, renderIso, type Verdict } from "./verdict.js";

/** report.html: one file that asks no network, for a screen, a phone and paper; its first page is the verdict. */
export async function renderPage(content: ReportContent): Promise<string> {
  const { report } = content;
  const pictures = await drawPictures(report);
  const verdict = findVerdict(report);
  const sections = describeReport(content);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${titleOf(report)} ${report.run}: ${verdict.title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>
          <div class="first">
            <header>
              <h1>${titleOf(report)}</h1>
              <p class="about">${describeRun(report).join(" · ")}</p>
            </header>
            ${renderVerdict(verdict, content)}
            <dl>
              ${totalsOf(report).map(
                ([name, value]) =>
                  html`<div>
                    <dt>${renderCell(name!)}</dt>
                    <dd>${renderCell(value!)}</dd>
                  </div>`,
              )}
            </dl>
            ${pictures.flow}
          </div>
          ${sections.map((section) => renderSection(section, pictures))}
        </main>
      </body>
    </html> `.markup;
}

export function titleOf({ kind }: Report): string {
  return kind === "rehearsal" ? "Rehearsal report" : "Migration report";
}

/** What was migrated, from where and to where. */
export function describeRun({ run, source, planHash, deployment, writtenAt }: Report): string[] {
  return [
    `run ${run}`,
    ...(source === null ? [] : [`from ${source}`]),
    ...(deployment == null ? [] : [`to ${deployment}`]),
    ...(planHash === null ? [] : [`plan ${planHash}`]),
    ...(writtenAt === undefined ? [] : [`written at ${renderIso(writtenAt)}`]),
  ];
}

function renderVerdict({ state, title, by, against, remarks }: Verdict, { mask }: ReportContent): Html {
  const lines = [...against, ...remarks].map((line) => html`<li>${mask.words(line)}</li>`);
  return html`<section class="verdict ${state}" aria-label="Verdict">
    <h2>${title}</h2>
    ${by === "" ? html`` : html`<p>${by}</p>`}
    ${
      lines.length === 0
        ? html``
        : html`<ul>
            ${lines}
          </ul>`
    }
  </section>`;
}

function renderSection({ id, title, blocks }: Section, pictures: Readonly<Record<PictureName, Html>>): Html {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${blocks.map((block) => renderBlock(block, pictures))}
  </section> `;
}

function renderBlock(block: Block, pictures: Readonly<Record<PictureName, Html>>): Html {
  switch (block.kind) {
    case "text":
      return html`<p>${block.text}</p>`;
    case "list":
      return html`<ul>
        ${block.items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
    case "picture":
      return pictures[block.picture];
    case "table":
      return renderTable(block);
    default:
      return block satisfies never;
  }
}

/** Where it is wider than the screen it scrolls by itself, also by keyboard; a phone shows rows of sentences as lists. */
function renderTable({ label, header, rows }: Extract<Block, { kind: "table" }>): Html {
  const columns = header.map((title, column): Column => {
    const isNumber = rows.some((row) => typeof row[column] === "number");
    return { title, className: isNumber ? "number" : "" };
  });
  const head = columns.map(({ title, className }) => html`<th scope="col" class="${className}">${title}</th>`);
  const isLong = rows.some((row) => row.some((cell) => typeof cell === "string" && cell.length > 40));
  return html`<div class="scroll${isLong ? " long" : ""}" role="group" tabindex="0" aria-label="${label}">
    <table>
      <caption>
        ${label}
      </caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => renderRow(row, columns))}
      </tbody>
    </table>
  </div>`;
}

interface Column {
  readonly title: string;
  readonly className: string;
}

const wrong: ReadonlySet<unknown> = new Set(["NO", "FAIL", "CLOSED", "failed"]);

function renderRow(row: Row, columns: readonly Column[]): Html {
  const cells = row.map((cell, column) => {
    const { title, className } = columns[column]!;
    const words = renderCell(cell);
    const look = wrong.has(cell) ? "wrong" : className;
    if (column === 0) return html`<th scope="row" class="${look}" data-of="${title}">${words}</th>`;
    return html`<td class="${look}" data-of="${title}">${words}</td>`;
  });
  return html`<tr>
    ${cells}
  </tr>`;
}
