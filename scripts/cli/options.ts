import { parseArgs } from "node:util";
import { CutoverError } from "../errors.js";
import type { RehearsalPlace } from "../rehearsal/rehearse.js";
import type { Format } from "../run/manifest.js";
import type { Settings } from "../stages/stage.js";

/** The parsed command line. */
export interface Options extends Settings {
  readonly command: string;
  /** The arguments after the command, such as `settle 17` after match or `run calendar` after tasks. */
  readonly words: readonly string[];
  /** rehearse: documents already in the target, a folder of `<table>.jsonl`. */
  readonly existing: string | null;
  /** rehearse: where. */
  readonly on: RehearsalPlace;
  /** rehearse: with more documents than this, a sample is loaded; null loads all. */
  readonly rows: number | null;
  /** init: jq filters that make the rows of a JSON file, as `table=filter`, or the filter of the only file. */
  readonly jq: readonly string[];
  /** init: overwrite existing files. */
  readonly force: boolean;
  /** check: exit 2 on warnings, too. */
  readonly strict: boolean;
  /** check: whether the schema without legacy fields can be deployed. */
  readonly final: boolean;
  /** rehearse: also roll back, then migrate again. */
  readonly withRollback: boolean;
  /** rollback: write what users wrote in Convex as SQL for the old database. */
  readonly exportWrites: boolean;
  /** rollback: restore the whole backup instead of taking back what the migration did. */
  readonly restoreBackup: boolean;
  /** match settle: the id of the account this row belongs to, or "self". rollback: "theirs" or "backup". */
  readonly keep: string | null;
  /** match settle: the table of the row. */
  readonly table: string | null;
  /** status, tasks: poll until nothing runs any more. */
  readonly watch: boolean;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

const ownFlags = {
  plan: { type: "string" },
  dir: { type: "string" },
  source: { type: "string" },
  existing: { type: "string" },
  on: { type: "string" },
  format: { type: "string" },
  module: { type: "string" },
  jq: { type: "string", multiple: true },
  force: { type: "boolean" },
  strict: { type: "boolean" },
  final: { type: "boolean" },
  code: { type: "string", multiple: true },
  window: { type: "string" },
  waive: { type: "string", multiple: true },
  reason: { type: "string" },
  "auto-rollback": { type: "boolean" },
  "with-rollback": { type: "boolean" },
  "per-table": { type: "boolean" },
  "export-writes": { type: "boolean" },
  "restore-backup": { type: "boolean" },
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

/** The `convex` command's own flags for a deployment. */
const deploymentFlags = {
  prod: { type: "boolean" },
  deployment: { type: "string" },
  "deployment-name": { type: "string" },
  "preview-name": { type: "string" },
  "env-file": { type: "string" },
  url: { type: "string" },
  "admin-key": { type: "string" },
} as const;

const deploymentFlagNames = Object.keys(deploymentFlags);

export function parseOptions(words: readonly string[], env: NodeJS.ProcessEnv): Options {
  const { values, positionals } = parseWords(words);
  const [command = "", ...rest] = positionals;
  const source = command === "init" || command === "check" ? rest.shift() : undefined;
  if (rest.length > 0 && !commandsWithArguments.has(command)) {
    throw new CutoverError("usage", { what: `"${rest.join(" ")}" is an unexpected argument`, next: "cutover --help" });
  }
  return {
    command,
    words: rest,
    plan: values.plan ?? "convex/plan.ts",
    dir: values.dir ?? ".cutover",
    source: source ?? values.source ?? env.CUTOVER_SOURCE ?? null,
    existing: values.existing ?? null,
    on: parsePlace(values.on),
    rows: parseRows(values.rows, values.on),
    format: parseFormat(values.format),
    module: values.module ?? "migrations",
    jq: values.jq ?? [],
    force: values.force ?? false,
    strict: values.strict ?? false,
    final: values.final ?? false,
    code: values.code ?? [],
    perTable: values["per-table"] ?? false,
    windowMinutes: parseWindow(values.window),
    waive: values.waive ?? [],
    reason: values.reason ?? null,
    autoRollback: values["auto-rollback"] ?? false,
    withRollback: values["with-rollback"] ?? false,
    exportWrites: values["export-writes"] ?? false,
    restoreBackup: values["restore-backup"] ?? false,
    keep: values.keep ?? null,
    table: values.table ?? null,
    watch: values.watch ?? false,
    json: values.json ?? false,
    dryRun: values["dry-run"] ?? false,
    yes: values.yes ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
    deploymentFlags: deploymentFlagNames.flatMap((name) =>
      renderFlag(name, values[name as keyof typeof deploymentFlags]),
    ),
  };
}

/** Commands that take arguments. */
const commandsWithArguments: ReadonlySet<string> = new Set(["match", "tasks"]);

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: { ...ownFlags, ...deploymentFlags }, allowPositionals: true });
  } catch (error) {
    throw new CutoverError("usage", { what: (error as Error).message, next: "cutover --help" });
  }
}

function parseFormat(format: string | undefined): Format | null {
  if (format === undefined || format === "jsonl" || format === "zip") return format ?? null;
  throw new CutoverError("usage", { what: `Unknown format "${format}"`, next: "--format jsonl or --format zip" });
}

function parsePlace(on: string | undefined): RehearsalPlace {
  if (on === undefined) return "throw-away";
  if (on === "local") return on;
  const [, name] = /^preview\/(\w[\w./-]*)$/.exec(on) ?? [];
  if (name !== undefined) return `preview/${name}`;
  throw new CutoverError("usage", {
    what: `Cannot rehearse on "${on}"`,
    next: "--on local or --on preview/<name>; leave --on out for the built-in rehearsal deployment",
  });
}

/** The built-in rehearsal deployment slows down beyond a few thousand documents; a Convex backend does not. */
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
    what: `"${window}" is not a duration`,
    next: "--window 30m or --window 1.5h",
  });
}

function renderFlag(name: string, value: string | boolean | undefined): string[] {
  if (value === undefined || value === false) return [];
  return value === true ? [`--${name}`] : [`--${name}`, value];
}
