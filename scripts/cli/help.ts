import { exitCodes } from "../errors.js";

export const commands: Readonly<Record<string, string>> = {
  init: "read the source; write convex/plan.ts, schema.ts, migrations.ts and convex.config.ts",
  check: "dry run over every source row: a graded report of what will not fit, and how to fix it",
  rehearse: "the whole migration against a throw-away local deployment; runs locally",
  export: "read, convert and validate every row of the plan in one pass",
  load: "import the documents of empty tables, insert the others beside the app's own",
  match: "link users to existing accounts by email; match settle <key> --keep <id|self> decides one row",
  resolve: "replace source primary keys with Convex ids",
  verify: "compare every document in Convex with the exported one",
  cleanup: "remove the legacy fields; refused until every table is verified and the rollback window is over",
  preload: "bulk load: export, load, match and resolve days ahead, while the old app is live",
  "catch-up": "incremental sync of what changed in the source since the preload; repeatable",
  go: "the cutover window: backup, source freeze, export, load, match, resolve, verify, traffic switch",
  pause: "stop every stage before its next batch, from another terminal",
  resume: "continue after a pause",
  abort: "stop every stage; an open cutover window rolls back",
  rollback: "take back what the migration did; lists first what users wrote since",
  unfreeze: "let the old app write again, as the source itself says; also without the run's folder",
  codegen: "write convex/_generated without a deployment, through `npx convex codegen`",
  status: "what is done, what the run waits for, the next command",
  tasks: "post-launch tasks: tasks list | schedule | run | dry-run | cancel | undo | confirm | close",
  report: "print the report of the latest run again",
};

export const help = `cutover: migrate a live app to Convex, and verify every document

  cutover <command> [options] [deployment flags of the convex command]

${Object.entries(commands)
  .map(([name, text]) => `  ${name.padEnd(10)}${text}`)
  .join("\n")}

  --source <where>    postgres://…, or a dump: a file, or a folder with schema.sql and data.sql
                      (default: CUTOVER_SOURCE)
  --plan <file>       default: convex/plan.ts
  --dir <folder>      default: .cutover; one folder per run, .cutover/latest is the current one
  --module <name>     default: migrations; the app's module that instantiates Cutover
  --existing <folder> rehearse: documents already in the target, as <table>.jsonl
  --on <where>        rehearse: local (Convex's own local backend) or preview/<name> (a preview deployment)
                      instead of the built-in rehearsal deployment; loads all rows there
  --rows <n|all>      rehearse: load a referentially complete sample of about n documents (default: 5000)
  --format <format>   jsonl or zip for every table; default: whichever fits the table
  --per-table         load, preload: import empty tables one by one instead of all in one ZIP
  --window <time>     check, go: planned length of the cutover window, such as 30m
  --auto-rollback     go: roll back automatically when a step fails or the rest no longer fits into the window
  --waive <gate=why>  go: pass a closed gate; the reason is recorded in the report
  --reason <why>      cleanup: remove the legacy fields before the rollback window ends; the reason is recorded
  --with-rollback     rehearse: also roll back, then migrate again
  --keep <id|self>    match settle: the account this row belongs to, or self for a separate user
  --table <name>      match settle: the row's table, when several tables hold users
  --watch             status, tasks: poll until nothing runs any more
  --keep <which>      rollback: where a migrated account was changed since, keep theirs (default) or backup
  --restore-backup    rollback: restore the whole backup instead; says first what that takes away
  --export-writes     rollback: write what users wrote in Convex as SQL for the old database (writes.sql)
  --strict            check: exit 2 on warnings, too
  --final             check: can the schema without legacy fields be deployed? reads the deployment, not the source
  --code <folder>     check --final: other code that may read legacy fields, such as src; repeatable
  --jq <filter>       init: one object per row of a JSON file, such as '.users[]'; repeatable as table=filter
  --force             init: overwrite existing files
  --dry-run           print what would happen; change nothing
  --json              JSON on stdout
  -y, --yes           skip the confirmation before replacing or deleting
  --prod, --deployment, --deployment-name, --preview-name, --env-file, --url, --admin-key
                      choose the deployment, as for \`npx convex run\`

Exit codes: ${Object.entries(exitCodes)
  .map(([name, code]) => `${code} ${name}`)
  .join(", ")}
`;
