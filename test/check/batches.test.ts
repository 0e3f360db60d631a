import { expect, test } from "vitest";
import { firstBatchSize } from "../../convex/client/batchSize.js";
import { id, ref, text } from "../../convex/shared/fields.js";
import { definePlan } from "../../convex/shared/plan.js";
import { table } from "../../convex/shared/table.js";
import { batchSize } from "../../scripts/check/batches.js";

const plan = definePlan({
  users: table("u", { id: id(), email: text() }, { match: "email" }),
  notes: table("n", { id: id(), user_id: ref("users"), other_id: ref("notes") }),
});

const sizes = [
  { documents: 1000, bytes: 300_000, largestBytes: 900 },
  { documents: 1000, bytes: 40_000_000, largestBytes: 900_000 },
  { documents: 0, bytes: 0, largestBytes: 0 },
];

test.each(sizes)("the first batch is the one the app takes: %o", (size) => {
  const own = new Map([
    ["users", size],
    ["notes", size],
  ]);
  const averageBytes = size.documents === 0 ? 0 : size.bytes / size.documents;
  const theirs = Object.fromEntries(
    [...own.keys()].map((name) => [name, { averageBytes, largestBytes: size.largestBytes }]),
  );
  const users = plan.tables.get("users")!;
  const notes = plan.tables.get("notes")!;
  expect([
    batchSize(users, "match", own),
    batchSize(notes, "resolve", own),
    batchSize(users, "verify", own),
    batchSize(notes, "verify", own),
    batchSize(notes, "cleanup", own),
  ]).toStrictEqual([
    firstBatchSize("users", { ranges: 12, reads: ["users"] }, theirs),
    firstBatchSize("notes", { ranges: 3, reads: ["users", "notes"] }, theirs),
    firstBatchSize("users", { ranges: 2, reads: [] }, theirs),
    firstBatchSize("notes", { ranges: 2, reads: ["users", "notes"] }, theirs),
    firstBatchSize("notes", { ranges: 1, reads: [] }, theirs),
  ]);
});
