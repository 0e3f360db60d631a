import { v } from "convex/values";
import { expect, test } from "vitest";
import { definePlan, derive, flag, id, ref, table, text } from "../../convex/client/index.js";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { Random } from "../../examples/support/random.js";
import { exportTwice } from "./exportTwice.js";
import { columnsOf, randomCase } from "./randomTable.js";

test.each([1, 2, 3, 4])(
  "random tables and rows come out the same on both paths, byte by byte (seed %i)",
  async (seed) => {
    const random = new Random(`direct ${String(seed)}`);
    let [direct, all] = [0, 0];
    for (let round = 0; round < 15; round++) {
      const { plan, validators, columns, lines } = randomCase(random);
      const { rows } = await exportTwice(plan, validators, columns, lines, random.pick([7, 64, 1000, 100_000]));
      direct += rows["things"]!;
      all += lines.things.length;
    }
    // Most rows have nothing odd about them.
    expect(direct / all).toBeGreaterThan(0.4);
  },
);

test("a plain row of every kind takes the direct path", async () => {
  const random = new Random("guard");
  const names = Object.keys(columnsOf);
  const fields = Object.fromEntries(names.map((name) => [name, columnsOf[name]!.field()]));
  const plan = definePlan({
    people: table("people", { id: id() }),
    things: table("things", { id: id(), ...fields } as never),
  } as never) as unknown as Plan;
  const { made: _made, ...validators } = Object.fromEntries(names.map((name) => [name, columnsOf[name]!.validator]));
  const lines = Array.from({ length: 50 }, (_, index) =>
    [String(index + 1), ...names.map((name) => columnsOf[name]!.good(random))].join("\t"),
  );
  const people = Array.from({ length: 12 }, (_, index) => String(index + 1));
  const { rows } = await exportTwice(
    plan,
    { people: {}, things: validators },
    { people: ["id"], things: ["id", ...names] },
    { people, things: lines },
  );
  expect(rows).toStrictEqual({ people: 12, things: 50 });
});

test("derived and unique columns cost their fields the long way, not their rows; a second of the same values is rejected", async () => {
  const plan = definePlan({
    things: table(
      "things",
      { id: id(), kind: text(), size: text().optional(), first: text(), big: flag() },
      {
        columns: {
          first: derive(["kind"], ({ kind }) => String(kind).slice(0, 1)),
          big: derive(["size"], ({ size }) => size === "XL"),
        },
        unique: [["kind", "size"], ["first"]],
        filter: ({ first }) => first !== "z",
      },
    ),
  } as never) as unknown as Plan;
  const lines = ["1\ta\tXL", "2\ta\tXL", "3\tb\t\\N", "4\tc\t\\N", "5\tzoo\tS", '6\td"\\\\\tS'];
  const { direct, rows } = await exportTwice(
    plan,
    { things: { kind: v.string(), size: v.optional(v.string()), first: v.string(), big: v.boolean() } },
    { things: ["id", "kind", "size"] },
    { things: lines },
  );
  expect(direct["things"]!.counts).toMatchObject({ written: 4, filtered: 1, rejectedByCode: { duplicate: 1 } });
  expect(direct["things"]!.documents[0]).toMatchObject({ first: "a", big: true });
  expect(rows).toStrictEqual({ things: 4 });
});

test("two rows of one key, a missing target and a document of more than 1 MiB are rejected on both paths", async () => {
  const plan = definePlan({
    people: table("people", { id: id() }),
    things: table("things", { id: id(), owner: ref("people", { missing: "reject" }), note: text() }),
  }) as unknown as Plan;
  const long = "\u0001".repeat(200_000);
  const lines = { people: ["1", "1", "2"], things: ["1\t1\ta", "1\t2\tb", "2\t9\tc", `3\t1\t${long}`, "4\t2\td"] };
  const { direct, rows } = await exportTwice(
    plan,
    { people: {}, things: { owner: v.id("people"), note: v.string() } },
    { people: ["id"], things: ["id", "owner", "note"] },
    lines,
  );
  expect(direct["things"]!.counts).toMatchObject({ rejectedByCode: { duplicate_id: 1, orphan: 1, too_large: 1 } });
  expect(rows).toStrictEqual({ people: 2, things: 2 });
});
