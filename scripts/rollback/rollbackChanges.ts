import { convexToJson, type Value } from "convex/values";
import { canonicalValue } from "../../convex/shared/document/canonical.js";
import type { Document } from "../../convex/shared/document/document.js";
import { hashStored } from "../../convex/shared/document/hashStored.js";
import { signInMethods } from "../../convex/shared/users/setAside.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { KeySet } from "../rows/keys/keySet.js";
import { decodeDocument, readDocumentLines, readStrings } from "../rows/write/documentLines.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import { readJsonFile } from "../run/jsonFile.js";
import { type LoadedTable, loadFormat, readManifest, type TableCounts } from "../run/manifest.js";
import { loadedRun, type RunDirectory } from "../run/runDirectory.js";
import { Snapshot } from "../run/snapshot.js";
import { readLoadState } from "../stages/loadRecord.js";
import type { Context } from "../stages/stage.js";
import {
  DocumentReader,
  differingFields,
  exportedTexts,
  filledFields,
  withoutFilled,
} from "../comparison/documentTexts.js";
import { References } from "../comparison/references.js";
import { isAccount, type ComponentRecords, type Match, readComponentRecords } from "../comparison/componentRecords.js";
import {
  ChangeWriter,
  type ChangeCounts,
  changesFile,
  type FieldChange,
  type Keep,
  type RollbackChange,
} from "./changeFile.js";
import { GivenBack } from "./givenBack.js";
import { changesOfUnplanned, LeftSignIns } from "./leftSignIns.js";
import { readUnfinishedRestores, type RestoredFields } from "./unfinishedLoad.js";

/**
 * Lists what takes the migration back and nothing else: its documents go, accounts that rows became part of have their own
 * values again. In tables that the app had empty, what users wrote since goes too: it refers to what is gone.
 */
export async function writeChanges(context: Context, nowFile: string, keep: Keep): Promise<ChangeCounts> {
  const { run, project } = context;
  const { tables } = project.plan;
  const now = await Snapshot.open(nowFile);
  const writer = new ChangeWriter(await LineWriter.create(changesFile(run)));
  try {
    const records = await readComponentRecords(now);
    const reader = new DocumentReader(await References.read(project.plan, now), records);
    const unfinished = await readUnfinishedRestores(run);
    const left = await LeftSignIns.read(run.backup, tables.has("users"));
    for (const table of signInsLast(tables.values())) {
      const before = await readBefore(run, table);
      const rows = await readMergedRows(run, table, records);
      const given = await GivenBack.read(now, table.name);
      const tableChanges = new TableChanges({ table, before, records, reader, rows, keep, unfinished, given, left });
      for await (const line of now.lines(table.name)) {
        const change = tableChanges.changeOf(decodeDocument(line, "zip"));
        if (change !== null) await writer.write(change.change, change.isLater);
      }
      for (const change of given.changes(keep)) await writer.write(change, false);
      noteStillAside(context, given);
    }
    if (!tables.has(signInMethods)) await writeUnplanned(context, now, writer, { left, keep });
    noteLeft(context, left);
  } finally {
    now.close();
  }
  return await writer.finish();
}

/** Whose they are is known once the users were seen. */
function signInsLast(tables: Iterable<PlannedTable>): PlannedTable[] {
  const all = [...tables];
  return [...all.filter(({ name }) => name !== signInMethods), ...all.filter(({ name }) => name === signInMethods)];
}

async function writeUnplanned(
  context: Context,
  now: Snapshot,
  writer: ChangeWriter,
  { left, keep }: Pick<TableParts, "left" | "keep">,
): Promise<void> {
  const given = await GivenBack.read(now, signInMethods);
  for await (const change of changesOfUnplanned(now, { given, left, keep })) await writer.write(change, false);
  noteStillAside(context, given);
}

function noteStillAside({ progress }: Context, { stillAside }: GivenBack): void {
  if (stillAside === 0) return;
  const what = stillAside === 1 ? "1 sign-in stays" : `${stillAside} sign-ins stay`;
  progress.note(`         ${what} set aside: somebody has the same one since, and as two they would open for nobody`);
}

function noteLeft({ progress }: Context, { count }: LeftSignIns): void {
  if (count === 0) return;
  const what = count === 1 ? "1 sign-in goes" : `${count} sign-ins go`;
  progress.note(`         ${what} with users of the migration: made since, and nobody's without them`);
}

/** What the deployment held before the migration, and before the window: nothing of it is removed. */
interface Before {
  readonly ids: KeySet;
  readonly isEmpty: boolean;
}

/** What the latest load has found. The backup is older where a run was loaded again, or somebody wrote between the two. */
async function readLoadedTables(run: RunDirectory): Promise<readonly LoadedTable[]> {
  return ((await readLoadState(run)) ?? (await readJsonFile(run.loaded, loadFormat)))?.tables ?? [];
}

/** The window's own backup holds what a preload brought, too: of that only the app's own documents count. */
async function readBefore(run: RunDirectory, table: PlannedTable): Promise<Before> {
  const ids = new KeySet();
  let count = 0;
  for (const [file, withKeys] of [
    [run.backup, true],
    [run.windowBackup, false],
  ] as const) {
    for await (const { _id, [table.id.field]: key } of readIds(file, table.name)) {
      if (!withKeys && key !== undefined) continue;
      ids.add(_id as string);
      count += 1;
    }
  }
  const isKnownAsFull = (await readLoadedTables(run)).find((each) => each.table === table.name)?.wasEmpty === false;
  return { ids, isEmpty: count === 0 && !isKnownAsFull };
}

