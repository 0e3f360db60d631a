import { z } from "zod";

const vLivelyTable = z.object({
  table: z.string(),
  /** Whether the app's functions that write here refuse in maintenance mode. */
  isGuarded: z.boolean(),
  /** Fields that only the migration writes, and those that documents are matched by: left alone. */
  avoided: z.array(z.string()).readonly(),
  /** Fields that the migration writes and compares: left alone in its documents until they are verified. */
  planned: z.array(z.string()).readonly(),
  /** The field that tells a migrated document; null: none is migrated here. */
  legacyId: z.string().nullable(),
  /** From when on users write here. `firstDocument`: the table is empty until somebody fills it; `export`: while one is made. */
  begins: z.enum(["atOnce", "firstDocument", "export"]),
});
export type LivelyTable = Readonly<z.infer<typeof vLivelyTable>>;

export const vLivelySpec = z.object({
  /** The app's function that says whether maintenance mode is on: `migrations:maintenance`. */
  maintenance: z.string(),
  tables: z.array(vLivelyTable).readonly(),
});
export type LivelySpec = Readonly<z.infer<typeof vLivelySpec>>;

export const vEditing = z.object({
  /** Whether users change what the migration has brought. */
  editsMigrated: z.boolean(),
});

const vMoment = z.enum(["between commands", "during an import", "during an export"]);
export type Moment = z.infer<typeof vMoment>;

const vMissing = z.object({
  table: z.string(),
  id: z.string(),
  /** What was acknowledged and is not so any more. */
  kind: z.enum(["insert", "update", "delete"]),
  /** Of an update: the field. */
  field: z.string().nullable(),
  /** The values that are gone, as JSON. */
  values: z.array(z.string()).readonly(),
  moment: vMoment,
  /** ISO 8601, UTC. */
  at: z.string(),
});
/** A write that the deployment has acknowledged, and that is not there at the end. */
export type MissingWrite = Readonly<z.infer<typeof vMissing>>;

export const vLivelyOutcome = z.object({
  /** Acknowledged. */
  writes: z.number(),
  /** Refused, because maintenance mode was on. */
  refused: z.number(),
  missing: z.array(vMissing).readonly(),
  /** Tables that nothing could be written to, and why. */
  unwritten: z.array(z.object({ table: z.string(), because: z.string() }).readonly()).readonly(),
});
export type LivelyOutcome = Readonly<z.infer<typeof vLivelyOutcome>>;
