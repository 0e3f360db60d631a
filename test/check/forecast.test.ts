import { expect, test } from "vitest";
import { mebibyte } from "../../convex/shared/limits.js";
import { id, ref } from "../../convex/shared/plan/fields.js";
import { text } from "../../convex/shared/plan/valueFields.js";
import { definePlan } from "../../convex/shared/plan/definePlan.js";
import { table } from "../../convex/shared/plan/table.js";
import { makeForecast } from "../../scripts/check/forecast.js";
import type { CheckedTable } from "../../scripts/check/tableCheck.js";

const plan = definePlan({ notes: table("n", { id: id(), body: text(), note_id: ref("notes") }) });

/** A million documents of 1 KiB. */
const notes: CheckedTable = {
  table: "notes",
  sources: ["n"],
  read: 1_000_000,
  written: 1_000_000,
  rejected: 0,
  filtered: 0,
  merged: 0,
  rejectedByCode: [],
  format: "jsonl",
  bytes: 1024 * 1_000_000,
  largestBytes: 2048,
  columns: [],
  references: [],
};

test("minutes follow the class's throughput, and batches where those take longer", () => {
  const { stages, windowMinutes, fits } = makeForecast(plan, [notes], 60, 14);
  const minutes = Object.fromEntries(stages.map((stage) => [stage.stage, stage.minutes]));
  const writeSeconds = (1024 * 1_000_000) / (4 * mebibyte);
  const loadSeconds = writeSeconds + 3;
  expect(minutes.export).toStrictEqual({ S16: 1, S256: 1 });
  expect(minutes.load).toStrictEqual({ S16: loadSeconds / 60, S256: (writeSeconds / 2 + 3) / 60 });
  expect(minutes.match).toStrictEqual({ S16: 0, S256: 0 });
  expect(minutes.verify!.S16).toBe(minutes.verify!.S256);
  // 4,000 batches, and of each document: it, its target and it again when it is written; one look-up.
  const resolveSeconds = 4_000 * 0.3 + 1_000_000 * (3 * 0.000_25 + 0.000_2);
  expect(minutes.resolve!.S16).toBeCloseTo(resolveSeconds / 60, 9);
  expect(minutes.resolve!.S256).toBe(minutes.resolve!.S16);
  expect(windowMinutes.S16).toBeCloseTo(1 + loadSeconds / 60 + resolveSeconds / 60 + minutes.verify!.S16!, 9);
  expect(fits).toStrictEqual({ S16: false, S256: false });
});

test("the price is input, output and calls at the published rates", () => {
  const { ioGb, functionCalls, price, stages } = makeForecast(plan, [notes], 0, null);
  // load 1, resolve 3 (document, target, write), verify 2, cleanup 2.
  expect(ioGb).toBeCloseTo(8 * 1.024, 9);
  expect(functionCalls).toBe(stages.reduce((sum, stage) => sum + stage.functionCalls, 0));
  expect(price.Starter).toBeCloseTo(ioGb * 0.22 + functionCalls * 2.2e-6, 9);
  expect(price.Professional).toBeCloseTo(ioGb * 0.2 + functionCalls * 2e-6, 9);
});

test("an empty table costs nothing", () => {
  const empty = { ...notes, read: 0, written: 0, bytes: 0, largestBytes: 0 };
  const { ioGb, functionCalls, batches } = makeForecast(plan, [empty], 0, null);
  expect({ ioGb, functionCalls, batches }).toStrictEqual({ ioGb: 0, functionCalls: 0, batches: [] });
});

test.each([
  {
    documents: 20_000,
    seconds: 40,
    minutes: 2_000 / 60,
    basis: /as in the last rehearsal .* 20000 documents in 40 s$/,
  },
  { documents: 50_000, seconds: 500, minutes: 10_000 / 60, basis: /50000 documents in 500 s$/ },
])(
  "a forecast knew nothing of how long the rehearsal had taken: $documents documents in $seconds s",
  ({ minutes, basis, ...took }) => {
    const { stages } = makeForecast(plan, [notes], 0, null, [{ stage: "verify", ...took }]);
    const verify = stages.find(({ stage }) => stage === "verify")!;
    expect(verify.minutes.S16).toBeCloseTo(minutes, 9);
    expect(verify.basis).toMatch(basis);
    expect(stages.find(({ stage }) => stage === "resolve")!.basis).not.toMatch(/rehearsal/);
  },
);

test("a rehearsal of a few rows is no measure", () => {
  const few = makeForecast(plan, [notes], 0, null, [{ stage: "verify", documents: 500, seconds: 4 }]);
  expect(few.stages).toEqual(makeForecast(plan, [notes], 0, null).stages);
});
