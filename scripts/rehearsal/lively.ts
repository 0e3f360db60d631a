import { readdir } from "node:fs/promises";
import path from "node:path";
import type { z } from "zod";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { matchFields } from "../../convex/shared/plan/plan.js";
import { CutoverError, generalFailures, type Fault } from "../errors.js";
import { rehearsalFailures } from "./failures.js";
import { readLines } from "../run/files.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Context } from "../stages/stage.js";
import type { Project } from "../project/project.js";
import type { Rehearsal } from "./rehearse.js";
import { type LivelyTable, type MissingWrite, vLivelyOutcome } from "./server/lively/protocol.js";

/** Users who write in the rehearsal deployment while the migration is rehearsed. */
export interface Lively {
  /** Also of writers that work already. */
  start(): Promise<void>;
  /** Whether they change what the migration has brought: not before it is verified, since it would be no longer what it was. */
  edit(editsMigrated: boolean): Promise<void>;
  /** Without a look at what became of the writes. */
  stop(): Promise<void>;
  /** Throws where a write is lost: neither there nor in a file of the run. */
  finish(): Promise<void>;
}

/** null: nobody writes beside the rehearsal. */
export function createLively(context: Context, rehearsal: Rehearsal, isLively: boolean): Lively | null {
  if (!isLively || rehearsal.on !== "throw-away") return null;
  const { app, project } = context;
  const call = async (name: string, body: object = {}) => await post(rehearsal, name, body);
  const spec = { maintenance: app.functionName("maintenance"), tables: listTables(project) };
  return {
    start: async () => void (await call("start", spec)),
    edit: async (editsMigrated) => void (await call("edit", { editsMigrated })),
    stop: async () => void (await call("stop")),
    finish: async () => await report(context, vLivelyOutcome.parse(await call("stop"))),
  };
}

export function refuseLivelyElsewhere(on: Rehearsal["on"]): void {
  throw new CutoverError(rehearsalFailures.rulesElsewhere, {
    what: `--lively and --strict are rules of the built-in rehearsal deployment, not of ${on}`,
    next: "Leave out --on, or leave out --lively and --strict",
  });
}

async function post({ url, adminKey }: { url: string; adminKey: string }, name: string, body: object) {
  const headers = { "Content-Type": "application/json", Authorization: `Convex ${adminKey}` };
  const answered = await fetch(`${url}/rehearsal/lively/${name}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (answered.ok) return (await answered.json()) as unknown;
  throw new CutoverError(generalFailures.bug, {
    what: `The rehearsal's users did not ${name}: ${await answered.text()}`,
    where: url,
  });
}

/** Every second migrated table is used before the migration; of the others one gets its first document while load looks. */
function listTables({ plan, schema }: Project): LivelyTable[] {
  const planned = [...plan.tables.values()];
  const unused = planned.filter((_, index) => index % 2 === 1);
  const raced = unused.length > 1 ? unused.at(-1) : undefined;
  const tables = planned.map((table) => {
    const begins = table === raced ? "export" : unused.includes(table) ? "firstDocument" : "atOnce";
    return describeTable(table, begins);
  });
  const sessions = "authSessions";
  if (plan.tables.has(sessions) || schema.tables[sessions] === undefined) return tables;
  // Convex Auth writes it at every sign-in, in maintenance mode, too.
  const asItIs = { isGuarded: false, avoided: [], planned: [], legacyId: null, begins: "atOnce" } as const;
  return [...tables, { table: sessions, ...asItIs }];
}

function describeTable(table: PlannedTable, begins: LivelyTable["begins"]): LivelyTable {
  const planned = [...table.fields.map(({ name }) => name), ...table.refs.map(({ name }) => name)];
  const avoided = [...table.legacyFields, ...matchFields(table)];
  return { table: table.name, isGuarded: true, avoided, planned, legacyId: table.id.field, begins };
}

async function report({ run, progress }: Context, outcome: z.infer<typeof vLivelyOutcome>): Promise<void> {
  const { writes, refused, missing, unwritten } = outcome;
  const listed = await findListed(run, missing);
  const lost = missing.filter((write) => !listed.has(write));
  for (const { table, because } of unwritten) progress.note(`lively: not everything was tried in ${table}: ${because}`);
  progress.note(`lively: ${writes} writes, ${lost.length} lost, ${listed.size} listed`);
  progress.note(`        ${refused} refused in maintenance mode`);
  if (lost.length > 0) throw new CutoverError(rehearsalFailures.writesLost, lost.slice(0, mostNamed).map(describeLoss));
  if (writes > 0) return;
  throw new CutoverError(generalFailures.bug, {
    what: "Nobody wrote beside the rehearsal, so it has shown nothing about lost writes",
    where: run.file(),
    next: "Rehearse without --lively, and report this.",
  });
}

const mostNamed = 20;

function describeLoss({ table, id, kind, field, moment, at }: MissingWrite): Fault {
  const what = {
    insert: `A document that a user had inserted is gone`,
    update: field === null ? "A document that a user had changed is gone" : `What a user wrote to "${field}" is gone`,
    delete: `A document that a user had deleted is back`,
  }[kind];
  const next = "cutover status shows what is loaded there; report this, with the folder of the run.";
  const where = `table ${table}, document ${id}, written ${moment} at ${at}`;
  return { what: `${what}, and no file of the run lists it`, where, next };
}

/** Writes that were taken away, or gave way, with everything they held in a file of `writes/`. */
async function findListed(run: RunDirectory, missing: readonly MissingWrite[]): Promise<Set<MissingWrite>> {
  const open = new Set(missing.filter(({ kind }) => kind !== "delete"));
  const listed = new Set<MissingWrite>();
  for (const file of open.size === 0 ? [] : await findListings(run)) {
    for await (const line of readLines(file)) {
      for (const write of open) {
        if (!holds(line, write)) continue;
        listed.add(write);
        open.delete(write);
      }
    }
  }
  return listed;
}

/** A listing may hold the document as a text within its JSON. */
function holds(line: string, { id, values }: MissingWrite): boolean {
  const texts = values.filter((value) => value.startsWith('"')).map((value) => value.slice(1, -1));
  return line.includes(id) && texts.every((text) => line.includes(text));
}

async function findListings(run: RunDirectory): Promise<string[]> {
  const folders = await readdir(run.file(), { withFileTypes: true });
  const found: string[] = [];
  for (const folder of folders.filter((each) => each.isDirectory() && each.name.startsWith("writes"))) {
    const files = await readdir(run.file(folder.name));
    found.push(...files.filter((file) => file.endsWith(".jsonl")).map((file) => path.join(folder.name, file)));
  }
  return found.map((file) => run.file(file));
}