async function* readIds(file: string, table: string): AsyncGenerator<Readonly<Record<string, unknown>>> {
  const snapshot = await Snapshot.openIfThere(file);
  if (snapshot === null) return;
  try {
    for await (const line of snapshot.lines(table)) yield readStrings(line);
  } finally {
    snapshot.close();
  }
}

/** The exported documents of rows that became part of an account, by key. As many as users who were matched. */
async function readMergedRows(run: RunDirectory, table: PlannedTable, records: ComponentRecords) {
  const rows = new Map<string, Document>();
  const matches = [...(records.matches.get(table.name)?.values() ?? [])].flat();
  const counts = await findCounts(run, table.name);
  if (matches.length === 0 || counts === undefined) return rows;
  const keys = new Set(matches.map(({ legacyKey }) => legacyKey));
  for await (const line of readDocumentLines(loadedRun(run), counts)) {
    const key = readStrings(line)[table.id.field] as string;
    if (keys.has(key)) rows.set(key, decodeDocument(line, counts.format));
  }
  return rows;
}

async function findCounts(run: RunDirectory, table: string): Promise<TableCounts | undefined> {
  const manifest = await readManifest(loadedRun(run).manifest);
  return manifest?.tables.find((each) => each.table === table);
}

interface TableParts {
  readonly table: PlannedTable;
  readonly before: Before;
  readonly records: ComponentRecords;
  readonly reader: DocumentReader;
  readonly rows: ReadonlyMap<string, Document>;
  readonly keep: Keep;
  readonly unfinished: ReadonlyMap<string, RestoredFields>;
  readonly given: GivenBack;
  readonly left: LeftSignIns;
}

/** What becomes of the documents of one table. */
class TableChanges {
  constructor(private readonly parts: TableParts) {}

  /** null: it stays as it is, or `given` has it. `isLater`: a user wrote it. */
  changeOf(document: Document): { change: RollbackChange; isLater: boolean } | null {
    const { table, given, left } = this.parts;
    const found = this.findChange(document);
    if (found?.change.kind === "remove") return found;
    left.noteStaying(table.name, document);
    const restored = found === null ? {} : (JSON.parse(found.change.fields) as Record<string, FieldChange>);
    return given.take(document, restored) ? null : found;
  }

  private findChange(document: Document): { change: RollbackChange; isLater: boolean } | null {
    const { table, before, records, keep, left } = this.parts;
    const id = document._id as string;
    const key = document[table.id.field];
    const matches = records.matches.get(table.name)?.get(id) ?? [];
    const unfinished = this.parts.unfinished.get(id);
    if (isAccount(table, matches) || unfinished !== undefined) {
      const fields = isAccount(table, matches) ? this.restoredFields(document, matches) : unfinished!;
      const text = JSON.stringify(fields);
      if (Object.keys(fields).length === 0) return null;
      return { change: { kind: "restore", table: table.name, id, fields: text, keep }, isLater: false };
    }
    const isLeft = key === undefined && left.isLeft(table.name, document);
    if (!isLeft && (before.ids.has(id) || (key === undefined && !before.isEmpty))) return null;
    const hash = hashStored(document);
    return { change: { kind: "remove", table: table.name, id, hash }, isLater: key === undefined && !isLeft };
  }

  /** A field that somebody has changed since is given as the migration left it: then Convex finds the conflict. */
  private restoredFields(document: Document, matches: readonly Match[]): Record<string, FieldChange> {
    const { table } = this.parts;
    const own = new Map<string, Value | undefined>(
      matches.flatMap(({ replaced }) => replaced.map(({ field, value }) => [field, value] as const)),
    );
    const changed = new Map(matches.flatMap((match) => [...this.changedSince(document, matches, match)]));
    const names = new Set(matches.flatMap((match) => [...filledFields(table, match)]));
    const fields: Record<string, FieldChange> = {};
    for (const name of names) {
      const before = changed.has(name) ? changed.get(name) : document[name];
      const after = own.get(name);
      if (isSame(document[name], after)) continue;
      fields[name] = { ...side("before", before), ...side("after", after) };
    }
    return fields;
  }

  /** Fields that are not as this row left them, with what it left: nothing for a reference, which has no id in the export. */
  private changedSince(document: Document, matches: readonly Match[], match: Match): Map<string, Value | undefined> {
    const { table, reader, rows } = this.parts;
    const row = rows.get(match.legacyKey);
    if (row === undefined) return new Map();
    const others = matches.filter((each) => each !== match);
    const found = reader.migratedTexts(table, withoutFilled(table, document, others), match);
    const refs = new Set(table.refs.map(({ name }) => name));
    return new Map(
      differingFields(exportedTexts(table, row, match), found).map((name) => [
        name,
        refs.has(name) ? undefined : row[name],
      ]),
    );
  }
}

function isSame(left: Value | undefined, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalValue(left) === canonicalValue(right);
}

function side(name: "before" | "after", value: Value | undefined): FieldChange {
  return value === undefined ? {} : { [name]: convexToJson(value) };
}
