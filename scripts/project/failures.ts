import { defineFailures } from "../errors.js";

export const projectFailures = defineFailures({
  badConfig: {
    code: "CUT1101",
    title: "cutover.config.ts cannot be used",
    means: "The file does not load, or sets something that it cannot set.",
    why: "A default that is silently ignored would choose another source or folder than you expect.",
    next: "It may set source, plan, dir and module. Fix the file, or delete it and use flags.",
    example: 'export default { source: "postgres://user@localhost/shop" };',
  },
  badEnvironment: {
    code: "CUT1102",
    title: "A variable of the environment has a value that cannot be used",
    means: "The shell, .env.local or .env sets a variable of this command to something else than it takes.",
    why: "Ignoring it would do something else than what was set.",
    next: "Correct the variable where it is set.",
    example: "CUTOVER_SOURCE=postgres://user@localhost/shop",
  },
  planOrSchemaMissing: {
    code: "CUT1103",
    title: "plan.ts or schema.ts is missing",
    means: "The command reads convex/plan.ts and the schema.ts beside it.",
    why: "Without them nothing says what becomes of a row.",
    next: "Let init write them, or name the plan with --plan.",
    example: "npx cutover init postgres://user@localhost/shop",
  },
  planFaults: {
    code: "CUT1104",
    title: "The plan contradicts itself",
    means: "The plan names something that does not exist in it, or leaves out what every table needs.",
    why: "Rows would be lost or references could not be resolved. All faults are listed at once.",
    next: "Correct convex/plan.ts at the named tables and columns.",
    example: 'cases: table("public.cases", { id: id(), user_id: ref("users") })',
  },
  schemaFaults: {
    code: "CUT1105",
    title: "The plan does not fit the schema, or the schema is not relaxed",
    means:
      "The fields that the plan writes are not the ones schema.ts allows, or duringCutover(schema, plan) is missing.",
    why: "Convex would refuse the documents at the import.",
    next: "Wrap the schema's default export, and correct the named fields in plan.ts or schema.ts.",
    example: "export default duringCutover(schema, plan);",
  },
  moduleFails: {
    code: "CUT1106",
    title: "A file of the app cannot be loaded",
    means: "plan.ts, schema.ts or what they import throws or does not compile.",
    why: "What it exports is unknown.",
    next: "The message names the file and the error. The TypeScript compiler shows the line.",
    example: "npx tsc --noEmit -p convex",
  },
  exportMissing: {
    code: "CUT1107",
    title: "A file of the app does not export what is needed",
    means: "The default export of plan.ts or schema.ts is missing or is something else.",
    why: "The command cannot tell which of its exports is meant.",
    next: "Add the export that the message prints.",
    example: "export default definePlan({ … });",
  },
  filesOutOfDate: {
    code: "CUT1108",
    title: "Files of the app are not up to date with the plan",
    means:
      "schema.ts, migrations.ts or convex.config.ts lack lines that the plan needs, or have lines of an older plan.",
    why: "A rehearsal would stop in the middle at the first missing one. All of them are listed at once.",
    next: "Let generate make the changes that the message shows, or paste them.",
    example: "npx cutover generate --yes",
  },
  generatedStale: {
    code: "CUT2101",
    title: "cutover generate --check found files that are not up to date",
    means: "The plan has changed since the files were written.",
    why: "A build would deploy functions and a schema of another plan.",
    next: "Let generate make the changes, and commit them.",
    example: "npx cutover generate --yes",
  },
});
