import { type Value, v } from "convex/values";
import { expect, test } from "vitest";
import { Random } from "../../../examples/support/random.js";
import { centsKind } from "../../../convex/shared/kinds/cents.js";
import { dateKind } from "../../../convex/shared/kinds/date.js";
import { decimalKind } from "../../../convex/shared/kinds/decimal.js";
import { emailKind } from "../../../convex/shared/kinds/email.js";
import { flagKind } from "../../../convex/shared/kinds/flag.js";
import { idKind } from "../../../convex/shared/kinds/id.js";
import { int64Kind, integerKind } from "../../../convex/shared/kinds/integer.js";
import { type Kind, Reject } from "../../../convex/shared/kinds/kind.js";
import { jsonKind } from "../../../convex/shared/kinds/json.js";
import { listKind } from "../../../convex/shared/kinds/list.js";
import { numberKind } from "../../../convex/shared/kinds/number.js";
import { oneOfKind } from "../../../convex/shared/kinds/oneOf.js";
import { textKind } from "../../../convex/shared/kinds/text.js";
import { timestampKind } from "../../../convex/shared/kinds/timestamp.js";
import { addPoints, CanonicalJson } from "../../../scripts/rows/direct/nestedJson.js";
import { encodeValue } from "../../../scripts/rows/write/encode.js";
import { decodeCopyLine } from "../../../scripts/sources/sql/copyText.js";

/** What the short way writes for a COPY field; null where it leaves it to the long one. */
function encode(kind: Kind, field: string): string | null {
  const before = Buffer.from("xx\t");
  const from = Buffer.concat([before, Buffer.from(field), Buffer.from("\t+00.5")]);
  const out = Buffer.alloc(6 * from.length + 64, "~");
  const end = from.length - "\t+00.5".length;
  const to = kind.encode!(from, before.length, end, out, 3);
  return to === -1 ? null : out.toString("utf8", 3, to);
}

/** What becomes of the short way's JSON in a ZIP, and its canonical text from there. */
function nest(json: string): { readonly zip: string; readonly canonical: string } {
  const line = Buffer.alloc(4 * json.length + 16);
  const end = addPoints(line, 0, line.write(json));
  const text = Buffer.alloc(line.length);
  const to = new CanonicalJson(line.subarray(0, end), text).write(0, 0);
  return { zip: line.toString("utf8", 0, end), canonical: text.toString("utf8", 0, to) };
}

/** Both of them, from the same field. */
function compare(
  kind: Kind,
  field: string,
): {
  readonly short: string | null;
  readonly long: string | Reject;
  readonly canonical?: string;
  readonly value?: Value;
} {
  const [text] = decodeCopyLine(Buffer.from(field), 1) as [string];
  const value = kind.convert(text);
  if (value instanceof Reject) return { short: encode(kind, field), long: value };
  const long = encodeValue(value, typeof value === "bigint" ? "zip" : "jsonl");
  return { short: encode(kind, field), long, canonical: kind.canonical(value), value };
}

const pieces = {
  digits: [
    "0",
    "1",
    "9",
    "00",
    "12",
    "999999",
    "123456789012345",
    "1234567890123456",
    "9007199254740993",
    "5",
    "50",
    "000001",
    "0000001",
  ],
  marks: ["-", "+", ".", " ", ":", "e", "E", "T", "Z", "-", "/", ",", "@", "_"],
  words: [
    "t",
    "f",
    "true",
    "infinity",
    "NaN",
    "a@b.c",
    "A@B.C",
    "ada",
    "Ü",
    "😀",
    "é",
    "\u2028",
    "\u0001",
    "\u007f",
    '"',
    "\\\\",
    "\\n",
    "\\t",
    "\\v",
    "\\x41",
    "\\101",
    "'",
  ],
  lists: [
    "{",
    "}",
    ",",
    "{a,b}",
    "NULL",
    "{null}",
    "{1,2}",
    "{ a}",
    "{a,,b}",
    "{{a}}",
    "{}",
    "[0:1]={a,b}",
    '{"a b",c}',
    "{1,NULL}",
    "{a,}",
    '"',
    '\\\\"',
    "\\\\\\\\",
    '"x y"',
    '{"',
    '"}',
    '","',
    '["',
    '"]',
    "[",
    "]",
    "[1,2]",
    '[ "a" , 1 ]',
    "[a]",
    "[1,]",
    "[null]",
    "[007]",
    '[{"a":1}]',
  ],
  whole: [
    "2024-03-10",
    "2024-02-30",
    "0001-01-01",
    "9999-12-31",
    "0000-01-01",
    "2024-03-10 05:00:00",
    "2024-03-10 05:00:00+00",
    "2024-03-10 05:00:00.123456+00",
    "2024-03-10 05:00:00.120+00",
    "2024-03-10 24:00:00",
    "1969-12-31 23:59:59.999+00",
    "2024-03-10 05:00:00.+00",
    "2024-03-10 05:00:00/:+00",
    "2024-03-10 05:00:00+01",
    "2024-03-10 05:00:00.9995",
    "2106-02-07 06:28:15.000001",
    "9999-12-31 23:59:59.999999+00",
    "85000.50",
    "-0",
    "-0.00",
    "0.000001",
    "0.0000001",
    "1.10",
    "-12.5",
    "0.10",
    "100",
    "007",
    "1.",
    ".5",
    "123456789012345678",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "0.005",
    "12.345",
    "member",
    "b\\\\c",
    "5d6a3c1e-1f7b-4c6e-9d0a-0b1c2d3e4f50",
    "5D6A3C1E-1F7B-4C6E-9D0A-0B1C2D3E4F50",
    "5d6a3c1e1f7b4c6e9d0a0b1c2d3e4f50",
    "ada@example.com",
    " ada@example.com",
    "ada@@x",
    "@x",
    "ada@",
  ],
};

