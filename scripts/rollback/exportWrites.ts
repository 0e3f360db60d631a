import { existsSync } from "node:fs";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { Reject } from "../../convex/shared/kinds/kind.js";
import { relative } from "../stages/context.js";
import { CutoverError } from "../errors.js";
import { rollbackFailures } from "./failures.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import { readLines } from "../run/files.js";
import type { Context } from "../stages/stage.js";
import { type FoundWrites, writesFile } from "./findWrites.js";
import {
  findDialect,
  type InverseTable,
  openInverse,
  deleteSql,
  insertSql,
  updateSql,
} from "./inverse/inverseTable.js";
import { invertChange, invertInsert, type NewRows, type Refused, invertKey } from "./inverse/inverseRow.js";
import { decodeWrite, type Write } from "./write.js";

/** A write as SQL, and what of it cannot be written back. */
interface Inverted {
  readonly sql: string | null;
  readonly refused: readonly Refused[];
}

/**
 * Writes what people wrote in Convex as SQL for the old database: `writes.sql`. What cannot be written back stands, with its key
 * and the reason, in `writes.not-inverted.jsonl`: nothing is guessed and nothing left out in silence. Gives a sentence.
 */
export async function exportWrites(context: Context, { tables, unknown }: FoundWrites): Promise<string> {
  const { run, project } = context;
  if (unknown !== null) {
    const next = "Roll back without --export-writes, or keep what is in Convex.";
    throw new CutoverError(rollbackFailures.writesUnknown, { what: unknown, where: run.file(), next });
  }
  const inverses = await openInverses(context);
  const output = await Output.create(context);
  for (const { table, isPlanned } of tables) if (!isPlanned) await output.refuseTable(table, "not in the plan");
  const order = targetsFirst(project.plan);
  const newRows: NewRows = new Map();
  for (const table of order) {
    const inverse = inverses.get(table)!;
    if (typeof inverse === "string") await output.refuseAll(table, inverse);
    else await output.take(table, ({ kind }) => kind !== "deleted", await compileInvert(context, inverse, newRows));
  }
  // Rows that lead to others go before those.
  for (const table of order.toReversed()) {
    const inverse = inverses.get(table)!;
    if (typeof inverse === "string") continue;
    await output.take(table, ({ kind }) => kind === "deleted", await compileInvert(context, inverse, newRows));
  }
  return await output.finish();
}

async function openInverses(context: Context): Promise<Map<string, InverseTable | string>> {
  const { options, project } = context;
  const source = await context.openSource();
  try {
    const tables = await source.tables();
    const dialect = await findDialect(options.source ?? "", tables);
    return new Map([...project.plan.tables.values()].map((table) => [table.name, openInverse(table, tables, dialect)]));
  } finally {
    await source.close();
  }
}

async function compileInvert({ run }: Context, inverse: InverseTable, newRows: NewRows) {
  const merged = await readMerged(run.merged(inverse.table.name));
  return (write: Write): Inverted => {
    const reason = findRefusal(write, merged);
    if (reason !== null) return { sql: null, refused: [{ reason }] };
    try {
      return invert(inverse, write, newRows);
    } catch (error) {
      if (error instanceof RangeError) return { sql: null, refused: [{ reason: error.message }] };
      throw error;
    }
  };
}

function findRefusal({ kind, legacyKey }: Write, merged: ReadonlySet<string>): string | null {
  if (kind !== "inserted" && legacyKey === null) return "it was in Convex before: the old database never had it";
  return legacyKey !== null && merged.has(legacyKey) ? "several old rows became this document" : null;
}

function invert(inverse: InverseTable, write: Write, newRows: NewRows): Inverted {
  if (write.kind === "inserted") {
    const { cells, refused } = invertInsert(inverse, write, newRows);
    return { sql: cells === null ? null : insertSql(inverse, cells), refused };
  }
  const key = invertKey(inverse, inverse.part.id, write.legacyKey!);
  if (key instanceof Reject) return { sql: null, refused: [{ reason: key.message }] };
  if (write.kind === "deleted") return { sql: deleteSql(inverse, key), refused: [] };
  const { cells, refused } = invertChange(inverse, write, newRows);
  return { sql: cells.size === 0 ? null : updateSql(inverse, key, cells), refused };
}

/** Keys of documents that several rows became. As many as there are such documents. */
async function readMerged(file: string): Promise<Set<string>> {
  const merged = new Set<string>();
  if (!existsSync(file)) return merged;
  for await (const line of readLines(file)) merged.add((JSON.parse(line) as { into: string }).into);
  return merged;
}

/** Tables after those that they refer to, as far as they do not refer to each other. */
function targetsFirst(plan: Plan): string[] {
  const ordered = new Set<string>();
  const visiting = new Set<string>();
  const visit = (name: string) => {
    if (visiting.has(name)) return;
    visiting.add(name);
    for (const { target } of plan.tables.get(name)!.refs) visit(target);
    ordered.add(name);
  };
  for (const name of plan.tables.keys()) visit(name);
  return [...ordered];
}

/** The two files, and how much went into each. */
class Output {
  private statements = 0;
  private refusals = 0;

  private constructor(
    private readonly context: Context,
    private readonly sql: LineWriter,
    private readonly refused: LineWriter,
  ) {}

  static async create(context: Context): Promise<Output> {
    const sql = await LineWriter.create(context.run.file("writes.sql"));
    await sql.write(`-- What users wrote in Convex since the migration (run ${context.run.run}). Again is harmless.`);
    await sql.write("-- Triggers and cascades of the database do what they always do: an updated_at may become now.");
    await sql.write("BEGIN;");
    return new Output(context, sql, await LineWriter.create(context.run.file("writes.not-inverted.jsonl")));
  }

  async take(table: string, isMeant: (write: Write) => boolean, run: (write: Write) => Inverted): Promise<void> {
    const file = writesFile(this.context, table);
    if (!existsSync(file)) return;
    for await (const line of readLines(file)) {
      const write = decodeWrite(line);
      if (!isMeant(write)) continue;
      const { sql, refused } = run(write);
      if (sql !== null) {
        await this.sql.write(sql);
        this.statements += 1;
      }
      for (const each of refused) await this.refuse(table, write, each);
    }
  }

  async refuseAll(table: string, reason: string): Promise<void> {
    await this.take(
      table,
      () => true,
      () => ({ sql: null, refused: [{ reason }] }),
    );
  }

  async refuseTable(table: string, reason: string): Promise<void> {
    await this.refused.write(JSON.stringify({ table, reason }));
    this.refusals += 1;
  }

  async finish(): Promise<string> {
    await this.sql.write("COMMIT;");
    await this.sql.finish();
    await this.refused.finish();
    const { run } = this.context;
    const shown = `${this.statements} statements for the old database: ${relative(run.file("writes.sql"))}`;
    if (this.refusals === 0) return shown;
    return `${shown}\n${this.refusals} writes or fields cannot be written back, each with its reason: ${relative(run.file("writes.not-inverted.jsonl"))}`;
  }

  private async refuse(table: string, { kind, legacyKey, id }: Write, { field, reason }: Refused): Promise<void> {
    const key = legacyKey === null ? { id } : { legacyKey };
    await this.refused.write(
      JSON.stringify({ table, kind, ...key, ...(field === undefined ? {} : { field }), reason }),
    );
    this.refusals += 1;
  }
}
