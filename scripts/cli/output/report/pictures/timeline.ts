import type { ReportedStep } from "../../../../report/timeline.js";
import type { Picture, PlotModule, Size } from "./plot.js";

interface Span {
  readonly step: string;
  readonly from: number;
  readonly to: number;
  readonly kind: "took" | "planned";
}

/** Steps laid end to end, what they took above what was planned. */
export function describeTimelinePicture(steps: readonly ReportedStep[], plot: PlotModule, { name }: Size): Picture {
  const spans = [...layEndToEnd(steps, "took"), ...layEndToEnd(steps, "planned")];
  const isPlanned = spans.some(({ kind, from, to }) => kind === "planned" && to > from);
  const longest = Math.max(...spans.map(({ to }) => to));
  const unit = longest > 300 ? { seconds: 60, word: "min" } : { seconds: 1, word: "s" };
  const at = (seconds: number) => seconds / unit.seconds;
  const labels = steps.map(({ step, seconds, plannedSeconds }) => ({
    step,
    words: [sayTime(seconds), ...(plannedSeconds === null ? [] : [`of ${sayTime(plannedSeconds)}`])].join(" "),
    end: at(Math.max(...spans.filter((span) => span.step === step).map(({ to }) => to))),
  }));
  return {
    label: `Duration of each step${isPlanned ? ", of what was planned" : ""}: ${labels.map(({ step, words }) => `${step} ${words}`).join("; ")}`,
    options: {
      marginLeft: 96,
      marginRight: name === "narrow" ? 92 : 120,
      marginTop: 2,
      marginBottom: 34,
      height: 40 + steps.length * 26,
      x: { label: unit.word, ticks: name === "narrow" ? 3 : 6, domain: [0, at(longest) || 1], grid: true },
      y: { label: null, domain: steps.map(({ step }) => step), tickSize: 0 },
      marks: [
        plot.barX(
          spans.filter(({ kind }) => kind === "planned"),
          {
            x1: (span: Span) => at(span.from),
            x2: (span: Span) => at(span.to),
            y: "step",
            fill: "var(--planned)",
            insetTop: 15,
            insetBottom: 4,
          },
        ),
        plot.barX(
          spans.filter(({ kind }) => kind === "took"),
          {
            x1: (span: Span) => at(span.from),
            x2: (span: Span) => at(span.to),
            y: "step",
            fill: "var(--took)",
            insetTop: 4,
            insetBottom: isPlanned ? 12 : 4,
          },
        ),
        plot.text(labels, { x: "end", y: "step", text: "words", textAnchor: "start", dx: 6, fill: "currentColor" }),
      ],
    },
  };
}

function layEndToEnd(steps: readonly ReportedStep[], kind: Span["kind"]): Span[] {
  let at = 0;
  return steps.map(({ step, seconds, plannedSeconds }) => {
    const from = at;
    at += (kind === "took" ? seconds : plannedSeconds) ?? 0;
    return { step, from, to: at, kind };
  });
}

function sayTime(seconds: number | null): string {
  if (seconds === null) return "–";
  return seconds < 100 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`;
}
