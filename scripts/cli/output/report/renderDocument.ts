import { Html, html } from "./html.js";
import { type Block, type PictureName, renderCell, type Row, type Section } from "./section.js";
import { style } from "./style.js";

/** A page for people. What stands first is on paper a page of its own. */
export interface Document {
  readonly title: string;
  readonly heading: string;
  readonly about: readonly string[];
  readonly first: readonly Html[];
  readonly sections: readonly Section[];
}

export type Pictures = Readonly<Partial<Record<PictureName, Html>>>;

export function renderDocument({ title, heading, about, first, sections }: Document, pictures: Pictures = {}): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>
          <div class="first">
            <header>
              <h1>${heading}</h1>
              <p class="about">${about.join(" · ")}</p>
            </header>
            ${first}
          </div>
          ${sections.map((section) => renderSection(section, pictures))}
        </main>
      </body>
    </html> `.markup;
}

/** What there is to know first. */
export interface Callout {
  readonly label: string;
  readonly state: "verified" | "failed" | "open";
  readonly title: string;
  readonly by: string;
  readonly lines: readonly string[];
}

export function renderCallout({ label, state, title, by, lines }: Callout): Html {
  return html`<section class="verdict ${state}" aria-label="${label}">
    <h2>${title}</h2>
    ${by === "" ? html`` : html`<p>${by}</p>`} ${renderList(lines)}
  </section>`;
}

function renderList(items: readonly string[]): Html {
  if (items.length === 0) return html``;
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}

function renderSection({ id, title, blocks }: Section, pictures: Pictures): Html {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${blocks.map((block) => renderBlock(block, pictures))}
  </section> `;
}

function renderBlock(block: Block, pictures: Pictures): Html {
  switch (block.kind) {
    case "text":
      return html`<p>${block.text}</p>`;
    case "list":
      return renderList(block.items);
    case "picture":
      return pictures[block.picture] ?? html``;
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
