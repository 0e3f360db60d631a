/** What one level of verification can find, and what it cannot. */
export interface Level {
  readonly level: string;
  readonly finds: string;
  readonly cannotFind: string;
}

/** The levels in the order of what they find. docs/verification.md shows them as a table, the report lists them. */
export const levels: readonly Level[] = [
  {
    level: "row counts",
    finds:
      "a row of the source that is neither written nor rejected, filtered or merged; a table with documents too few or too many",
    cannotFind: "a lost row beside an extra one; any changed value",
  },
  {
    level: "checksums (in Convex)",
    finds: "a missing, extra, duplicated or changed row in each of 256 buckets of a table, then its key and its fields",
    cannotFind:
      "fields that the plan does not write; faults in one bucket whose 64-bit sums cancel out; what users write between two pages counts as a fault",
  },
  {
    level: "references (in Convex)",
    finds: "references without an id that no issue explains, and those that point to no migrated document",
    cannotFind: "which document a reference should point to: the checksums find that",
  },
  {
    level: "export",
    finds:
      "each missing, extra or duplicated row, each field that differs with both values (-0 and the last bit of a double included), each reference to another document, to none, or not resolved, each other _creationTime, each row that is part of another user's account; as of one moment. What was verified before and has changed since is listed as users' own; before the first verification, what was written since the migration wrote last, where the deployment offers streaming export",
    cannotFind:
      "fields that the plan does not write; an int64 in place of a number of the same value (the schema refuses it); what the app's own account held before a merge; a change between the load and the first verification counts as a fault where there is no streaming export, and a deletion always; a fault of a row that a user has changed before the first verification; two different documents with the same 64-bit fingerprint",
  },
  {
    level: "since the cleanup",
    finds:
      "months later, by the ids that verify kept, also without legacy fields, component and module: each field that differs, each document that is gone, each reference to another document. What the last verification found right counts as changed or deleted by users, with counts by field; another _creationTime, and what was wrong already, as a fault",
    cannotFind:
      "who changed a document: an import, or a fault of later code, counts as users' own; which field differs beyond the first 10,000 changed documents of a table; documents of the app's own, new ones included",
  },
  {
    level: "named checks",
    finds: "what the plan's checks ask: totals, the app's own rules, a page that must answer",
    cannotFind: "anything that no check asks",
  },
  {
    level: "all of them",
    finds: "whether Convex holds what the source held",
    cannotFind:
      "whether the source was right; rows that the plan rejects, filters or omits: they are counted and listed instead",
  },
];
