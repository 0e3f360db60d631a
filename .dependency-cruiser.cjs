/**
 * The rooms of CONTRIBUTING.md as rules. A room may import itself and what its list names; type imports count like others.
 * A violation prints the rule's comment: the reason, and where the thing belongs instead.
 */

/** scripts/, from the top down. */
const rooms = {
  cli: [
    "window",
    "sourceBackup",
    "rehearsal",
    "catchUp",
    "rollback",
    "tasks",
    "init",
    "check",
    "report",
    "stages",
    "files",
    "comparison",
    "deployment",
    "rows",
    "run",
    "sources",
    "project",
  ],
  window: [
    "rehearsal",
    "sourceBackup",
    "catchUp",
    "rollback",
    "tasks",
    "check",
    "report",
    "stages",
    "files",
    "comparison",
    "deployment",
    "rows",
    "run",
    "sources",
    "project",
  ],
  rehearsal: [
    "catchUp",
    "rollback",
    "tasks",
    "check",
    "report",
    "stages",
    "files",
    "comparison",
    "deployment",
    "rows",
    "run",
    "sources",
    "project",
  ],
  catchUp: ["stages", "files", "comparison", "deployment", "rows", "run", "sources", "project"],
  rollback: ["stages", "files", "comparison", "deployment", "rows", "run", "sources", "project"],
  tasks: ["sourceBackup", "stages", "deployment", "rows", "run", "sources", "project"],
  init: ["sources", "rows", "run", "deployment", "project", "stages"],
  check: ["sources", "rows", "run", "deployment", "project", "stages"],
  report: ["run", "deployment", "stages", "files", "comparison"],
  sourceBackup: ["rows", "run", "sources"],
  stages: ["files", "comparison", "deployment", "rows", "run", "sources", "project"],
  files: ["deployment", "rows", "run", "sources"],
  comparison: ["rows", "run"],
  deployment: ["run", "project"],
  rows: ["sources", "run"],
  run: [],
  sources: [],
  project: [],
};
const used = "errors|secrets";

/** Kinds of sources: none knows another; what they share lies in sources/sql/ and sources/json/. */
const kinds = ["postgres", "sqlite", "dump", "nocodb", "files", "memory"];

const roomRules = Object.entries(rooms).map(([room, below]) => ({
  name: `${room}-looks-down`,
  comment: `scripts/${room}/ imports ${[...below, "errors", "secrets"].join(", ")} and nothing else of scripts/: a type that two rooms need lives in the lower one.`,
  severity: "error",
  from: { path: `^scripts/${room}/` },
  to: { path: "^scripts/", pathNot: `^scripts/(?:(?:${[room, ...below].join("|")})/|(?:${used})\\.ts$)` },
}));

const kindRules = kinds.map((kind) => ({
  name: `sources-${kind}-alone`,
  comment: `sources/${kind}/ imports no other kind of source: what two kinds share lies in sources/sql/ or sources/json/.`,
  severity: "error",
  from: { path: `^scripts/sources/${kind}/` },
  to: { path: `^scripts/sources/(?:${kinds.filter((other) => other !== kind).join("|")})/` },
}));

/** convex/, from the bottom up: shared ← cutover (the component) ← client ← the app's own files. */
const convexRules = [
  {
    name: "convex-without-scripts",
    comment: "scripts/ takes convex/shared/, never the other way round: convex/ runs in Convex, which has no Node.",
    severity: "error",
    from: { path: "^convex/" },
    to: { path: "^scripts/" },
  },
  {
    name: "scripts-take-shared",
    comment: "scripts/ takes only convex/shared/; everything else of the app is reached through the convex command.",
    severity: "error",
    from: { path: "^scripts/" },
    to: { path: "^convex/", pathNot: "^convex/shared/" },
  },
  {
    name: "shared-alone",
    comment:
      "convex/shared/ is the vocabulary both sides speak: it imports convex/values, convex/server types and zod only.",
    severity: "error",
    from: { path: "^convex/shared/" },
    to: { path: "^convex/", pathNot: "^convex/shared/" },
  },
  {
    name: "component-alone",
    comment: "The component sees its own tables and convex/shared/, never the class an app instantiates or the app.",
    severity: "error",
    from: { path: "^convex/cutover/" },
    to: { path: "^convex/", pathNot: "^convex/(?:cutover|shared)/" },
  },
  {
    name: "client-without-app",
    comment: "What apps install must not know the example app beside it.",
    severity: "error",
    from: { path: "^convex/client/" },
    to: { path: "^convex/", pathNot: "^convex/(?:client|cutover|shared)/" },
  },
];

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "Two files that need each other are one file, or share a third below both. Type imports count.",
      severity: "error",
      from: { pathNot: "/_generated/" },
      to: { circular: true, viaOnly: { pathNot: "/_generated/" } },
    },
    ...roomRules,
    ...kindRules,
    ...convexRules,
    {
      name: "rows-know-the-contract",
      comment: "Converting a row needs the source's contract (sources/source.ts), never a kind of source.",
      severity: "error",
      from: { path: "^scripts/rows/" },
      to: { path: "^scripts/sources/", pathNot: "^scripts/sources/source\\.ts$" },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    includeOnly: "^(?:scripts|convex)/",
    tsConfig: { fileName: "tsconfig.json" },
  },
};
