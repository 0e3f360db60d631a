import { readPasswordHash, splitHashes } from "../../shared/users/passwordHash.js";
import { setAsideProvider } from "../../shared/users/setAside.js";
import type { QueryCtx, StoredDocument } from "../run/environment.js";

/** Documents that are looked at, from this many places of the table. */
const places = 8;
const perPlace = 50;

interface Drawn {
  /** null: not to be tried. */
  readonly kind: string | null;
  readonly document: StoredDocument;
}

/** Documents from places all over the table, drawn by the seed: of a small table all of them. */
export async function drawDocuments({ db }: QueryCtx, table: string, seed: number): Promise<StoredDocument[]> {
  const first = await db.query(table).first();
  const last = await db.query(table).order("desc").first();
  if (first === null || last === null) return [];
  const random = makeRandom(seed);
  const span = (last["_creationTime"] as number) - (first["_creationTime"] as number);
  const starts = Array.from({ length: places - 1 }, () => (first["_creationTime"] as number) + random() * span);
  const pages = await Promise.all([
    db.query(table).take(perPlace),
    ...starts.map(
      async (start) =>
        await db
          .query(table)
          .withIndex("by_creation_time", (q) => q.gte("_creationTime", start))
          .take(perPlace),
    ),
  ]);
  const found = new Map(pages.flat().map((document) => [document._id as string, document]));
  return [...found.values()];
}

/** Of each kind in turn, until there are enough. */
export function drawByKind(all: readonly Drawn[], most: number): Drawn[] {
  const byKind = new Map<string | null, Drawn[]>();
  for (const each of all) byKind.set(each.kind, [...(byKind.get(each.kind) ?? []), each]);
  const drawn: Drawn[] = [];
  for (let round = 0; drawn.length < most; round++) {
    const next = [...byKind.values()].flatMap((of) => of[round] ?? []);
    if (next.length === 0) break;
    drawn.push(...next.slice(0, most - drawn.length));
  }
  return drawn;
}

/** `password, bcrypt`; null for a sign-in that was set aside or was used up. */
export function describeMethod({ provider, secret }: StoredDocument): string | null {
  if (provider === setAsideProvider || secret === "used") return null;
  if (typeof secret !== "string") return provider as string;
  const kinds = new Set(splitHashes(secret).map((hash) => readPasswordHash(hash).kind));
  return `${provider as string}, ${kinds.size === 0 ? "no password" : [...kinds].join(" and ")}`;
}

/** Mulberry32: numbers from 0 to below 1 that a seed decides. */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
