import { CutoverError } from "../errors.js";
import { cliFailures } from "./failures.js";
import { defaultRows, type RehearsalPlace } from "../rehearsal/rehearse.js";
import type { Format } from "../run/manifest.js";
import type { Settings } from "../stages/stage.js";
import { definitions } from "./definitions.js";
import { type DeploymentFlagName, deploymentFlags, type FlagName } from "./flags.js";
import { type Answered, type Parsed, parseWords } from "./program.js";

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
  /** generate: change nothing, fail where something would change. */
  readonly check: boolean;
  /** init: overwrite existing files. */
  readonly force: boolean;
  /** check: exit 2 on warnings, too. rehearse: with every rule of a real deployment at once. */
  readonly strict: boolean;
  /** verify: by the ids that were kept, also when the legacy fields are gone. */
  readonly since: boolean;
  /** verify: writes what the latest verification found to differ. */
  readonly repair: boolean;
  /** check: whether the schema without legacy fields can be deployed. */
  readonly final: boolean;
  /** rehearse: while users write in every table. */
  readonly lively: boolean;
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
  /** rehearse, check, go, report: opens the report when it is written. */
  readonly open: boolean;
  /** report: the run whose report is put beside it. */
  readonly compare: string | null;
  /** report: with keys and values of rows, which are masked otherwise. */
  readonly withValues: boolean;
  /** issues, diff: rows shown of each kind. */
  readonly limit: number;
  /** try-sign-in: users that are tried. */
  readonly sample: number;
  /** try-sign-in: the address of a user to sign in as; null: look at a sample. */
  readonly user: string | null;
  /** try-sign-in: the id of the app's provider that takes passwords. */
  readonly provider: string;
  /** try-sign-in: the user's password comes from stdin: in the arguments every program of the machine reads it. */
  readonly passwordStdin: boolean;
  /** status, tasks: poll until nothing runs any more. */
  readonly watch: boolean;
  /** runbook: when the window begins, as it was typed. */
  readonly at: string | null;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** What a `cutover.config.ts` may say in place of flags. */
export type Defaults = Partial<Readonly<Record<"source" | "plan" | "dir" | "module", string>>>;

/** The options of a command line, or the text that answers it: its help, or the version. Flags win over the environment, and that over `defaults`. */
export function parseCommandLine(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  defaults: Defaults = {},
): Options | Answered {
  const parsed = parseWords(words);
  return "text" in parsed ? parsed : toOptions(parsed, env, defaults);
}

/** As above, of words that call a command. */
export function parseOptions(words: readonly string[], env: NodeJS.ProcessEnv): Options {
  const options = parseCommandLine(words, env);
  if ("text" in options) throw new Error(`no command: ${words.join(" ")}`);
  return options;
}

/** A variable that CI sets to a secret it does not have is empty. */
function sourceOf({ CUTOVER_SOURCE: source }: NodeJS.ProcessEnv): string | undefined {
  return source === "" ? undefined : source;
}

