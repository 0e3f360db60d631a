import type { ComponentRecords } from "../comparison/componentRecords.js";
import type { Difference, FieldDifference } from "../comparison/difference.js";
import { CutoverError } from "../errors.js";
import { KeySet } from "../rows/keys/keySet.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { stageFailures } from "./failures.js";
import { readDifferences, readVerification } from "./verification.js";

/** The faults that the latest verification found, each with what was there instead. */
export type KnownFaults = KeySet;

/** null: nothing was verified. */
export async function readKnownFaults(run: RunDirectory): Promise<KnownFaults | null> {
  const found = await readVerification(run);
  if (found === null) return null;
  const faults = new KeySet();
  for await (const difference of readDifferences(run, found.verification)) {
    if (difference.byUsers === true) continue;
    faults.add(nameFault(difference));
    for (const field of difference.fields) faults.add(nameFault(difference, field));
  }
  return faults;
}

/** As it was found: what somebody has changed since has another name. */
function nameFault({ table, key, kind, id }: Difference, field?: FieldDifference): string {
  return JSON.stringify([table, key, kind, id ?? null, ...(field === undefined ? [] : [field.name, field.imported])]);
}

/** A difference that a repair leaves, and why. */
export interface Unrepaired {
  readonly table: string;
  readonly key: string;
  /** null: the whole document. */
  readonly field: string | null;
  readonly why: string;
}

/** Fields of a document that are to be written, by name. */
export interface WantedFields {
  readonly id: string;
  readonly names: readonly string[];
}

/** More than these is no repair: the load has gone wrong. They are held in memory. */
const mostRows = 50_000;

/** What is to be written of each table, by legacy key: fields of a document, or "missing" for the whole of it. */
export class Wanted {
  readonly unrepaired: Unrepaired[] = [];
  private readonly tables = new Map<string, Map<string, WantedFields | "missing">>();
  /** Rows that are part of a document which has been an account before. */
  private readonly merged = new Set<string>();
  private count = 0;

  constructor(
    private readonly known: KnownFaults,
    readonly records: ComponentRecords,
  ) {
    for (const [table, byId] of records.matches)
      for (const { legacyKey } of [...byId.values()].flat()) this.merged.add(JSON.stringify([table, legacyKey]));
  }

  of(table: string): ReadonlyMap<string, WantedFields | "missing"> {
    return this.tables.get(table) ?? new Map();
  }

  add(difference: Difference): void {
    const { table, key, kind, id, fields } = difference;
    const why = this.refuse(difference);
    if (why !== null) return this.leave(difference, null, why);
    const names = fields.filter((field) => this.isRepairable(difference, field)).map(({ name }) => name);
    if (kind === "changed" && names.length === 0) return;
    this.count += 1;
    if (this.count > mostRows) refuseTooMany();
    const rows = this.tables.get(table) ?? new Map<string, WantedFields | "missing">();
    this.tables.set(table, rows.set(key, kind === "missing" ? "missing" : { id: id!, names }));
  }

  leave({ table, key }: Pick<Difference, "table" | "key">, field: string | null, why: string): void {
    this.unrepaired.push({ table, key, field, why });
  }

  /** Why nothing of this row is written; null: it may be. */
  private refuse(difference: Difference): string | null {
    const { table, key, kind, fields } = difference;
    if (kind === "extra") return "was not exported: who has it may need it";
    if (kind === "duplicate") return "several documents have the key, and users' documents may refer to each";
    if (this.merged.has(JSON.stringify([table, key]))) return "is part of an account of the app's own";
    if (kind === "missing" && !this.known.has(nameFault(difference))) return since;
    return kind === "changed" && fields.length === 0 ? "is not named field by field yet: verify after this" : null;
  }

  private isRepairable(difference: Difference, field: FieldDifference): boolean {
    const why = this.refuseField(difference, field);
    if (why !== null) this.leave(difference, field.name, why);
    return why === null;
  }

  private refuseField(difference: Difference, field: FieldDifference): string | null {
    if (field.kind === "user") return "became part of another user's account: match settle decides it";
    if (field.name === "_creationTime") return "Convex sets the creation time of a document once";
    return this.known.has(nameFault(difference, field)) ? null : since;
  }
}

const since = "has been changed in Convex since it was verified";

function refuseTooMany(): never {
  throw new CutoverError(stageFailures.tooManyRepairs, {
    what: `More than ${mostRows.toLocaleString("en")} rows differ`,
    next: "cutover load. Nothing was changed.",
  });
}
