import { existsSync } from "node:fs";
import { z } from "zod";
import { type Difference, vDifference } from "../comparison/difference.js";
import { KeySet } from "../rows/keys/keySet.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import { readLines, removeFile } from "../run/files.js";
import { type JsonFormat, parseJson, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { type Told, type UsersWrites, vTold } from "./usersWrites.js";
import { readVerified, readVerifyStart, type Verified } from "./verified.js";

/** Who read the documents: an export of the deployment, compared here, or functions in Convex, page by page. */
export const vReader = z.enum(["export", "convex"]);
export type Reader = z.infer<typeof vReader>;

export const vVerifiedTable = z.object({
  table: z.string(),
  /** Documents that stand for a row. */
  documents: z.number(),
  /** Rows that are not in Convex as they were exported. */
  differences: z.number(),
  /** Rows that were right when they were verified before: somebody has changed them since. */
  changedByUsers: z.number(),
  /** Values and documents of users' own that a catch-up has left. */
  kept: z.number(),
});
export type VerifiedTable = Readonly<z.infer<typeof vVerifiedTable>>;

const vVerification = z.object({
  reader: vReader,
  /** Which verify, by its line in the journal. */
  verify: z.string().nullable(),
  /** How often the migration had written, as the deployment counts; absent in files of before it did. */
  generation: z.number().optional(),
  /** The file of its differences, in the run's folder. */
  differences: z.string(),
  /** Absent where functions in Convex have read. */
  told: vTold.readonly().optional(),
  tables: z.array(vVerifiedTable.readonly()).readonly(),
});
/** What a verify came to: `verification.json`. */
export type Verification = Readonly<z.infer<typeof vVerification>>;

const verificationFormat: JsonFormat<Verification> = {
  version: 1,
  content: vVerification,
  next: "Delete the file, then: cutover verify",
};

function fileOf(run: RunDirectory): string {
  return run.file("verification.json");
}

/** What the latest verify came to, and whether that is still true; null where none has ended. */
export async function readVerification(
  run: RunDirectory,
): Promise<{ readonly verification: Verification; readonly verified: Verified | null } | null> {
  const verification = await readJsonFile(fileOf(run), verificationFormat);
  return verification === null ? null : { verification, verified: await readVerified(run, verification.verify) };
}

/** The differences it has found, in the order of tables. */
export async function* readDifferences(
  run: RunDirectory,
  { differences }: Pick<Verification, "differences">,
): AsyncGenerator<Difference> {
  const file = run.file(differences);
  if (!existsSync(file)) return;
  let number = 0;
  for await (const line of readLines(file)) {
    number += 1;
    yield parseJson(line, vDifference, `${file}:${number}`, verificationFormat.next);
  }
}

/** Tells what was in Convex as it was exported when an earlier verify looked. */
export interface Baseline {
  readonly verified: Verified;
  /** `field`: of a row that is there; without it the row as a whole. */
  wasRight(difference: Difference, field?: string): boolean;
}

/**
 * null: there was no verify, or the migration has written since, as the deployment says: a stage, a catch-up from another folder, a
 * user who was settled or has claimed a row.
 */
export async function readBaseline(run: RunDirectory, generation: number): Promise<Baseline | null> {
  const known = await readVerification(run);
  if (known?.verified == null || known.verified.since.length > 0 || known.verification.generation !== generation)
    return null;
  const faults = new KeySet();
  for await (const { table, key, kind, fields, byUsers } of readDifferences(run, known.verification)) {
    if (byUsers === true) continue;
    faults.add(nameFault(table, key));
    // Of a row that was not named field by field none is known to have been right.
    if (fields.length === 0) faults.add(nameFault(table, key, kind));
    for (const { name } of fields) faults.add(nameFault(table, key, "field", name));
  }
  return { verified: known.verified, wasRight: (difference, field) => wasRight(faults, difference, field) };
}

function wasRight(faults: KeySet, { table, key, kind }: Difference, field?: string): boolean {
  if (field === undefined) return !faults.has(kind === "changed" ? nameFault(table, key) : nameFault(table, key, kind));
  const unknown = [nameFault(table, key, "missing"), nameFault(table, key, "changed")];
  return ![nameFault(table, key, "field", field), ...unknown].some((name) => faults.has(name));
}

function nameFault(...parts: string[]): string {
  return JSON.stringify(parts);
}

/**
 * Tells what people have changed since from what is wrong. Against an earlier verification a document may have fields of both;
 * without one, what somebody has written since the migration has is theirs as a whole.
 */
export function separateUsers(
  difference: Difference,
  baseline: Baseline | null,
  writes: Pick<UsersWrites, "has"> | null = null,
): Difference[] {
  if (baseline === null) return [writes?.has(difference.id) === true ? { ...difference, byUsers: true } : difference];
  if (difference.fields.length === 0) return [{ ...difference, byUsers: baseline.wasRight(difference) }];
  const byUsers = difference.fields.filter(({ name }) => baseline.wasRight(difference, name));
  const faults = difference.fields.filter((field) => !byUsers.includes(field));
  return [
    ...(faults.length === 0 ? [] : [{ ...difference, fields: faults }]),
    ...(byUsers.length === 0 ? [] : [{ ...difference, fields: byUsers, byUsers: true }]),
  ];
}

/** Writes the differences of a verify as they are found. */
export class DifferenceFile {
  private readonly counts = new Map<string, { differences: number; changedByUsers: number }>();

  private constructor(
    private readonly run: RunDirectory,
    private readonly name: string,
    private readonly writer: LineWriter,
  ) {}

  /** Each verify has a file of its own: until it has ended, the earlier one's is still there. */
  static async create(run: RunDirectory): Promise<DifferenceFile> {
    const verify = (await readVerifyStart(run)) ?? "";
    const name = `differences-${verify.replace(/[^0-9]/g, "")}.jsonl`;
    return new DifferenceFile(run, name, await LineWriter.create(run.file(name)));
  }

  async write(difference: Difference): Promise<void> {
    const { table, byUsers = false } = difference;
    const counts = this.countsOf(table);
    counts[byUsers ? "changedByUsers" : "differences"] += 1;
    await this.writer.write(JSON.stringify(difference));
  }

  /** From now on this is what was verified last. */
  async finish(
    reader: Reader,
    generation: number,
    tables: readonly Omit<VerifiedTable, "differences" | "changedByUsers">[],
    told?: Told,
  ) {
    const { run, name } = this;
    const old = await readVerification(run);
    await this.writer.finish();
    const counted = tables.map((table) => ({ ...table, ...this.countsOf(table.table) }));
    const verification: Verification = {
      reader,
      verify: await readVerifyStart(run),
      generation,
      differences: name,
      ...(told === undefined ? {} : { told }),
      tables: counted,
    };
    await writeJsonFile(fileOf(run), verificationFormat, verification);
    if (old !== null && old.verification.differences !== name) await removeFile(run.file(old.verification.differences));
    return verification;
  }

  async abandon(): Promise<void> {
    await this.writer.abandon();
  }

  private countsOf(table: string) {
    const known = this.counts.get(table) ?? { differences: 0, changedByUsers: 0 };
    this.counts.set(table, known);
    return known;
  }
}