function toOptions({ command, words, values }: Parsed, env: NodeJS.ProcessEnv, defaults: Defaults): Options {
  const text = (name: FlagName) => values[name] as string | undefined;
  const isSet = (name: FlagName) => values[name] === true;
  const list = (name: FlagName) => (values[name] ?? []) as readonly string[];
  const hasSourceFirst = definitions[command]!.words === undefined;
  return {
    command,
    words: hasSourceFirst ? [] : words,
    plan: text("plan") ?? defaults.plan ?? "convex/plan.ts",
    dir: text("dir") ?? defaults.dir ?? ".cutover",
    source: (hasSourceFirst ? words[0] : undefined) ?? text("source") ?? sourceOf(env) ?? defaults.source ?? null,
    existing: text("existing") ?? null,
    on: parsePlace(text("on")),
    rows: parseRows(text("rows"), text("on")),
    format: parseFormat(text("format")),
    module: text("module") ?? defaults.module ?? "migrations",
    jq: list("jq"),
    check: isSet("check"),
    force: isSet("force"),
    strict: isSet("strict"),
    final: isSet("final"),
    code: list("code"),
    perTable: isSet("perTable"),
    inConvex: isSet("inConvex"),
    since: isSet("since"),
    repair: isSet("repair"),
    windowMinutes: parseWindow(text("window")),
    waive: list("waive"),
    reason: text("reason") ?? null,
    autoRollback: isSet("autoRollback"),
    lively: isSet("lively"),
    withRollback: isSet("withRollback"),
    exportWrites: isSet("exportWrites"),
    restoreBackup: isSet("restoreBackup"),
    keep: text("keep") ?? null,
    table: text("table") ?? null,
    open: isSet("open"),
    compare: text("compare") ?? null,
    withValues: isSet("withValues"),
    limit: parseCount(text("limit"), { fallback: 5, what: "a number of rows", example: "--limit 20" }),
    sample: parseCount(text("sample"), {
      fallback: 50,
      what: "a number of users up to 200",
      example: "--sample 50",
      most: 200,
    }),
    user: text("user") ?? null,
    provider: text("provider") ?? "password",
    passwordStdin: isSet("passwordStdin"),
    watch: isSet("watch"),
    at: text("at") ?? null,
    json: isSet("json"),
    dryRun: isSet("dryRun"),
    yes: isSet("yes"),
    deploymentFlags: renderDeploymentFlags(values),
  };
}

/** As they were typed, for the `convex` command. */
function renderDeploymentFlags(values: Parsed["values"]): string[] {
  return (Object.keys(deploymentFlags) as DeploymentFlagName[]).flatMap((name) => {
    const value = values[name];
    const [flag] = deploymentFlags[name].typed.split(" ");
    if (value === undefined) return [];
    return value === true ? [flag!] : [flag!, value as string];
  });
}

function parseFormat(format: string | undefined): Format | null {
  if (format === undefined || format === "jsonl" || format === "zip") return format ?? null;
  throw new CutoverError(cliFailures.badCommandLine, {
    what: `Unknown format "${format}"`,
    next: "--format jsonl or --format zip",
  });
}

function parsePlace(on: string | undefined): RehearsalPlace {
  if (on === undefined) return "throw-away";
  if (on === "local") return on;
  const [, name] = /^preview\/(\w[\w./-]*)$/.exec(on) ?? [];
  if (name !== undefined) return `preview/${name}`;
  throw new CutoverError(cliFailures.badCommandLine, {
    what: `Cannot rehearse on "${on}"`,
    next: "--on local or --on preview/<name>; leave --on out for the built-in rehearsal deployment",
  });
}

function parseRows(rows: string | undefined, on: string | undefined): number | null {
  if (rows === undefined) return on === undefined ? defaultRows : null;
  if (rows === "all") return null;
  if (/^[1-9]\d*$/.test(rows)) return Number(rows);
  throw new CutoverError(cliFailures.badCommandLine, {
    what: `"${rows}" is not a number of rows`,
    next: "--rows 5000 or --rows all",
  });
}

function parseCount(
  count: string | undefined,
  { fallback, what, example, most = 999_999_999 }: { fallback: number; what: string; example: string; most?: number },
): number {
  if (count === undefined) return fallback;
  if (/^[1-9]\d{0,8}$/.test(count) && Number(count) <= most) return Number(count);
  throw new CutoverError(cliFailures.badCommandLine, { what: `"${count}" is not ${what}`, next: example });
}

function parseWindow(window: string | undefined): number | null {
  if (window === undefined) return null;
  const [, count, unit] = /^(\d+(?:\.\d+)?)(m|h)$/.exec(window) ?? [];
  if (count !== undefined) return Number(count) * (unit === "h" ? 60 : 1);
  throw new CutoverError(cliFailures.badCommandLine, {
    what: `"${window}" is not a duration`,
    next: "--window 30m or --window 1.5h",
  });
}
