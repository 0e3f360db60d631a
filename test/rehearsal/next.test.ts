import path from "node:path";
import { expect, test } from "vitest";
import { CutoverError } from "../../scripts/errors.js";
import { stageFailures } from "../../scripts/stages/failures.js";
import { type Rehearsal, rewriteNext, stayInRehearsal } from "../../scripts/rehearsal/rehearse.js";

const throwAway: Rehearsal = {
  on: "throw-away",
  url: "http://127.0.0.1:1",
  adminKey: "k3y",
  pid: 1,
  run: "r",
  appHash: "",
  lively: false,
  strict: false,
};
const preview: Rehearsal = { on: "preview/try", run: "r", appHash: "", lively: false, strict: false };
const dir = path.resolve(".cutover/rehearsals");

test.each([
  ["Fix the cause, then: cutover match", "Fix the cause, then: cutover rehearse"],
  ["cutover load", "cutover rehearse"],
  ["cutover catch-up", "cutover rehearse"],
  [
    "cutover rollback, or cutover resume and the same command again",
    "cutover rehearse, or cutover resume --dir .cutover/rehearsals and the same command again",
  ],
  [`npx convex run migrations:run '{"stage":"cleanup"}'`, "cutover rehearse"],
  [
    "Settle it: npx cutover match settle 17 --keep self",
    "Settle it: npx cutover match settle --dir .cutover/rehearsals 17 --keep self",
  ],
  [
    `npx convex run migrations:issues '{"table":"users"}'`,
    `npx convex run --env-file .cutover/rehearsals/rehearsal.env migrations:issues '{"table":"users"}'`,
  ],
  ["npx cutover issues users", "npx cutover issues --dir .cutover/rehearsals users"],
  ["cutover diff", "cutover diff --dir .cutover/rehearsals"],
  ["cutover rehearse", "cutover rehearse"],
])("the next command after a rehearsal went to the real deployment: %s", (next, stays) => {
  expect(rewriteNext(next, throwAway, dir)).toBe(stays);
});

test("a preview is named by its flag", () => {
  expect(rewriteNext("npx convex run migrations:status", preview, dir)).toBe(
    "npx convex run --preview-name try migrations:status",
  );
});

test("a failure keeps what it says and its exit code", () => {
  const failure = new CutoverError(stageFailures.verifyDiffers, [
    { what: "a" },
    { what: "b", where: "users", next: "cutover verify" },
  ]);
  const told = stayInRehearsal(failure, throwAway, dir) as CutoverError;
  expect([told.exitCode, told.message]).toStrictEqual([2, "a\nb (users)\n  → cutover rehearse"]);
});
