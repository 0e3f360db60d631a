import type { Markish, PlotOptions } from "@observablehq/plot";
import { Html, html } from "../html.js";

/** A picture is drawn for a page and for a phone: scaled down, its words could not be read. */
export interface Size {
  readonly name: "wide" | "narrow";
  readonly width: number;
}

export const sizes: readonly Size[] = [
  { name: "wide", width: 720 },
  { name: "narrow", width: 340 },
];

/** Loaded by the commands that write a report, and by them only: it brings all of D3. */
export type PlotModule = typeof import("@observablehq/plot");

export interface Picture {
  /** What it shows, for whoever does not see it. */
  readonly label: string;
  readonly options: Omit<PlotOptions, "marks"> & { readonly marks: Markish[] };
}

/** Draws a picture into a document without a browser; the library escapes every text in it. */
export async function createPainter(): Promise<{ plot: PlotModule; paint: (picture: Picture, size: Size) => Html }> {
  const [plot, { parseHTML }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const paint = ({ label, options }: Picture, { name, width }: Size) => {
    const drawn = plot.plot({
      ...options,
      document,
      width,
      className: "plot",
      style: { fontSize: name === "wide" ? "13px" : "12px", background: "none", fontFamily: "inherit" },
    }) as unknown as Drawn;
    drawn.setAttribute("aria-hidden", "true");
    for (const part of drawn.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
    return html`<div class="${name}" role="img" aria-label="${label}">${new Html(drawn.outerHTML)}</div>`;
  };
  return { plot, paint };
}

interface Drawn {
  readonly outerHTML: string;
  setAttribute(name: string, value: string): void;
  querySelectorAll(selector: string): Iterable<{ removeAttribute(name: string): void }>;
}
