import { existsSync } from "node:fs";
import path from "node:path";
import type { TableExports } from "../../convex/shared/plan/exports.js";
import { findConflicts, objectMembers, type SchemaShape } from "../../convex/shared/plan/schemaFaults.js";
import { CutoverError } from "../errors.js";
import { editConfig } from "../project/code/appFiles.js";
import { editAuth } from "../project/code/authFile.js";
import { editMigrations } from "../project/code/migrationsFile.js";
import { type Edited, isStale, type Proposal, readIfThere } from "../project/code/proposal.js";
import { editSchema, type TableAddition } from "../project/code/schemaFile.js";
import { authModuleOf, type Modules, propose } from "../project/generate.js";
import { finalSchemaOf, loadPlan, loadSchema } from "../project/project.js";

/** What an app has before it gets a plan. */
export interface ExistingApp {
  readonly appDir: string;
  readonly hasSchema: boolean;
  /** `schema.ts`, or `schema.js`. */
  readonly schemaName: string;
  /** Its final tables; empty where it has no schema or one that cannot be loaded. */
  readonly schema: SchemaShape;
  /** Why schema.ts cannot be loaded. */
  readonly fault: string | null;
}

export async function readExistingApp(appDir: string): Promise<ExistingApp> {
  const found = ["schema.ts", "schema.js"].find((name) => existsSync(path.join(appDir, name)));
  const schemaName = found ?? "schema.ts";
  const none = { appDir, hasSchema: found !== undefined, schemaName, schema: { tables: {} }, fault: null };
  if (found === undefined) return none;
  try {
    return { ...none, schema: finalSchemaOf(await loadSchema(path.resolve(appDir, found))) };
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    return { ...none, fault: error.faults[0]!.what };
  }
}

/** True where the app's schema has this table with this field. */
export function hasField({ schema }: ExistingApp, table: string, field: string): boolean {
  const validator = schema.tables[table]?.validator;
  return validator !== undefined && objectMembers(validator).some(({ fields }) => field in fields);
}

/** What the edits cannot mend, because the app names or types it otherwise than the plan that was just written. */
export async function findConflictsWith({ schema }: ExistingApp, planFile: string): Promise<string[]> {
  if (Object.keys(schema.tables).length === 0) return [];
  try {
    return findConflicts(schema, await loadPlan(planFile));
  } catch (error) {
    // It imports the package, which may not be installed yet. The next command says so.
    if (error instanceof CutoverError) return [];
    throw error;
  }
}

/** Not those of Convex Auth. */
export function listUnfilled({ schema }: ExistingApp, planned: readonly { readonly name: string }[]): string[] {
  const known = new Set(planned.map(({ name }) => name));
  return Object.keys(schema.tables).filter((name) => !known.has(name) && !/^auth[A-Z]/.test(name));
}

export interface WantedEdits {
  readonly tables: readonly TableAddition[];
  readonly exports: readonly TableExports[];
  /** Every function that belongs to no table. */
  readonly functions: readonly string[];
  /** The module that instantiates Cutover. */
  readonly module: string;
  readonly modules: Modules;
  /** Password hashes become accounts of Convex Auth. */
  readonly migratesHashes: boolean;
}

/** What changes in the files that are there already. */
export async function proposeEdits(app: ExistingApp, wanted: WantedEdits): Promise<Proposal[]> {
  const { exports, functions, module, modules, migratesHashes } = wanted;
  const passwords = migratesHashes ? authModuleOf(modules) : null;
  const edits: readonly [name: string, edit: (text: string) => Promise<Edited>][] = [
    [app.schemaName, async (text) => await editExistingSchema(app, text, wanted)],
    [
      `${module}.ts`,
      async (text) => await editMigrations(text, { tables: exports, functions, possible: [], module: modules.client }),
    ],
    ["convex.config.ts", async (text) => await editConfig(text, modules.config)],
    ["auth.ts", async (text) => await editAuth(text, { migrations: module, passwords })],
  ];
  const proposals: Proposal[] = [];
  for (const [name, edit] of edits) {
    const file = path.join(app.appDir, name);
    if ((await readIfThere(file)) !== null) proposals.push(await propose(file, async (text) => await edit(text!)));
  }
  return proposals.filter(isStale);
}

async function editExistingSchema({ schema, fault }: ExistingApp, text: string, wanted: WantedEdits): Promise<Edited> {
  if (fault === null) return await editSchema(text, schema, wanted.tables, wanted.modules.client);
  // What it has is not known: everything the plan writes, to compare and paste.
  const lines = wanted.tables.flatMap(({ table, fields }) => [
    `${table}: defineTable({`,
    ...fields.flatMap(({ lines: own }) => own.map((line) => `  ${line}`)),
    "}),",
  ]);
  const pastes = [
    { place: "in defineSchema({ … })", why: `it cannot be loaded, so edit it by hand: ${fault}`, lines },
    {
      place: "as its default export",
      why: "relaxes the schema for the migration",
      lines: ["export default duringCutover(schema, plan);"],
    },
  ];
  return { text, pastes: /duringCutover\(/.test(text) ? pastes.slice(0, 1) : pastes };
}
