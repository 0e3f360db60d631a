import { type GenericValidator, v } from "convex/values";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { findSchemaFaults, objectMembers, type SchemaShape } from "../../convex/shared/plan/schemaFaults.js";
import type { CutoverError } from "../errors.js";
import type { Project } from "../project/project.js";
import { findSourceFaults, type SourceFault } from "../rows/validate/sourceFaults.js";
import type { SourceTable } from "../sources/source.js";
import type { Finding } from "./finding.js";

/** Plan against source and schema, and the tables that cannot be read because of it. */
export interface Configuration {
  readonly findings: readonly Finding[];
  readonly unreadable: ReadonlySet<string>;
}

export function checkConfiguration({ plan, schema }: Project, sourceTables: readonly SourceTable[]): Configuration {
  const sourceFaults = findSourceFaults(plan, sourceTables);
  const schemaFaults = findSchemaFaults(withoutLegacyFields(schema, plan), plan);
  const missing = sourceFaults.filter(({ code }) => code !== "forgotten_column").flatMap(({ tables }) => tables);
  const unknown = [...plan.tables.keys()].filter((table) => schema.tables[table] === undefined);
  const unreadable = new Set([...missing, ...unknown]);
  addDependentTables(plan, unreadable);
  return {
    findings: [
      ...sourceFaults.map(sourceFinding),
      ...schemaFaults.map(schemaFinding),
      ...[...unreadable].map(unreadFinding),
    ],
    unreadable,
  };
}

/** A project that does not load has no rows to look at: its faults are the report's findings. */
export function findProjectFaults(error: CutoverError, sourceFaults: readonly SourceFault[]): Finding[] {
  const faults = error.faults.flatMap(({ what, where, next }) => {
    const [first = "", ...listed] = what.split("\n- ");
    if (listed.length > 0) return listed.map(schemaFinding);
    const message = where === undefined ? first : `${first} (${where})`;
    return [blocking("configuration", { message, remedy: next ?? "Fix it, then run: cutover check" })];
  });
  return [...faults, ...sourceFaults.map(sourceFinding)];
}

/** A table whose orphans are rejected says nothing without its parents. */
function addDependentTables(plan: Plan, unreadable: Set<string>): void {
  let before = -1;
  while (before !== unreadable.size) {
    before = unreadable.size;
    for (const { name, refs } of plan.tables.values()) {
      if (refs.some(({ missing, target }) => missing === "reject" && unreadable.has(target))) unreadable.add(name);
    }
  }
}

function sourceFinding({ code, tables, column, what, where, next }: SourceFault): Finding {
  return blocking(code, {
    ...(tables.length === 1 ? { table: tables[0]! } : {}),
    ...(column === undefined ? {} : { column }),
    message: `${what} (${where ?? "plan.ts"}).`,
    remedy: next ?? "Correct plan.ts.",
  });
}

/** `users.email: the plan writes …`: the sentences of findSchemaFaults begin with their place. */
function schemaFinding(fault: string): Finding {
  const [place = "", table, column] = /^(\w+)(?:\.(\w+))?: /.exec(fault) ?? [];
  return blocking("plan_against_schema", {
    ...(table === undefined ? {} : { table }),
    ...(column === undefined ? {} : { column }),
    // The finding is printed behind its place.
    message: fault.slice(place.length),
    remedy: "Change plan.ts or schema.ts so that they agree; npx cutover generate adds what schema.ts lacks.",
  });
}

function unreadFinding(table: string): Finding {
  const message = "None of its rows were checked, because of the errors above.";
  return {
    code: "not_read",
    level: "info",
    table,
    count: 1,
    examples: [],
    message,
    remedy: "Fix them, then run: cutover check",
  };
}

function blocking(code: string, words: Pick<Finding, "table" | "column" | "message" | "remedy">): Finding {
  return { code, level: "loss", count: 1, examples: [], isConfiguration: true, ...words };
}

/** The schema as schema.ts has it: `duringCutover` has added the legacy fields, which would count as taken names. */
function withoutLegacyFields(schema: Project["schema"], plan: Plan): SchemaShape {
  const tables = Object.entries(schema.tables).map(([name, table]) => {
    const legacy = new Set(plan.tables.get(name)?.legacyFields);
    const validator = withoutFields(table.validator as GenericValidator, legacy);
    return [name, { validator, " indexes": () => table[" indexes"]() }] as const;
  });
  return { tables: Object.fromEntries(tables) };
}

function withoutFields(validator: GenericValidator, names: ReadonlySet<string>): GenericValidator {
  const members = objectMembers(validator).map(({ fields }) =>
    v.object(Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)))),
  );
  if (members.length === 0) return validator;
  return members.length === 1 ? members[0]! : v.union(...members);
}
