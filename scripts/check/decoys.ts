import { randomInt } from "node:crypto";
import { readPasswordHash, splitHashes, workOf } from "../../convex/shared/users/passwordHash.js";

/** What `legacyPassword` takes for its decoy where the app names none. */
const defaultWork = "bcrypt 10";

/** What work the old hashes take, and for each kind of it a hash that is nobody's. */
export class Decoys {
  /** By the work: how many of the kind one user has at most, and one of theirs. */
  private readonly most = new Map<string, { count: number; like: string }>();

  take(secret: string): void {
    const counts = new Map<string, number>();
    for (const text of splitHashes(secret)) {
      const hash = readPasswordHash(text);
      if (hash.kind === "unsupported" || hash.kind === "scrypt") continue;
      const work = workOf(hash);
      const count = (counts.get(work) ?? 0) + 1;
      counts.set(work, count);
      if (count > (this.most.get(work)?.count ?? 0)) this.most.set(work, { count, like: text });
    }
  }

  /** Empty: the default is what they take. */
  get needed(): string[] {
    const works = [...this.most];
    if (works.every(([work, { count }]) => work === defaultWork && count === 1)) return [];
    return works.flatMap(([, { count, like }]) => Array.from({ length: count }, () => makeDecoy(like)));
  }
}

/** The parameters of this hash, and nothing else of it. */
function makeDecoy(like: string): string {
  const bcrypt = /^\$2[aby]\$\d\d\$/.exec(like);
  if (bcrypt !== null) return bcrypt[0] + randomText(like.length - bcrypt[0].length);
  return like
    .replace(/(?<=,sk=)[^$]+/, randomBase64)
    .replace(/[^$]+\$[^$]+$/, (end) => end.split("$").map(randomBase64).join("$"));
}

function randomBase64(text: string): string {
  return text.replaceAll(/[^=]/g, () => randomText(1));
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function randomText(length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join("");
}
