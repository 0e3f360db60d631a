import { parseArgs } from "node:util";
import { CutoverError } from "../errors.js";
import type { RehearsalPlace } from "../rehearsal/rehearse.js";
import type { Format } from "../run/manifest.js";
import type { Settings } from "../stages/stage.js";

/** What was typed, checked. */
export interface Options extends Settings {
  readonly command: string;
  /** What follows the command, such as `settle 17` after match or `run calendar` after tasks. */
  readonly words: readonly string[];
  /** Documents the rehearsal's target has before the migration: a folder of `<table>.jsonl`. */
  readonly existing: string | null;
  /** rehearse: where. */
  readonly on: RehearsalPlace;
  /** Documents a rehearsal loads at most before it takes a sample; null loads all. */
  readonly rows: number | null;
  /** init: replace files that are there. */
  readonly force: boolean;
  /** check: warnings count as faults. */
  readonly strict: boolean;
  /** check: whether the schema without legacy fields can be deployed. */
  readonly final: boolean;
  /** rehearse: roll back to what was there before, and migrate again. */
  readonly withRollback: boolean;
  /** rollback: what users wrote in Convex as SQL for the old database. */
  readonly exportWrites: boolean;
  /** match settle: the id of the document a row is part of, or "self". */
  readonly keep: string | null;
  /** match settle: the table of the row. */
  readonly table: string | null;
  /** status: look again until nothing runs any more. */
  readonly watch: boolean;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

const own = {
  plan: { type: "string" },
  dir: { type: "string" },
  source: { type: "string" },
  existing: { type: "string" },
  on: { type: "string" },
  format: { type: "string" },
  module: { type: "string" },
  force: { type: "boolean" },
  strict: { type: "boolean" },
  final: { type: "boolean" },
  code: { type: "string", multiple: true },
  window: { type: "string" },
  waive: { type: "string", multiple: true },
  "auto-rollback": { type: "boolean" },
  "with-rollback": { type: "boolean" },
  "export-writes": { type: "boolean" },
  keep: { type: "string" },
  table: { type: "string" },
  watch: { type: "boolean" },
  rows: { type: "string" },
  json: { type: "boolean" },
  "dry-run": { type: "boolean" },
  yes: { type: "boolean", short: "y" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

/** The `convex` command's own words for a deployment. */
const passed = {
  prod: { type: "boolean" },
  deployment: { type: "string" },
  "deployment-name": { type: "string" },
  "preview-name": { type: "string" },
  "env-file": { type: "string" },
  url: { type: "string" },
  "admin-key": { type: "string" },
} as const;

const passedFlags = Object.keys(passed);

export function parseOptions(words: readonly string[], env: NodeJS.ProcessEnv): Options {
  const { values, positionals } = parseWords(words);
  const [command = "", ...rest] = positionals;
  const place = command === "init" || command === "check" ? rest.shift() : undefined;
  if (rest.length > 0 && !wordy.has(command)) {
    throw new CutoverError("usage", { what: `"${rest.join(" ")}" is one word too many`, next: "cutover --help" });
  }
  return {
    command,
    words: rest,
    plan: values.plan ?? "convex/plan.ts",
    dir: values.dir ?? ".cutover",
    source: place ?? values.source ?? env.CUTOVER_SOURCE ?? null,
    existing: values.existing ?? null,
    on: parsePlace(values.on),
    rows: parseRows(values.rows, values.on),
    format: parseFormat(values.format),
    module: values.module ?? "migrations",
    force: values.force ?? false,
    strict: values.strict ?? false,
    final: values.final ?? false,
    code: values.code ?? [],
    windowMinutes: parseWindow(values.window),
    waive: values.waive ?? [],
    autoRollback: values["auto-rollback"] ?? false,
    withRollback: values["with-rollback"] ?? false,
    exportWrites: values["export-writes"] ?? false,
    keep: values.keep ?? null,
    table: values.table ?? null,
    watch: values.watch ?? false,
    json: values.json ?? false,
    dryRun: values["dry-run"] ?? false,
    yes: values.yes ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
    deploymentFlags: passedFlags.flatMap((name) => renderFlag(name, values[name as keyof typeof passed])),
  };
}

/** Commands that take words of their own. */
const wordy: ReadonlySet<string> = new Set(["match", "tasks"]);

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: { ...own, ...passed }, allowPositionals: true });
  } catch (error) {
    throw new CutoverError("usage", { what: (error as Error).message, next: "cutover --help" });
  }
}

function parseFormat(format: string | undefined): Format | null {
  if (format === undefined || format === "jsonl" || format === "zip") return format ?? null;
  throw new CutoverError("usage", { what: `There is no format "${format}"`, next: "--format jsonl or --format zip" });
}

function parsePlace(on: string | undefined): RehearsalPlace {
  if (on === undefined) return "throw-away";
  if (on === "local") return on;
  const [, name] = /^preview\/(\w[\w./-]*)$/.exec(on) ?? [];
  if (name !== undefined) return `preview/${name}`;
  throw new CutoverError("usage", {
    what: `There is no place "${on}" to rehearse on`,
    next: "--on local, or --on preview/<name>; without --on it is our own rehearsal deployment",
  });
}

/** The engine of our own rehearsal deployment slows down beyond a few thousand documents; Convex's does not. */
const defaultSampleRows = 5000;

function parseRows(rows: string | undefined, on: string | undefined): number | null {
  if (rows === undefined) return on === undefined ? defaultSampleRows : null;
  if (rows === "all") return null;
  if (/^[1-9]\d*$/.test(rows)) return Number(rows);
  throw new CutoverError("usage", { what: `"${rows}" is not a number of rows`, next: "--rows 5000 or --rows all" });
}

function parseWindow(window: string | undefined): number | null {
  if (window === undefined) return null;
  const [, count, unit] = /^(\d+(?:\.\d+)?)(m|h)$/.exec(window) ?? [];
  if (count !== undefined) return Number(count) * (unit === "h" ? 60 : 1);
  throw new CutoverError("usage", {
    what: `"${window}" is not a length of time`,
    next: "--window 30m or --window 1.5h",
  });
}

function renderFlag(name: string, value: string | boolean | undefined): string[] {
  if (value === undefined || value === false) return [];
  return value === true ? [`--${name}`] : [`--${name}`, value];
}
