import { escapeControls } from "../../../../../convex/shared/kinds/kind.js";
import type { Report } from "../../../../report/report.js";
import { type Html, html } from "../html.js";
import type { PictureName } from "../section.js";
import { describeFlow } from "./flow.js";
import { createPainter, type Picture, type PlotModule, type Size, sizes } from "./plot.js";
import { describeBars } from "./tables.js";
import { describeTimelinePicture } from "./timeline.js";

/** Every picture of a report, for wide and narrow screens; empty where there is nothing to draw. */
export async function drawPictures(report: Report): Promise<Readonly<Record<PictureName, Html>>> {
  const { plot, paint } = await createPainter();
  const tables = report.tables.map((each) => ({ ...each, table: escapeControls(each.table) }));
  const steps = (report.timeline ?? []).map((each) => ({ ...each, step: escapeControls(each.step) }));
  const draw = (items: readonly unknown[], caption: Html, describe: (plot: PlotModule, size: Size) => Picture) =>
    items.length === 0
      ? html``
      : html`<figure>
          ${sizes.map((size) => paint(describe(plot, size), size))}
          <figcaption>${caption}</figcaption>
        </figure>`;
  return {
    flow: draw(tables, captions.flow, (module, size) => describeFlow(tables, module, size)),
    tables: draw(tables, captions.tables, (module, size) => describeBars(tables, module, size)),
    timeline: draw(steps, captions.timeline, (module, size) => describeTimelinePicture(steps, module, size)),
  };
}

const legend = ["written", "rejected", "filtered", "merged"].map(
  (name) => html`<span class="key key-${name}">${name}</span> `,
);

const captions: Readonly<Record<PictureName, Html>> = {
  flow: html`Where the rows went. What is thinner than two percent is drawn as two percent.`,
  tables: html`What became of each table's rows. ${legend}`,
  timeline: html`How long each step took (above) and was planned to take (below).`,
};
