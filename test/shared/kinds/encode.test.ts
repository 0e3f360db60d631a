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
import { canonicalValue } from "../../../convex/shared/document/canonical.js";
import { numberKind } from "../../../convex/shared/kinds/number.js";
import { oneOfKind } from "../../../convex/shared/kinds/oneOf.js";
import { textKind } from "../../../convex/shared/kinds/text.js";
import { timestampKind } from "../../../convex/shared/kinds/timestamp.js";
import { addPoints } from "../../../scripts/rows/direct/addPoints.js";
import { CanonicalJson } from "../../../scripts/rows/direct/canonicalJson.js";
import { encodeValue } from "../../../scripts/rows/write/encode.js";
import { decodeCopyLine } from "../../../scripts/sources/sql/copyText.js";
import { randomField, randomJson, randomList } from "./copyFields.js";

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
  const zip = line.toString("utf8", 0, end);
  const text = new CanonicalJson();
  const isWritten = text.write(line, 0, end, "jsonl");
  return {
    zip,
    canonical: isWritten ? text.out.toString("utf8", 0, text.at) : canonicalValue(JSON.parse(zip) as Value),
  };
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
      const isInt64 = name === "int64" || name === "cents" || name === "yen";
      const nested = name.includes("json") ? nest(short) : null;
      expect([field, canonical]).toStrictEqual([field, nested?.canonical ?? (isInt64 ? `${short}n` : short)]);
      expect([field, nested?.zip ?? long]).toStrictEqual([field, nested === null ? long : encodeValue(value!, "zip")]);
    }
    expect(taken).toBeGreaterThan(5);
  },
);

test("every kind but those of many forms has a short way, and says so for no text of another form", () => {
  for (const { kind } of Object.values(kinds)) expect(kind.encode).toBeTypeOf("function");
  expect(textKind({ trim: true }).encode).toBeUndefined();
  expect(timestampKind({ form: "seconds" }).encode).toBeUndefined();
});
