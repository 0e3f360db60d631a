import type { Document } from "../../convex/shared/document/document.js";
import type { Difference, FieldDifference } from "../../scripts/comparison/difference.js";
import type { Random, RandomMigration } from "./randomMigration.js";

/** What has to be reported of a fault, and nothing else. */
export interface Expected {
  readonly table: string;
  readonly key: string;
  readonly kind: Difference["kind"];
  readonly fields: readonly { readonly name: string; readonly kind: FieldDifference["kind"] }[];
}

type Deployed = RandomMigration["deployed"];

/** Something that is wrong in a deployment: changes what it holds, and says what has to be found. null: nothing there can have it. */
export type Inject = (migration: RandomMigration, random: Random) => readonly Expected[] | null;

export interface Place {
  readonly table: string;
  readonly at: number;
  readonly document: Document;
  readonly key: string;
}

export function places({ deployed, plan }: RandomMigration, isMeant: (place: Place) => boolean = () => true): Place[] {
  const merged = new Set((deployed["_components/cutover/matches"] ?? []).map(({ id }) => id));
  return [...plan.tables.values()].flatMap(({ name, id }) =>
    deployed[name]!.flatMap((document, at) => {
      const key = document[id.field] as string | undefined;
      if (key === undefined || merged.has(document._id)) return [];
      const place = { table: name, at, document, key };
      return isMeant(place) ? [place] : [];
    }),
  );
}

export function put(deployed: Deployed, { table, at }: Place, fields: Document): void {
  deployed[table] = deployed[table]!.with(at, { ...deployed[table]![at], ...fields });
}
