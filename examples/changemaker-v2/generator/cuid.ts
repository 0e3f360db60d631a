import type { Random } from "../../support/random.js";

const base36 = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Prisma's `@default(cuid())`: `c`, the time, a counter, the process, and random letters; 25 characters. */
export function makeCuid(random: Random, createdMs: number): string {
  const counter = random.text(4, base36);
  return `c${createdMs.toString(36).padStart(8, "0")}${counter}k7q2${random.text(8, base36)}`;
}