/** A list in one of its notations, mostly valid, as a field of COPY. */
function randomList(random: Random): string {
  const [open, close] = random.pick([
    ["{", "}"],
    ["[", "]"],
  ] as const);
  const blank = () => (random.chance(20) ? " " : "");
  const words = [
    "a",
    "1",
    "-2",
    "2024-03-10",
    '""',
    '"a b"',
    '"1"',
    '"d \\\\"e\\\\""',
    '"\\\\\\\\"',
    '"a\\n"',
    '"\\\\n"',
    "null",
    '"null"',
    "{a}",
    "Ü",
    '"\\\\',
  ];
  const items = Array.from({ length: random.between(0, 4) }, () => blank() + random.pick(words) + blank());
  return open + items.join(",") + close;
}

/** JSON, mostly valid, as a field of COPY. */
function randomJson(random: Random, depth = 0): string {
  const blank = random.chance(10) ? random.pick([" ", "\\n", "\\t ", "\u00a0"]) : "";
  const inner = () => randomJson(random, depth + 1);
  const items = (item: () => string) => Array.from({ length: random.between(0, 4) }, item).join(`,${blank}`);
  const name = () =>
    random.pick(
      random.chance(90) ? ["a", "b", "z", "name", "a b", "A"] : ["7", "$a", "", "é", "__proto__", "a!", "ab", '\\\\"'],
    );
  const field = () => `"${name()}"${blank}:${inner()}`;
  const whole = random.between(0, depth > 4 ? 3 : 6);
  if (whole > 4) return `{${items(field)}${blank}}`;
  if (whole > 3) return `[${items(inner)}]`;
  return blank + random.pick(scalars) + blank;
}

const scalars = [
  ...[
    "0",
    "1",
    "-1",
    "12.5",
    "1.50",
    "-0",
    "-0.0",
    "1e3",
    "01",
    "1.",
    ".5",
    "123456789012345678",
    "0.0000001",
    "-",
    "NaN",
  ],
  ...[
    "true",
    "false",
    "null",
    "nul",
    "truex",
    '"x"',
    '"Ü 😀"',
    '""',
    '"',
    '"a\\\\nb"',
    '"\\\\/"',
    '"\\\\u00e9"',
    '"\\\\u0000"',
  ],
  ...['"\\\\u001F"', '"\\\\u001f"', '"\\\\u000a"', '"\\\\ud800"', '"\\n"', '"\\\\\\\\"', '"\\\\x"', "\\x41", "\\v"],
];

function randomField(random: Random): string {
  if (random.chance(25)) return random.pick(random.chance(20) ? pieces.lists : pieces.whole);
  let field = random.chance(25) ? random.pick(pieces.whole) : "";
  for (let left = random.between(0, 6); left > 0; left--)
    field += random.pick(random.pick([pieces.digits, pieces.marks, pieces.words, pieces.lists]));
  return field;
}

