import { v, type Value } from "convex/values";
import { describe, expect, test } from "vitest";
import { type Kind, Reject } from "../../convex/shared/kinds/kind.js";
import * as kinds from "../../convex/shared/kinds/index.js";

const { invertValue } = kinds;

/** What the source prints, in a column of this type, and what comes back where it is printed in another form. */
type Case = readonly [name: string, kind: Kind, type: string, text: string, back?: string];

const timestamptz = "timestamp with time zone";
const local = "timestamp without time zone";
const berlin = { zone: "Europe/Berlin", overlap: "earlier" } as const;

const there: Case[] = [
  ["text", kinds.textKind(), "text", 'O\'Brien \\ "x" \u{1f600}'],
  ["empty text", kinds.textKind(), "text", ""],
  ["trimmed text", kinds.textKind({ trim: true }), "text", " a ", "a"],
  ["email", kinds.emailKind(), "text", " A@X.example ", "a@x.example"],
  ["integer", kinds.integerKind(), "integer", "-9007199254740991"],
  ["int64", kinds.int64Kind(), "bigint", "-9223372036854775808"],
  ["number", kinds.numberKind(), "double precision", "0.1"],
  ["a large number", kinds.numberKind(), "double precision", "1e+300"],
  ["a number's zero", kinds.numberKind(), "double precision", "-0", "0"],
  ["NaN", kinds.numberKind({ special: "keep" }), "double precision", "NaN"],
  ["-Infinity", kinds.numberKind({ special: "keep" }), "double precision", "-Infinity"],
  ["decimal", kinds.decimalKind(), "numeric", "123456789012345678901234567890.10"],
  ["cents", kinds.centsKind(), "numeric(10,2)", "85000.50"],
  ["less than a cent below zero", kinds.centsKind(), "numeric(10,2)", "-0.05"],
  ["yen", kinds.centsKind({ digits: 0 }), "numeric", "-85000"],
  ["date", kinds.dateKind(), "date", "2024-02-29"],
  ["time", kinds.timeKind(), "time", "04:05:06.5"],
  ["time with offset", kinds.timeKind(), "timetz", "04:05:06-07:52:58"],
  ["timestamp", kinds.timestampKind(), timestamptz, "2024-03-10 05:00:00.123456+00"],
  ["timestamp before 1970", kinds.timestampKind(), timestamptz, "1969-12-31 23:59:59.999999+00"],
  ["the first day", kinds.timestampKind(), timestamptz, "0001-01-01 00:00:00+00"],
  ["the last day", kinds.timestampKind(), timestamptz, "9999-12-31 23:59:59+00"],
  ["a leap day", kinds.timestampKind(), timestamptz, "2000-02-29 12:00:00+00"],
  ["a timestamp elsewhere", kinds.timestampKind(), timestamptz, "2024-03-10 05:00:00+05:30", "2024-03-09 23:30:00+00"],
  ["a timestamp without a zone", kinds.timestampKind(), local, "2024-03-10 05:00:00.5"],
  ["a local time", kinds.timestampKind({ zone: "America/New_York" }), local, "2024-07-04 12:00:00"],
  ["the earlier of two times", kinds.timestampKind(berlin), local, "2024-10-27 02:30:00"],
  [
    "a timestamp rounded",
    kinds.timestampKind({ microseconds: "round" }),
    timestamptz,
    "2024-03-10 05:00:00.1235+00",
    "2024-03-10 05:00:00.124+00",
  ],
  ["seconds", kinds.timestampKind({ form: "seconds" }), "integer", "1710066600"],
  ["seconds with a fraction", kinds.timestampKind({ form: "seconds" }), "real", "-1710066600.25"],
  ["milliseconds", kinds.timestampKind({ form: "milliseconds" }), "bigint", "1710066600123"],
  ["duration", kinds.durationKind(), "interval", "PT-3H-5.5S"],
  ["days", kinds.durationKind(), "interval", "2 days 04:05:06", "PT52H5M6S"],
  ["duration that keeps units", kinds.durationKind({ to: "iso" }), "interval", "P1Y2M3DT4H5M6.5S"],
  ["true", kinds.flagKind(), "boolean", "t", "1"],
  ["false", kinds.flagKind(), "boolean", "f", "0"],
  ["bytes", kinds.bytesKind(), "bytea", "\\x00deadbeef"],
  ["no bytes", kinds.bytesKind(), "bytea", "\\x"],
  ["point", kinds.geoPointKind(), "point", "(13.4,-52.5)"],
  ["uuid", kinds.idKind({ form: "uuid" }), "uuid", "550e8400-e29b-41d4-a716-446655440000"],
  ["id", kinds.idKind(), "text", "a|b\\c"],
  ["integer id", kinds.idKind({ form: "integer" }), "bigint", "123456789012345678901234567890"],
  ["id of a union", kinds.idKind({ prefix: "v1:" }), "text", "4711"],
  ["json", kinds.jsonKind(), "jsonb", '{"a":[1,null,"x\\"y"],"b":{"c":1.5}}'],
  ["json null", kinds.jsonKind(), "jsonb", "null"],
  ["list", kinds.listKind(kinds.textKind()), "text[]", '{"a","b,c","d\\"e\\\\f","NULL","",""}'],
  ["empty list", kinds.listKind(kinds.textKind()), "text[]", "{}"],
  ["list of numbers", kinds.listKind(kinds.integerKind()), "integer[]", '{"30","14"}'],
  ["list of lists", kinds.listKind(kinds.listKind(kinds.textKind())), "text[]", '{{"a"},{"b,c"}}'],
  ["list of moments", kinds.listKind(kinds.timestampKind()), `${timestamptz}[]`, '{"2024-03-10 05:00:00+00"}'],
  ["list in JSON", kinds.listKind(kinds.textKind()), "jsonb", '["a","b\\"c"]'],
  ["numbers in JSON", kinds.listKind(kinds.integerKind()), "jsonb", "[30,14]"],
  ["flags in JSON", kinds.listKind(kinds.flagKind()), "json", "[true,false]"],
  ["lists in JSON", kinds.listKind(kinds.listKind(kinds.numberKind())), "json", "[[1.5],[]]"],
  ["list with a separator", kinds.listKind(kinds.textKind(), { separator: "," }), "text", "a,b"],
  ["word", kinds.oneOfKind({ PWD: "pwd", "I-140": "i140" }), "text", "I-140"],
  ["one of a list", kinds.oneOfKind(["low", "high"]), "text", "low"],
] as unknown as Case[];

