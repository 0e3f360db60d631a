import type { ReportContent } from "./content.js";
import { picture, type Row, type Section, table, text } from "./section.js";

/** How long each step took, beside what was forecast. */
export function describeTimeline({ report: { timeline = [] } }: ReportContent): Section[] {
  if (timeline.length === 0) return [];
  const rows = timeline.map(({ step, state, startedAt, seconds, plannedSeconds }): Row => [
    step,
    state,
    startedAt === null ? null : `${startedAt.slice(0, 19).replace("T", " ")} UTC`,
    plannedSeconds === null ? null : renderSeconds(plannedSeconds),
    seconds === null ? null : renderSeconds(seconds),
  ]);
  const planned = timeline.reduce((sum, each) => sum + (each.plannedSeconds ?? 0), 0);
  const took = timeline.reduce((sum, each) => sum + (each.seconds ?? 0), 0);
  const total: Row = ["total", "", "", planned === 0 ? null : renderSeconds(planned), renderSeconds(took)];
  return [
    {
      id: "timeline",
      title: "Timeline",
      blocks: [
        picture("timeline"),
        ...table(
          "Steps with planned and real durations",
          ["step", "state", "began", "planned", "took"],
          [...rows, total],
        ),
        text("Planned is the forecast of the last check. The time between two commands is left out."),
      ],
    },
  ];
}

/** What was forecast beside what it came to; Convex does not say what a run was billed. */
export function describeCost({ report: { cost } }: ReportContent): Section[] {
  if (cost == null) return [];
  const { windowMinutes, plannedMinutes, functionCalls, ioGb, price, real } = cost;
  const minutes = Object.entries(windowMinutes).map(([name, each]) => `${each.toFixed(1)} on ${name}`);
  const dollars = Object.entries(price).map(([plan, each]) => `$${each.toFixed(2)} on ${plan}`);
  const planned = plannedMinutes === null ? "" : ` of a window of ${plannedMinutes}`;
  const rows: Row[] = [
    ["minutes in the cutover window", `${minutes.join(", ")}${planned}`, real.minutes.toFixed(1)],
    [
      "database I/O",
      `${ioGb.toFixed(3)} GB`,
      `${(real.bytes / 1e9).toFixed(3)} GB loaded; what functions read and wrote is not known`,
    ],
    ["function calls", functionCalls, "not known"],
    ["documents taken by stages in Convex", null, real.documents],
    ["price at most", dollars.join(", "), "in the dashboard, under usage"],
  ];
  return [
    {
      id: "cost",
      title: "Forecast and real cost",
      blocks: table("Forecast and real cost", ["what", "forecast", "real"], rows),
    },
  ];
}

/** `0.4 s`, `12 s`, `4 min 05 s` */
export function renderSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
