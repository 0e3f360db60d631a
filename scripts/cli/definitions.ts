import type { FlagName } from "./flags.js";

/** A command as its help shows it. */
export interface Definition {
  /** One line, in the list of commands. */
  readonly summary: string;
  /** More than the summary says. */
  readonly purpose?: string;
  /** As commander writes arguments; without them only the source may stand there. */
  readonly words?: string;
  /** What may stand there, for the shell to complete. */
  readonly choices?: readonly string[];
  readonly flags: readonly FlagName[];
  /** What a flag does here, where that is not what it does elsewhere. */
  readonly texts?: Readonly<Partial<Record<FlagName, string>>>;
  readonly examples: readonly string[];
  /** It never asks the deployment that flags or the environment choose. */
  readonly isLocal?: true;
}

/** The `convex` command's own flags belong to commands that may ask a deployment. */
export function hasDeployment({ flags, isLocal }: Definition): boolean {
  return flags.includes("module") && isLocal !== true;
}

const project = ["plan", "dir", "module", "json"] as const;
const reading = ["source", ...project] as const;
const writing = [...reading, "dryRun", "yes"] as const;

export const definitions: Readonly<Record<string, Definition>> = {
  init: {
    summary: "read the source; write convex/plan.ts, schema.ts, migrations.ts and convex.config.ts",
    purpose: "In an app that has some of these files it shows what changes in them as a diff, and asks.",
    flags: [...reading, "jq", "dryRun", "yes", "force"],
    texts: { force: "replace a plan.ts that is there", yes: "change the files that are there without asking" },
    isLocal: true,
    examples: ["cutover init postgres://user@localhost/shop", "cutover init ./dump --dry-run"],
  },
  generate: {
    summary: "bring schema.ts, migrations.ts, convex.config.ts and plan.source.ts up to date with the plan",
    purpose:
      "Shows the changes as a diff and asks before it makes them. Run it after every change to the plan. With a source it also writes the types of its tables.",
    flags: [...reading, "check", "dryRun", "yes"],
    texts: { yes: "make the changes without asking" },
    isLocal: true,
    examples: ["cutover generate", "cutover generate --check"],
  },
  check: {
    summary: "dry run over every source row: a graded report of what will not fit, and how to fix it",
    purpose: "Reads every row, asks the deployment what it holds, and writes nothing to Convex.",
    flags: [...reading, "window", "strict", "final", "code", "open"],
    examples: ["cutover check postgres://user@localhost/shop", "cutover check --final --code src"],
  },
  rehearse: {
    summary: "the whole migration against a throw-away local deployment; runs locally",
    flags: [
      ...writing,
      "existing",
      "on",
      "rows",
      "withRollback",
      "lively",
      "strict",
      "format",
      "perTable",
      "window",
      "reason",
      "open",
    ],
    texts: {
      strict: "every rule of a real deployment at once: its pace, its bundle without Node, errors without words",
    },
    isLocal: true,
    examples: ["cutover rehearse --with-rollback --lively --strict", "cutover rehearse --on preview/move --rows all"],
  },
  export: {
    summary: "read, convert and validate every row of the plan in one pass",
    flags: [...writing, "format"],
    examples: ["cutover export postgres://user@localhost/shop", "cutover export --format zip"],
  },
  load: {
    summary: "import the documents of empty tables, insert the others beside the app's own",
    flags: [...writing, "format", "perTable"],
    examples: ["cutover load --dry-run", "cutover load --prod"],
  },
  match: {
    summary: "link users to existing accounts by email; match settle <key> --keep <id|self> decides one row",
    words: "[words...]",
    choices: ["settle"],
    flags: [...writing, "keep", "table"],
    texts: { keep: "match settle: the account this row belongs to, or self for a separate user" },
    examples: ["cutover match", "cutover match settle 4711 --keep self"],
  },
  resolve: {
    summary: "replace source primary keys with Convex ids",
    flags: [...writing],
    examples: ["cutover resolve", "cutover resolve --prod"],
  },
  verify: {
    summary: "compare every document in Convex with the exported one",
    purpose: "Reads one export of the deployment: a consistent snapshot that no function's limit applies to.",
    flags: [...writing, "inConvex", "since", "repair", "limit"],
    texts: { limit: "--since, --repair: rows shown" },
    examples: [
      "cutover verify",
      "cutover verify --prod --in-convex",
      "cutover verify --prod --since",
      "cutover verify --repair",
    ],
  },
  cleanup: {
    summary: "remove the legacy fields; refused until every table is verified and the rollback window is over",
    flags: [...writing, "reason"],
    texts: { reason: "remove the legacy fields before the rollback window ends; the reason is recorded" },
    examples: ["cutover cleanup --prod", 'cutover cleanup --reason "all users have signed in"'],
  },
  preload: {
    summary: "bulk load: export, load, match and resolve days ahead, while the old app is live",
    flags: [...writing, "format", "perTable"],
    examples: ["cutover preload --prod", "cutover preload --dry-run"],
  },
  files: {
    summary: "store the files that rows name, days ahead; export and catch-up store what is new or has changed since",
    flags: [...reading],
    examples: ["cutover files --prod", "cutover files ./dump --json"],
  },
  "catch-up": {
    summary: "incremental sync of what changed in the source since the preload; repeatable",
    flags: [...writing],
    examples: ["cutover catch-up --prod", "cutover catch-up --dry-run"],
  },
  "backup-source": {
    summary: "back up the source itself: pg_dump, a copy of the SQLite file, NocoDB's rows, the files as they are",
    purpose:
      "Writes into source-backup/ of the folder of runs, reads what was written to its end, and records size and checksums. cutover go asks for it.",
    flags: [...reading],
    isLocal: true,
    examples: ["cutover backup-source postgres://user@localhost/shop", "cutover backup-source ./data/app.db"],
  },
  go: {
    summary: "the cutover window: backup, source freeze, export, load, match, resolve, verify, traffic switch",
    flags: [...writing, "window", "autoRollback", "waive", "format", "perTable", "reason", "open"],
    examples: [
      "cutover go --prod --dry-run",
      'cutover go --prod --window 30m --waive "rehearsal=rehearsed on staging"',
    ],
  },
  pause: {
    summary: "stop every stage before its next batch, from another terminal",
    flags: [...project, "reason"],
    examples: ["cutover pause", "cutover pause --prod"],
  },
  resume: {
    summary: "continue after a pause",
    flags: [...project],
    examples: ["cutover resume", "cutover resume --prod"],
  },
  abort: {
    summary: "stop every stage; an open cutover window rolls back",
    flags: [...project, "reason"],
    examples: ["cutover abort", "cutover abort --prod"],
  },
  rollback: {
    summary: "take back what the migration did; lists first what users wrote since",
    flags: [...writing, "keep", "restoreBackup", "exportWrites", "reason"],
    texts: { keep: "where a migrated account was changed since: theirs (default) or backup" },
    examples: [
      "cutover rollback --dry-run",
      "cutover rollback --export-writes --source postgres://user@localhost/shop",
    ],
  },
  unfreeze: {
    summary: "let the old app write again, as the source itself says; also without the run's folder",
    flags: [...writing],
    examples: ["cutover unfreeze", "cutover unfreeze postgres://user@localhost/shop --yes"],
  },
  codegen: {
    summary: "write convex/_generated without a deployment, through `npx convex codegen`",
    flags: [...project],
    isLocal: true,
    examples: ["cutover codegen", "cutover codegen --plan app/convex/plan.ts"],
  },
  status: {
    summary: "what is done, what the run waits for, the next command",
    flags: [...reading, "watch"],
    examples: ["cutover status", "cutover status --watch --json"],
  },
  tasks: {
    summary: "post-launch tasks: tasks list | schedule | run | dry-run | cancel | undo | confirm | close",
    words: "[words...]",
    choices: ["list", "schedule", "run", "dry-run", "cancel", "undo", "confirm", "close"],
    flags: [...writing, "watch", "reason"],
    examples: ["cutover tasks list", "cutover tasks run calendar --watch"],
  },
  report: {
    summary: "print the report of the latest run again, and write it as report.html",
    flags: [...reading, "compare", "withValues", "open"],
    examples: ["cutover report --open", "cutover report --json", "cutover report --compare 20261121-133111-203"],
  },
  postmortem: {
    summary: "the window as text: times planned and real, what stopped, who decided what, what is still to come",
    purpose: "Writes postmortem.md into the folder of the latest run, from its journal and report. Asks no deployment.",
    flags: [...project],
    isLocal: true,
    examples: ["cutover postmortem"],
  },
  "check-off": {
    summary: "the plan's checklist: check-off | check-off <name> [note] | check-off undo <name>",
    purpose:
      "Entries of window.checklist: what only your team can see done, days before the window and after it. Without a name it lists them.",
    words: "[words...]",
    flags: [...project],
    isLocal: true,
    examples: ["cutover check-off", 'cutover check-off dns-ttl "dig says 60"'],
  },
  runbook: {
    summary: "the evening on paper: what is typed when, how long it takes, when to roll back",
    purpose:
      "Writes runbook/runbook.md, and runbook/runbook.ics for calendars, into the folder of runs, from the plan, the last check and the last rehearsal. Asks no deployment and changes nothing.",
    flags: [...project, "at", "window"],
    examples: [
      "cutover runbook --at 2026-12-05T23:00-05:00",
      "cutover runbook --at 2026-12-05T23:00Z --window 45m --prod",
    ],
  },
  rejects: {
    summary: "rejected rows as a work list: rejects list | show <key> | replay | waive <key|code>",
    purpose:
      "Correct a row in rejected/<table>.jsonl, then replay: the source is read again, with the row as it is now, and the row passes every stage. Waived rows no longer count against allow: { rejected }.",
    words: "[words...]",
    flags: [...writing, "table", "reason", "limit"],
    texts: { table: "only rows of this table", reason: "rejects waive: why; it stands in the report" },
    examples: ["cutover rejects list --limit 20", 'cutover rejects waive 4711 --reason "a test account"'],
  },
  issues: {
    summary:
      "open issues of match and resolve: by table and kind; issues show <key>, issues replay, issues waive <key|code>",
    purpose: "Asks the deployment; of a rehearsal whose deployment is gone, it reads the run's folder.",
    words: "[words...]",
    flags: [...project, "dryRun", "limit", "table", "reason"],
    texts: { table: "only issues of this table", reason: "issues waive: why; it stands in the report" },
    examples: [
      "cutover issues users --limit 20",
      "cutover issues replay",
      'cutover issues waive missing_target --table cases --reason "old cases"',
    ],
  },
  "try-sign-in": {
    summary: "what would happen if users signed in now: a sample of every kind of account and hash",
    purpose:
      "Nobody signs in and nothing is written: it looks whether each sign-in is found, its hash can be read, it belongs to a user, and nothing blocks it. With --user it signs in for real, as the app's page does. Exits 2 where a user is shut out.",
    flags: [...project, "sample", "limit", "user", "provider", "passwordStdin"],
    examples: [
      "cutover try-sign-in --sample 50",
      "cutover try-sign-in --prod --json",
      "cutover try-sign-in --user ada@example.com --password-stdin < password.txt",
    ],
  },
  diff: {
    summary: "differences that verify found: lost, extra and changed documents, field by field",
    words: "[table]",
    flags: [...project, "limit"],
    examples: ["cutover diff", "cutover diff users --dir .cutover/rehearsals --json"],
  },
  forget: {
    summary: "delete a run's documents, rejected rows and backups; its report and counts stay",
    purpose:
      "Every file with users' data goes, lists of changes and what hooks printed among them. Refused while the run may be rolled back, unless a reason is given. Rehearsals are named in the same way.",
    words: "<run>",
    flags: [...project, "dryRun", "yes", "reason"],
    texts: { reason: "delete them although the run may still be rolled back; the reason is recorded" },
    examples: ["cutover forget 20261205-230000-000", "cutover forget 20261205-230000-000 --dry-run"],
  },
  explain: {
    summary: "what a failure's code means, why the command stops there, and what to type",
    purpose: "Without a code it lists all of them.",
    words: "[code]",
    flags: ["json"],
    examples: ["cutover explain CUT3707", "cutover explain --json"],
  },
  completion: {
    summary: "print a completion script for bash, zsh or fish",
    words: "[shell]",
    choices: ["bash", "zsh", "fish"],
    flags: [],
    examples: [
      "cutover completion bash >> ~/.bashrc",
      "cutover completion fish > ~/.config/fish/completions/cutover.fish",
    ],
  },
};