describe("there and back", () => {
  test.each(there.map(([name, kind, type, text, back = text]) => ({ name, kind, type, text, back })))(
    "$name",
    ({ kind, type, text, back }) => {
      const value = kind.convert(text);
      expect(value).not.toBeInstanceOf(Reject);
      const inverted = invertValue(kind, value as Value, type);
      expect(inverted).toBe(back);
      expect(kind.convert(inverted as string)).toStrictEqual(value);
    },
  );
});

type Refusal = readonly [name: string, kind: Kind, type: string, value: Value, code: string];

const both = { infinity: 1, negativeInfinity: 2 };

const refused: Refusal[] = [
  ["a word that was several", kinds.oneOfKind({ a: "x", b: "x" }), "text", "x", "ambiguous"],
  ["a word nobody knows", kinds.oneOfKind({ a: "x" }), "text", "y", "not_invertible"],
  ["what infinity became", kinds.timestampKind({ infinity: both }), timestamptz, 1, "ambiguous"],
  [
    "the date infinity became",
    kinds.dateKind({ infinity: { infinity: "9999-12-31" } }),
    "date",
    "9999-12-31",
    "ambiguous",
  ],
  ["a moment finer than microseconds", kinds.timestampKind(), timestamptz, 1710066600123.1235, "not_invertible"],
  [
    "a moment that rounding changes",
    kinds.timestampKind({ microseconds: "round" }),
    timestamptz,
    1.5,
    "not_invertible",
  ],
  ["the later of two times", kinds.timestampKind(berlin), local, Date.UTC(2024, 9, 27, 1, 30), "not_invertible"],
  ["a moment in a text column", kinds.timestampKind(), "TEXT", 1710066600123, "ambiguous"],
  ["a moment after the last year", kinds.timestampKind(), timestamptz, 253402300800000, "not_invertible"],
  ["a duration in a text column", kinds.durationKind(), "text", 5, "ambiguous"],
  ["a duration finer than microseconds", kinds.durationKind(), "interval", 0.0005, "too_precise"],
  ["a flag in a text column", kinds.flagKind(), "character varying(5)", true, "ambiguous"],
  ["a fraction as an integer", kinds.integerKind(), "integer", 1.5, "not_invertible"],
  ["an integer beyond the plan's limit", kinds.integerKind({ max: 5 }), "integer", 6, "not_invertible"],
  ["NaN that the plan does not take", kinds.numberKind(), "float8", Number.NaN, "not_invertible"],
  ["a float as cents", kinds.centsKind(), "numeric", 5, "not_invertible"],
  ["an email in capitals", kinds.emailKind(), "text", "A@x.example", "not_invertible"],
  ["text that would be trimmed", kinds.textKind({ trim: true }), "text", " a", "not_invertible"],
  ["text that is too long", kinds.textKind({ maxLength: 2 }), "text", "abc", "not_invertible"],
  ["a number as text", kinds.textKind(), "text", 5, "not_invertible"],
  ["a date that is none", kinds.dateKind(), "date", "2024-02-30", "not_invertible"],
  ["a place beyond the pole", kinds.geoPointKind(), "point", { latitude: 91, longitude: 0 }, "not_invertible"],
  [
    "a place in an unknown form",
    kinds.geoPointKind({ order: "lat-lng" }),
    "text",
    { latitude: 1, longitude: 2 },
    "ambiguous",
  ],
  [
    "a UUID in a text column",
    kinds.idKind({ form: "uuid" }),
    "char(32)",
    "550e8400-e29b-41d4-a716-446655440000",
    "ambiguous",
  ],
  ["an id without its prefix", kinds.idKind({ prefix: "v1:" }), "text", "v2:4711", "not_invertible"],
  ["JSON with renamed fields", kinds.jsonKind(v.any(), { keys: (key) => key }), "jsonb", {}, "ambiguous"],
  ["JSON with numbers as text", kinds.jsonKind(v.any(), { numbers: "text" }), "jsonb", "1", "ambiguous"],
  ["JSON without its nulls", kinds.jsonKind(v.any(), { null: "omit" }), "jsonb", {}, "ambiguous"],
  ["JSON of another shape", kinds.jsonKind(v.object({ a: v.string() })), "jsonb", { a: 1 }, "not_invertible"],
  ["an int64 in JSON", kinds.jsonKind(), "jsonb", 5n, "not_invertible"],
  ["bytes in JSON", kinds.jsonKind(), "jsonb", new ArrayBuffer(2), "not_invertible"],
  ["a list, as array or as JSON", kinds.listKind(kinds.textKind()), "text", ["a"], "ambiguous"],
  [
    "a separator inside an element",
    kinds.listKind(kinds.textKind(), { separator: "," }),
    "text",
    ["a,b"],
    "not_invertible",
  ],
  ["a list of one empty text", kinds.listKind(kinds.textKind(), { separator: "," }), "text", [""], "not_invertible"],
  ["a list with an ambiguous word", kinds.listKind(kinds.oneOfKind({ a: "x", b: "x" })), "text[]", ["x"], "ambiguous"],
] as unknown as Refusal[];

describe("no way back", () => {
  test.each(refused.map(([name, kind, type, value, code]) => ({ name, kind, type, value, code })))(
    "$name",
    ({ kind, type, value, code }) => {
      expect(invertValue(kind, value, type)).toMatchObject({ code });
    },
  );
});
