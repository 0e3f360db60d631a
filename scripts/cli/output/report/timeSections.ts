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

/** `0.4 s`, `12 s`, `4 min 05 s` */
function renderSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
