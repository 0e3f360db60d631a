/** Every flag of the command, once: how it is typed, what it does, and what stands where it is left out. */
export interface Flag {
  readonly typed: string;
  readonly text: string;
  readonly fallback?: string;
  readonly isRepeatable?: boolean;
}

export const flags = {
  source: {
    typed: "--source <where>",
    text: "postgres://…, a SQLite file, nocodb+https://…, a dump, or a folder of files; may also stand first, without --source",
    fallback: "CUTOVER_SOURCE, or source in cutover.config.ts",
  },
  plan: { typed: "--plan <file>", text: "the plan", fallback: "convex/plan.ts" },
  dir: {
    typed: "--dir <folder>",
    text: "one folder per run; .cutover/latest is the current one",
    fallback: ".cutover",
  },
  module: {
    typed: "--module <name>",
    text: "the app's module that instantiates Cutover",
    fallback: "migrations",
  },
  json: { typed: "--json", text: "one JSON document on stdout, for errors too" },
  dryRun: { typed: "--dry-run", text: "print what would happen; change nothing" },
  yes: { typed: "-y, --yes", text: "skip the confirmation before something is replaced or deleted" },
  format: { typed: "--format <format>", text: "jsonl or zip for every table", fallback: "whichever fits the table" },
  perTable: { typed: "--per-table", text: "import empty tables one by one instead of all in one ZIP" },
  window: { typed: "--window <time>", text: "planned length of the cutover window, such as 30m or 1.5h" },
  at: {
    typed: "--at <time>",
    text: "when the window begins, with its time zone, such as 2026-12-05T23:00-05:00",
  },
  autoRollback: {
    typed: "--auto-rollback",
    text: "roll back automatically when a step fails or the rest no longer fits into the window",
  },
  waive: {
    typed: "--waive <gate=why>",
    text: "pass a closed gate; the reason is recorded in the report",
    isRepeatable: true,
  },
  inConvex: {
    typed: "--in-convex",
    text: "let functions in Convex read every document, page by page, instead of one export of the deployment",
  },
  since: {
    typed: "--since",
    text: "is it still true? Compares by the ids that were kept, also months after the cleanup; calls no function of the app",
  },
  repair: {
    typed: "--repair",
    text: "write what the latest verification found to differ, where it is still as it was found; then verify again",
  },
  existing: { typed: "--existing <folder>", text: "documents already in the target, as <table>.jsonl" },
  on: {
    typed: "--on <where>",
    text: "local (Convex's own local backend) or preview/<name> (a preview deployment); loads all rows there",
    fallback: "the built-in rehearsal deployment",
  },
  rows: {
    typed: "--rows <n|all>",
    text: "load a referentially complete sample of about n documents",
    fallback: "20000",
  },
  withRollback: { typed: "--with-rollback", text: "also roll back, then migrate again" },
  lively: { typed: "--lively", text: "users write in every table meanwhile; at the end each of their writes is there" },
  strict: { typed: "--strict", text: "exit 2 on warnings, too" },
  final: {
    typed: "--final",
    text: "can the schema without legacy fields be deployed? Reads the deployment, not the source",
  },
  code: {
    typed: "--code <folder>",
    text: "with --final: other code that may read legacy fields, such as src",
    isRepeatable: true,
  },
  jq: {
    typed: "--jq <filter>",
    text: "one object per row of a JSON file, such as '.users[]', or table=filter",
    isRepeatable: true,
  },
  check: { typed: "--check", text: "change nothing; exit 2 where a file is not up to date" },
  force: { typed: "--force", text: "overwrite existing files" },
  reason: { typed: "--reason <why>", text: "recorded in the report" },
  limit: { typed: "--limit <n>", text: "keys shown of each kind", fallback: "5" },
  sample: { typed: "--sample <n>", text: "users that are tried, at most 200", fallback: "50" },
  user: {
    typed: "--user <address>",
    text: "really sign in as this user, with the password from stdin; the session is ended and not counted",
  },
  provider: {
    typed: "--provider <id>",
    text: "the app's provider that takes passwords, where auth.ts does not show its id",
    fallback: "password",
  },
  passwordStdin: { typed: "--password-stdin", text: "with --user: read the password from stdin" },
  keep: { typed: "--keep <which>", text: "" },
  table: { typed: "--table <name>", text: "the row's table, when several tables hold users" },
  restoreBackup: {
    typed: "--restore-backup",
    text: "restore the whole backup instead; says first what that takes away",
  },
  exportWrites: {
    typed: "--export-writes",
    text: "write what users wrote in Convex as SQL for the old database (writes.sql)",
  },
  withValues: {
    typed: "--with-values",
    text: "with keys and values of the rows that did not pass, masked otherwise; in report-with-values.html",
  },
  compare: {
    typed: "--compare <run>",
    text: "put another run or rehearsal beside it: what differs, and what each step took",
  },
  open: { typed: "--open", text: "open the written report" },
  watch: { typed: "--watch", text: "poll until nothing runs any more" },
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof flags;

/** The `convex` command's own flags for a deployment: handed on to it as they are. */
export const deploymentFlags = {
  prod: { typed: "--prod", text: "the project's production deployment" },
  deployment: { typed: "--deployment <name>", text: "by its name or reference, such as quick-fox-123" },
  deploymentName: { typed: "--deployment-name <name>", text: "the older word for --deployment" },
  previewName: { typed: "--preview-name <name>", text: "a preview deployment, by its branch" },
  envFile: { typed: "--env-file <file>", text: "the deployment that the variables in this file name" },
  url: { typed: "--url <url>", text: "self-hosted: where it answers; with --admin-key" },
  adminKey: { typed: "--admin-key <key>", text: "self-hosted; safer in CONVEX_SELF_HOSTED_ADMIN_KEY" },
} as const satisfies Readonly<Record<string, Flag>>;

export type DeploymentFlagName = keyof typeof deploymentFlags;
