import { v } from "convex/values";
import { expect, test } from "vitest";
import { bytes, constant, definePlan, id, omit, table, text } from "../../convex/client/index.js";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { exportTwice } from "./exportTwice.js";

test.each(["\\", "a\\", "\\xff", "\\377"])(
  "a damaged escape %s in a column that the plan omits rejects the row on both paths",
  async (damaged) => {
    const plan = definePlan({
      things: table("things", { id: id(), secret: omit("not needed"), note: text() }),
    }) as unknown as Plan;
    const { direct, rows } = await exportTwice(
      plan,
      { things: { note: v.string() } },
      { things: ["id", "secret", "note"] },
      { things: ["1\ta\\\\\tfine", `2\t${damaged}\tlost`, "3\t\\N\tfine"] },
    );
    expect(direct["things"]!.counts).toMatchObject({ written: 2, rejectedByCode: { broken_row: 1 } });
    expect(rows).toStrictEqual({ things: 2 });
  },
);

test("what the plan puts in the place of NULL, and a constant, may be longer than the row has room for", async () => {
  const long = new Uint8Array(100_000).fill(7).buffer;
  const plan = definePlan({
    things: table("things", {
      id: id(),
      photo: bytes().or(long),
      mark: constant(long),
      name: text().or("é".repeat(90_000)),
    }),
  }) as unknown as Plan;
  const { rows } = await exportTwice(
    plan,
    { things: { photo: v.bytes(), mark: v.bytes(), name: v.string() } },
    { things: ["id", "photo", "name"] },
    { things: ["1\t\\N\t\\N", "2\t\\N\tshort"] },
  );
  expect(rows).toStrictEqual({ things: 2 });
});

test("one column may become many fields", async () => {
  const names = ["a", "b", "c", "d"];
  const plan = definePlan({
    things: table("things", {
      id: id(),
      ...Object.fromEntries(names.map((name) => [name, text().from("note")])),
    } as never),
  }) as unknown as Plan;
  const { rows } = await exportTwice(
    plan,
    { things: Object.fromEntries(names.map((name) => [name, v.string()])) },
    { things: ["id", "note"] },
    { things: [`1\t${"\u0001".repeat(30_000)}`, "2\tshort"] },
  );
  expect(rows).toStrictEqual({ things: 2 });
});
