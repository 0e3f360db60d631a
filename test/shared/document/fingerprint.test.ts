import { describe, expect, test } from "vitest";
import { differingBuckets, fingerprintText, Checksums, xxHash32 } from "../../../convex/shared/document/fingerprint.js";

const utf8 = new TextEncoder();

describe("xxHash32", () => {
  // Vectors of the specification's own test suite and of other implementations, seed 0 unless given.
  const vectors: [text: string, seed: number, hash: number][] = [
    ["", 0, 0x02cc5d05],
    ["a", 0, 0x550d7456],
    ["abc", 0, 0x32d153ff],
    ["Nobody inspects the spammish repetition", 0, 0xe2293b2f],
    ["", 1, 0x0b2cb792],
  ];

  test.each(vectors)("%j with seed %i", (text, seed, hash) => {
    expect(xxHash32(utf8.encode(text), seed)).toBe(hash);
  });
});

function sumsOf(entries: readonly (readonly [string, string])[]): Checksums {
  const sums = new Checksums();
  for (const [key, text] of entries) sums.add(key, fingerprintText(text));
  return sums;
}

describe("Checksums", () => {
  const rows = Array.from({ length: 500 }, (_, index) => [`key-${index}`, `row ${index}`] as const);
  test("order does not matter", () => {
    expect(sumsOf(rows.toReversed()).render()).toStrictEqual(sumsOf(rows).render());
  });

  test("pages add up to the table", () => {
    const pages = sumsOf(rows.slice(0, 123)).addRendered(sumsOf(rows.slice(123)).render());
    expect(pages.render()).toStrictEqual(sumsOf(rows).render());
    expect(pages.count).toBe(rows.length);
  });

  test("a changed row shows in its bucket only", () => {
    const changed = rows.map(([key, text], index) => [key, index === 7 ? `${text}!` : text] as const);
    expect(differingBuckets(sumsOf(rows).render(), sumsOf(changed).render())).toHaveLength(1);
  });

  test("two rows that swap their contents show", () => {
    const swapped = rows.map(([key], index) => [key, rows[index === 0 ? 1 : index === 1 ? 0 : index]![1]] as const);
    expect(differingBuckets(sumsOf(rows).render(), sumsOf(swapped).render()).length).toBeGreaterThan(0);
  });
});
