import type { SourceTable } from "../source.js";

/** Large objects of PostgreSQL: bytes beside the tables, which rows name by their oid. */
export interface LargeObjects {
  readonly objects: number;
  readonly bytes: number;
}

/** Where PostgreSQL keeps them: a plan leaves them out by this name. */
export const largeObjectTable = "pg_largeobject";

/** As a table without columns: nothing can read it, and it does not go unmentioned. None where there are none. */
export function describeLargeObjects({ objects, bytes }: LargeObjects): SourceTable[] {
  if (objects === 0) return [];
  return [
    { name: largeObjectTable, columns: [], primaryKey: [], estimatedRows: objects, bytes, origin: "largeObjects" },
  ];
}
