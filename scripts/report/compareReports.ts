import type { Report, ReportedTable } from "./report.js";

type Value = number | string | null;

/** One number of two reports. `table`: null where it is of the run as a whole. */
export interface Compared {
  readonly table: string | null;
  readonly measure: string;
  readonly here: Value;
  readonly there: Value;
}

export interface ComparedReports {
  /** How many numbers were compared, and those that are not equal. */
  readonly measures: number;
  readonly differences: readonly Compared[];
  /** Seconds of each step that either of them took; these are never equal. */
  readonly steps: readonly { readonly step: string; readonly here: number | null; readonly there: number | null }[];
}

/** A cutover beside its rehearsal, or any two runs: every count of every table, and what each step took. */
export function compareReports(here: Report, there: Report): ComparedReports {
  const tables = [...new Set([...here.tables, ...there.tables].map(({ table }) => table))];
  const compared = [
    ...joinMeasures(null, measureRun(here), measureRun(there)),
    ...tables.flatMap((name) => compareTable(name, find(here, name), find(there, name))),
  ];
  return {
    measures: compared.length,
    differences: compared.filter((each) => each.here !== each.there),
    steps: joinMeasures(null, measureSteps(here), measureSteps(there)).map((each) => ({
      step: each.measure,
      here: each.here as number | null,
      there: each.there as number | null,
    })),
  };
}

/** Of a table that only one of them has, one line says it. */
function compareTable(name: string, here: ReportedTable | undefined, there: ReportedTable | undefined): Compared[] {
  if (here === undefined || there === undefined)
    return [{ table: name, measure: "read", here: here?.read ?? null, there: there?.read ?? null }];
  return joinMeasures(name, measureTable(here), measureTable(there));
}

type Measures = ReadonlyMap<string, Value>;

function joinMeasures(table: string | null, here: Measures, there: Measures): Compared[] {
  const names = [...new Set([...here.keys(), ...there.keys()])];
  return names.map((measure) => ({
    table,
    measure,
    here: here.get(measure) ?? null,
    there: there.get(measure) ?? null,
  }));
}

function find({ tables }: Report, name: string): ReportedTable | undefined {
  return tables.find(({ table }) => table === name);
}

function measureRun({ planHash, checks }: Report): Measures {
  const results = (checks?.results ?? []).map(({ name, ok }) => [`check ${name}`, ok ? "PASS" : "FAIL"] as const);
  return new Map<string, Value>([["plan", planHash], ...results]);
}

function measureTable(table: ReportedTable): Measures {
  const { read, written, rejected, filtered, merged, loaded, matched, resolved, issues, verified } = table;
  const codes = Object.entries(table.rejectedByCode).map(([code, rows]) => [`rejected: ${code}`, rows] as const);
  const kinds = Object.entries(table.issuesByCode).map(([code, rows]) => [`issues: ${code}`, rows] as const);
  return new Map<string, Value>([
    ...Object.entries({ read, written, rejected, filtered, merged, loaded, matched, resolved }),
    ["open issues", issues?.open ?? null],
    ["verified", verified === null ? null : verified ? "yes" : "NO"],
    ...codes,
    ...kinds,
  ]);
}

function measureSteps({ timeline = [] }: Report): Measures {
  return new Map(timeline.map(({ step, seconds }) => [step, seconds]));
}
