import { expect, test } from "vitest";
import { asTyped } from "../../scripts/cli/nextCommand.js";
import { SafeStream } from "../../scripts/cli/output/safeStream.js";

const npx = { npm_command: "exec" };

test.each([
  ["Next: cutover verify, or cutover catch-up again.", "Next: npx cutover verify, or npx cutover catch-up again."],
  ["`cutover export` writes them", "`npx cutover export` writes them"],
  ["npx cutover rehearse (go demands it)", "npx cutover rehearse (go demands it)"],
  ["npx convex-cutover status", "npx convex-cutover status"],
  ["The cutover is done; the cutover report", "The cutover is done; the cutover report"],
  ["the cutover window; cutover goes; .cutover/latest", "the cutover window; cutover goes; .cutover/latest"],
])("under npx a command was printed that the shell does not know: %s", (text, typed) => {
  expect(asTyped(text, npx)).toBe(typed);
  expect(asTyped(typed, npx)).toBe(typed);
  // Whoever has it on the path types it so.
  expect(asTyped(text, {})).toBe(text);
});

test("texts and JSON are printed so, and a script for the shell is not", () => {
  const printed: string[] = [];
  const stream = new SafeStream({ write: (text: string) => void printed.push(text) }, npx);
  stream.print("cutover go\n");
  stream.writeJson({ next: "cutover go" });
  stream.write("complete -F _cutover cutover go\n");
  expect(printed).toStrictEqual([
    "npx cutover go\n",
    '{"next":"npx cutover go"}\n',
    "complete -F _cutover cutover go\n",
  ]);
});
