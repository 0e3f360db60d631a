import { existsSync } from "node:fs";
import { type AppIssue, vAppIssue } from "../deployment/answers.js";
import { readLines } from "../run/files.js";
import { parseJson } from "../run/jsonFile.js";
import type { RunDirectory } from "../run/runDirectory.js";

/** Open issues of one table, stage, kind and field. */
export interface IssueGroup {
  readonly table: string;
  readonly stage: string;
  readonly code: string;
  /** Absent where they are about whole rows. */
  readonly field?: string;
  readonly count: number;
  /** The first of them, in the order they were found. */
  readonly first: readonly Pick<AppIssue, "legacyKey" | "message">[];
}

/** Counts the open ones by table, kind and field; holds no more than `limit` of each. */
export async function groupOpenIssues(
  issues: AsyncIterable<AppIssue>,
  { table, limit }: { readonly table: string | null; readonly limit: number },
): Promise<IssueGroup[]> {
  const groups = new Map<string, IssueGroup>();
  for await (const issue of issues) {
    if (issue.state !== "open" || (table !== null && issue.table !== table)) continue;
    const { stage, code, legacyKey, field, message } = issue;
    const name = JSON.stringify([issue.table, stage, code, field]);
    const { count, first } = groups.get(name) ?? { count: 0, first: [] };
    const shown = count < limit ? [...first, { legacyKey, message }] : first;
    const of = field === undefined ? {} : { field };
    groups.set(name, { table: issue.table, stage, code, ...of, count: count + 1, first: shown });
  }
  return [...groups.values()];
}

/** What verify has kept in the run's folder; null where it has not run. */
export function openKeptIssues(run: RunDirectory): AsyncIterable<AppIssue> | null {
  const file = run.file("issues.jsonl");
  return existsSync(file) ? readKept(file) : null;
}

async function* readKept(file: string): AsyncGenerator<AppIssue> {
  let number = 0;
  for await (const line of readLines(file)) {
    number += 1;
    if (line !== "") yield parseJson(line, vAppIssue, `${file}:${number}`, "cutover verify");
  }
}