const kinds: Readonly<Record<string, { kind: Kind; takes: string[] }>> = {
  text: { kind: textKind(), takes: ["", "plain", 'Ü \\t "quoted" \\\\ 😀 \u0001'] },
  filled: { kind: textKind({ empty: "reject" }), takes: ["x"] },
  id: { kind: idKind(), takes: ["a|b", "17"] },
  "integer id": { kind: idKind({ form: "integer" }), takes: ["0", "-17", "123456789012345678901234567890"] },
  uuid: { kind: idKind({ form: "uuid" }), takes: ["5d6a3c1e-1f7b-4c6e-9d0a-0b1c2d3e4f50"] },
  integer: { kind: integerKind(), takes: ["0", "-17", "999999999999999"] },
  "integer from 3 to 9": { kind: integerKind({ min: 3, max: 9 }), takes: ["3", "9"] },
  int64: { kind: int64Kind(), takes: ["0", "-17", "123456789012345678"] },
  cents: { kind: centsKind(), takes: ["85000.50", "85000.5", "85000", "-0.01", "0", "0.00", "0.05"] },
  yen: { kind: centsKind({ digits: 0 }), takes: ["85000"] },
  flag: { kind: flagKind(), takes: ["t", "f"] },
  date: { kind: dateKind(), takes: ["2024-03-10", "0001-01-01", "2000-02-29"] },
  timestamp: {
    kind: timestampKind(),
    takes: [
      "2024-03-10 05:00:00",
      "2024-03-10 05:00:00+00",
      "2024-03-10 05:00:00.1+00",
      "2024-03-10 05:00:00.123456",
      "1970-01-01 00:00:00",
    ],
  },
  "rounded timestamp": {
    kind: timestampKind({ microseconds: "round" }),
    takes: ["2024-03-10 05:00:00.123456", "2024-03-10 05:00:00.9995"],
  },
  "timestamp of New York": { kind: timestampKind({ zone: "America/New_York" }), takes: ["2024-03-10 05:00:00+00"] },
  email: { kind: emailKind(), takes: ["Ada@Example.com"] },
  oneOf: { kind: oneOfKind({ member: "Mitglied", ada: "Ü", "": "none" }), takes: ["member", ""] },
  "list of texts": {
    kind: listKind(textKind()),
    takes: [
      "{}",
      "{a,b}",
      "{x}",
      "{Ü,😀}",
      '{a,"b,c","d \\\\"e\\\\""}',
      '{"","\\\\\\\\","a\\nb","NULL","{a}"}',
      "[]",
      '["a", "b,c" ,5,-1.50]',
    ],
  },
  "list of json": { kind: listKind(jsonKind()), takes: ['{1,"{\\\\"a\\\\":1}"}'] },
  "list of dates": { kind: listKind(dateKind()), takes: ["{2024-03-10,2024-03-11}"] },
  "list of integers": { kind: listKind(integerKind()), takes: ["{1,-2}", "[1, -2]", '["1"]', '{"1",2}'] },
  json: {
    kind: jsonKind(),
    takes: [
      '{"b":1,"a":[1.5,null,true,"x"],"name":{"z":"\\\\n","y":[]}}',
      '"a \\\\"quoted\\\\" text \\\\u001f Ü 😀"',
      "[]",
      "{}",
      "-12.5",
      "false",
      ` { "a b" : [ 1 , 2 ] ,\\n\\t"c" : { } } `,
      `${"[".repeat(14)}${"]".repeat(14)}`,
    ],
  },
  "json without nulls": { kind: jsonKind(v.any(), { null: "omit" }), takes: ['{"a":1,"b":[null]}', "null"] },
  "json of a shape": {
    kind: jsonKind(
      v.union(
        v.object({
          a: v.union(v.number(), v.literal("x"), v.object({ z: v.null() })),
          b: v.optional(v.record(v.string(), v.array(v.boolean()))),
        }),
        v.object({ name: v.any(), z: v.optional(v.any()), "a b": v.optional(v.string()) }),
        v.array(v.union(v.null(), v.number(), v.string())),
      ),
    ),
    takes: ['{"b":{"k":[true]},"a":1}', '{"a":"x"}', '{"a":{"z":null}}', '[1,"a",null]', '{"z":[],"name":{}}'],
  },
  decimal: { kind: decimalKind(), takes: ["1.10", "-12.50", "0.00", "123456789012345678901234567890.1"] },
  number: { kind: numberKind(), takes: ["0", "1.10", "-12.5", "0.5", "0.00001", "100", "100.00"] },
};

test.each(Object.entries(kinds))(
  "%s: the short way writes what the long way writes, or nothing",
  (name, { kind, takes }) => {
    for (const field of takes) {
      const { short, long } = compare(kind, field);
      expect([field, short]).toStrictEqual([field, long]);
    }
    const random = new Random(`encode ${name}`);
    let taken = 0;
    for (let round = 0; round < 4000; round++) {
      const field =
        name.startsWith("list") && random.chance(60)
          ? randomList(random)
          : name.startsWith("json") && random.chance(90)
            ? randomJson(random)
            : randomField(random);
      const { short, long, canonical, value } = compare(kind, field);
      if (short === null) continue;
      taken += 1;
      expect([field, short]).toStrictEqual([field, long]);
      if (name.includes("json")) {
        expect([field, nest(short)]).toStrictEqual([field, { zip: encodeValue(value!, "zip"), canonical }]);
        continue;
      }
      const isInt64 = name === "int64" || name === "cents" || name === "yen";
      expect([field, canonical]).toStrictEqual([field, isInt64 ? `${short}n` : short]);
    }
    expect(taken).toBeGreaterThan(5);
  },
);

test("every kind but those of many forms has a short way, and says so for no text of another form", () => {
  for (const { kind } of Object.values(kinds)) expect(kind.encode).toBeTypeOf("function");
  expect(textKind({ trim: true }).encode).toBeUndefined();
  expect(timestampKind({ form: "seconds" }).encode).toBeUndefined();
});
