import { expect, test } from "vitest";
import {
  cents,
  definePlan,
  id,
  int64,
  integer,
  json,
  list,
  number,
  ref,
  table,
  text,
  timestamp,
} from "../../convex/client/index.js";
import { v } from "convex/values";
import { fingerprintExported } from "../../convex/shared/document/document.js";
import { bucketOf, fingerprintText } from "../../convex/shared/document/fingerprint.js";
import { getTable } from "../../convex/shared/plan/plan.js";
import { DirectLine } from "../../scripts/comparison/direct/directLine.js";
import { decodeDocument } from "../../scripts/rows/write/documentLines.js";
import type { Format } from "../../scripts/run/manifest.js";
import { pick, type Random, seeded } from "./randomMigration.js";

const plan = definePlan({
  things: table("things", {
    id: id(),
    parent_id: ref("things").optional(),
    any: json(v.any()),
    whole: integer(),
    money: cents(),
    big: int64(),
    real: number(),
    words: list(text()),
    counts: list(integer()),
    said: text(),
    created_at: timestamp().asCreationTime(),
  }),
});
const things = getTable(plan, "things");

/** Several lines on one page: what is before and behind a line is another's. */
function see(line: string, format: Format) {
  const page = Buffer.from(`{"legacyId":"before"}\n${line}\n{"legacyId":"behind"}\n`);
  const start = page.indexOf("\n") + 1;
  const direct = new DirectLine(things, format, null);
  const outcome = direct.read(page, start, start + Buffer.byteLength(line));
  return outcome === "row" ? direct.see() : outcome;
}

function plain(line: string, format: Format) {
  const document = decodeDocument(line, format);
  const key = document["legacyId"] as string;
  return { key: fingerprintText(key), bucket: bucketOf(key), fingerprint: fingerprintExported(things, document) };
}

const numbers = [
  "0",
  "-0",
  "0.0",
  "-0.0",
  "-0.5",
  "12",
  "-7.0",
  "12.50",
  "0.1",
  "0.000001",
  "0.0000001",
  "1e3",
  "1E+2",
];
const bigger = [
  "9007199254740993",
  "9007199254740993.0",
  "0.30000000000000004",
  "1e300",
  "5e-324",
  "123456789012345.0",
];
const strings = [
  '""',
  '"a"',
  '"\\u0061"',
  '"\\n\\t"',
  '"\\u000a"',
  '"\\u001f"',
  '"\\u001F"',
  '"\\/"',
  '"naïve 日本 😀"',
];
const tricky = ['"\\ud83d\\ude00"', '"quote \\" and \\\\"', '"{[,:]}"', '"\u2028"', '"\u007f"', `"${"x".repeat(300)}"`];
const tagged = ['{"$integer":"AQAAAAAAAAA="}', '{"$float":"AAAAAAAA+H8="}', '{"$bytes":"AQI="}'];
const containers = [
  "[]",
  "{}",
  '{"b":1,"a":[{"d":true,"c":null}]}',
  '{"a b":1.0,"a":2}',
  '{"é":1,"b":2}',
  "[[1.5,[2]],-0.0]",
];
const values = [...numbers, ...bigger, ...strings, ...tricky, ...containers, "null", "true", "false"];
const names = [
  "any",
  "whole",
  "money",
  "big",
  "real",
  "words",
  "counts",
  "said",
  "_creationTime",
  "own",
  "legacyParentId",
];

function randomLine(random: Random, all: readonly string[]): string {
  const shuffled = names.filter(() => random() < 0.6).toSorted(() => random() - 0.5);
  const others = shuffled.map((name) => `"${name}":${pick(random, all)}`);
  return `{${[...others, '"legacyId":"k1"'].toSorted(() => random() - 0.5).join(",")}}`;
}

function isTaken(line: string, format: Format): boolean {
  const seen = see(line, format);
  if (seen === "plain") return false;
  expect({ line, format, seen }).toStrictEqual({ line, format, seen: plain(line, format) });
  return true;
}

test("every value in every field has the fingerprint that the plain path gives it, or is left to that path", () => {
  const fields = names.filter((name) => name !== "legacyParentId");
  const linesOf = (all: readonly string[]) =>
    fields.flatMap((name) => all.map((value) => `{"legacyId":"k1","${name}":${value}}`));
  const takenOf = (all: readonly string[], format: Format) =>
    linesOf(all).filter((line) => isTaken(line, format)).length;
  expect(takenOf(values, "jsonl")).toBeGreaterThan(300);
  expect(takenOf([...values.filter((value) => value !== "-0"), ...tagged.slice(1)], "zip")).toBeGreaterThan(300);
});

test("of 5,000 random lines most are taken, each with the plain path's fingerprint", () => {
  const random = seeded(17);
  const escaped = /\\u0061|\\u000a|\\u001F|\\\/|\\ud83d/;
  const taken = Array.from({ length: 5_000 }, () => randomLine(random, values)).map((line) => ({
    isTaken: isTaken(line, "jsonl"),
    isUsual: !escaped.test(line),
  }));
  expect(taken.filter((each) => each.isUsual && !each.isTaken)).toStrictEqual([]);
  expect(taken.filter((each) => each.isTaken).length).toBeGreaterThan(1_000);
});

test.each([
  ["white space", '{"legacyId": "k1"}'],
  ["a name twice", '{"legacyId":"k1","said":"a","said":"b"}'],
  ["an escape in a key", '{"legacyId":"k\\"1"}'],
  ["a key that is no text", '{"legacyId":1.5}'],
  ["more behind the document", '{"legacyId":"k1"} '],
  ["no document", '["legacyId"]'],
  ["a cut line", '{"legacyId":"k1","said":"a'],
  ["a raw control character", '{"legacyId":"k1","said":"\u0001"}'],
])("%s is left to the plain path", (_name, line) => {
  expect(see(line, "zip")).toBe("plain");
});

test("a document without a legacy key is the app's own", () => {
  expect(see('{"_id":"x","said":"a"}', "zip")).toBe("own");
  expect(see("{}", "zip")).toBe("own");
});

test("what no parser takes is refused", () => {
  for (const value of ["1.2.3", "nul", "[1,]", '{"a":1,}', "[1}"])
    expect(
      () =>
        see(`{"legacyId":"k1","any":${value}}`, "jsonl") === "plain" &&
        plain(`{"legacyId":"k1","any":${value}}`, "jsonl"),
    ).toThrow(SyntaxError);
});
