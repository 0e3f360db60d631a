import { exitCodes } from "../errors.js";
import type { Finding } from "./finding.js";

export type Grade = "A" | "B" | "C" | "D" | "E";

interface Rule {
  readonly grade: Grade;
  readonly means: string;
  /** What has to be done about the findings that decide it, for a better grade. */
  readonly better: string | null;
  readonly applies: (finding: Finding) => boolean;
}

/** Warnings that become open issues, or stop a stage: the migration would not complete by itself. */
const stopping = new Set([
  "ambiguous_key",
  "case_variant_email",
  "deployment_unreachable",
  "duplicate_email",
  "filtered_target",
  "functions_missing",
  "orphan",
  "rejected_target",
  "shared_match",
  "window_too_short",
]);

/** The first rule that one finding meets is the grade. */
export const grades: readonly Rule[] = [
  {
    grade: "E",
    means: "rows would be lost, or nothing would load",
    better: "Grade D or better: fix every loss, or allow it in the plan",
    applies: ({ level, isAllowed }) => level === "loss" && isAllowed !== true,
  },
  {
    grade: "D",
    means: "every row loads, but a stage would stop or leave open issues the plan does not allow",
    better: "Grade C or better: fix the warnings that stop a stage or leave issues, or allow them in the plan",
    applies: ({ code, level, isAllowed }) => level === "warning" && isAllowed !== true && stopping.has(code),
  },
  {
    grade: "C",
    means: "the migration would complete; review the warnings first",
    better: "Grade B or better: fix the warnings, or allow them in the plan where it can",
    applies: ({ level, isAllowed }) => level === "warning" && isAllowed !== true,
  },
  {
    grade: "B",
    means: "the migration would complete; the plan allows every rejected row and open issue",
    better: "Grade A: no row is rejected and nothing is warned of, allowed or not",
    applies: ({ level }) => level !== "info",
  },
  { grade: "A", means: "every row arrives, without a warning", better: null, applies: () => false },
];

interface Graded {
  readonly grade: Grade;
  readonly means: string;
  /** What a better grade needs, with the codes it is about; null for the best. */
  readonly better: string | null;
  readonly decisive: readonly Finding[];
}

/** The grade, and the findings that decide it. */
export function gradeOf(findings: readonly Finding[]): Graded {
  for (const { grade, means, better, applies } of grades) {
    const decisive = findings.filter(applies);
    const codes = [...new Set(decisive.map(({ code }) => code))].join(", ");
    if (decisive.length > 0) return { grade, means, better: `${better} (${codes})`, decisive };
  }
  const { grade, means, better } = grades.at(-1)!;
  return { grade, means, better, decisive: [] };
}

/**
 * 1 when plan, schema and source do not fit together, as for every other command; 2 when something is lost that the plan does not
 * allow, or, strictly, when a warning stands; otherwise 0.
 */
export function exitOf({ findings }: { readonly findings: readonly Finding[] }, strict: boolean): number {
  if (findings.some(({ isConfiguration }) => isConfiguration)) return exitCodes.usage;
  const bad = findings.some(
    ({ level, isAllowed }) => isAllowed !== true && (level === "loss" || (strict && level === "warning")),
  );
  return bad ? exitCodes.mismatch : exitCodes.done;
}
