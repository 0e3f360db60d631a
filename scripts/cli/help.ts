import { exitCodes } from "../errors.js";

export const commands: Readonly<Record<string, string>> = {
  init: "read the source; write convex/plan.ts, schema.ts, migrations.ts and convex.config.ts",
  check: "read all rows; a graded report of what will not fit, what it takes, and what to do about it",
  rehearse: "the whole migration against a throw-away local deployment; nothing outside is touched",
  export: "read, convert and check every row of the plan in one pass",
  load: "import the documents with `npx convex import`, each table all or nothing",
  match:
    "match people by email to the accounts that exist already; match settle <key> --keep <id|self> says who one is",
  resolve: "write the Convex ids that the old keys stand for",
  verify: "compare every document in Convex with the one that was exported",
  cleanup: "remove the legacy fields; refused unless every table is verified",
  preload: "export, load, match and resolve days before, while the old app lives",
  "catch-up": "bring what changed in the source since then to Convex; as often as wanted",
  go: "the maintenance window: backup, freeze, export, load, match, resolve, verify, switch; or back",
  pause: "stop every stage before its next batch, from another terminal",
  resume: "go on after a pause",
  abort: "stop every stage; a window that is open goes back",
  rollback: "put the deployment back to what it was before the load; says first what that would lose",
  codegen: "make convex/_generated without a deployment, through `npx convex codegen`",
  status: "what is done, what waits and for what, the next command to type",
  tasks: "after the launch: tasks list | schedule | run | dry-run | cancel | undo | confirm | close",
  report: "the closing table of the latest run again",
};

export const help = `cutover: move a live app into Convex, and prove that nothing was lost

  cutover <command> [options] [deployment flags of the convex command]

${Object.entries(commands)
  .map(([name, text]) => `  ${name.padEnd(10)}${text}`)
  .join("\n")}

  --source <where>    postgres://…, or a dump: a file, or a folder with schema.sql and data.sql
                      (default: CUTOVER_SOURCE)
  --plan <file>       convex/plan.ts
  --dir <folder>      .cutover: one folder a run; .cutover/latest names the current one
  --module <name>     migrations: the module of the app that instantiates Cutover
  --existing <folder> rehearse: documents the target has before, as <table>.jsonl
  --on <where>        rehearse: local (Convex's own local backend) or preview/<name> (a preview deployment)
                      instead of our rehearsal deployment; loads all rows there
  --rows <n|all>      rehearse: load a sample of about so many documents, closed under references (5000)
  --format <format>   jsonl or zip for every table, instead of the one that fits
  --window <time>     check, go: the length of the maintenance window, such as 30m
  --auto-rollback     go: go back, unasked, when a step fails or the rest no longer fits into the window
  --waive <gate=why>  go: pass a closed gate all the same, with a reason that stands in the report
  --with-rollback     rehearse: then back to what was there before, and forward again
  --keep <id|self>    match settle: the account the row is part of, or self for a person of its own
  --table <name>      match settle: the table of the row, where people are in more than one
  --watch             status: look again until nothing runs any more
  --export-writes     rollback: what people wrote in Convex as SQL for the old database (writes.sql)
  --strict            check: exit with 2 on warnings, too
  --final             check: can the schema without legacy fields be deployed? reads the deployment, not the source
  --code <folder>     check --final: other code that may read legacy fields, such as src; may be repeated
  --force             init: replace files that are there
  --dry-run           say what would happen
  --json              one JSON document on stdout
  -y, --yes           replace and delete without asking
  --prod, --deployment, --deployment-name, --preview-name, --env-file, --url, --admin-key
                      choose the deployment, as for \`npx convex run\`

Exit codes: ${Object.entries(exitCodes)
  .map(([name, code]) => `${code} ${name}`)
  .join(", ")}
`;
