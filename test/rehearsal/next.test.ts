import path from "node:path";
import { expect, test } from "vitest";
import { CutoverError } from "../../scripts/errors.js";
import { stageFailures } from "../../scripts/stages/failures.js";
import { isAskedAgain, type Rehearsal, rewriteNext, stayInRehearsal } from "../../scripts/rehearsal/rehearse.js";

const throwAway: Rehearsal = {
  on: "throw-away",
  url: "http://127.0.0.1:1",
  adminKey: "k3y",
  pid: 1,
  run: "r",
  appHash: "",
  lively: false,
  strict: false,
  rows: 20_000,
  existing: null,
};
const { lively, strict, existing } = throwAway;
const preview: Rehearsal = { on: "preview/try", run: "r", appHash: "", lively, strict, rows: null, existing };
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

test.each([
  [{ rows: 100 }, "cutover rehearse --rows 100"],
  [{ rows: null, lively: true, strict: true }, "cutover rehearse --rows all --lively --strict"],
  [{ existing: "my users" }, "cutover rehearse --existing 'my users'"],
])("the command to go on with lost the flags, and began another rehearsal: %j", (asked, stays) => {
  expect(rewriteNext("cutover load", { ...throwAway, ...asked }, dir)).toBe(stays);
  expect(rewriteNext("npx cutover rehearse, then report", { ...throwAway, ...asked }, dir)).toBe(
    `npx ${stays}, then report`,
  );
});

test("a rehearsal of a preview is continued there", () => {
  expect(rewriteNext("cutover verify", preview, dir)).toBe("cutover rehearse --on preview/try");
});

test("--rows of a rehearsal that was continued was ignored without a word", () => {
  expect(isAskedAgain(throwAway, { ...throwAway })).toBe(true);
  for (const asked of [
    { rows: 5 },
    { rows: null },
    { existing: "people" },
    { lively: true },
    { strict: true },
    { on: "local" as const },
  ])
    expect(isAskedAgain(throwAway, { ...throwAway, ...asked })).toBe(false);
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
