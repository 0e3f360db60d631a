import { describe, expect, test } from "vitest";
import {
  emailKind,
  flagKind,
  idKind,
  joinKey,
  oneOfKind,
  splitKey,
  textKind,
} from "../../../convex/shared/kinds/index.js";
import { accepts, rejects, seededRandom } from "./cases.js";

describe("text", () => {
  accepts(textKind(), [
    ["", ""],
    ["plain", "plain"],
    [" both ends ", " both ends "],
    ["tab\tnew line\nback\\slash", "tab\tnew line\nback\\slash"],
    ['"quoted"', '"quoted"'],
    ["NUL \u0000 stays", "NUL \u0000 stays"],
    ["null", "null"],
    ["\\N", "\\N"],
    ["Ünïcödé 漢字 😀", "Ünïcödé 漢字 😀"],
    ["e\u0301", "e\u0301"],
    ["char(8) ", "char(8) "],
    ["[2024-01-01,2024-02-01)", "[2024-01-01,2024-02-01)"],
    ["192.168.0.1/24", "192.168.0.1/24"],
    ["'fat':2 'rat':3A", "'fat':2 'rat':3A"],
    ["<a>&amp;</a>", "<a>&amp;</a>"],
    ["00101", "00101"],
  ]);
  accepts(textKind({ trim: true }), [
    ["  a b \n", "a b"],
    ["\u00a0\ufeffa\u2003", "a"],
    ["   ", ""],
  ]);
  accepts(textKind({ trim: "end" }), [
    ["padded    ", "padded"],
    ["  keeps the start ", "  keeps the start"],
    ["a tab\t ", "a tab\t"],
    ["    ", ""],
  ]);
  accepts(textKind({ maxLength: 3 }), [
    ["abc", "abc"],
    ["😀😀😀", "😀😀😀"],
  ]);
  accepts(textKind({ maxLength: 3, trim: true }), [["  abc  ", "abc"]]);
  rejects(textKind(), [
    ["\ud800", "surrogate"],
    ["a\udc00b", "surrogate"],
    ["\udc00\ud800", "surrogate"],
    ["\ud83d\ud83d\ude00", "surrogate"],
  ]);
  rejects(textKind({ empty: "reject" }), [["", "empty"]]);
  rejects(textKind({ empty: "reject", trim: true }), [[" \t", "empty"]]);
  rejects(textKind({ maxLength: 3 }), [
    ["abcd", "too_long"],
    ["😀😀😀😀", "too_long"],
  ]);

  test("trimming a long run of spaces inside takes no quadratic time", () => {
    const text = `a${" ".repeat(200_000)}b`;
    expect(textKind({ trim: "end" }).convert(text)).toBe(text);
  });
});

describe("email", () => {
  accepts(emailKind(), [
    ["a@x.com", "a@x.com"],
    ["A@X.COM", "a@x.com"],
    ["  Ann.O'Brien+tag@Example.co.uk\n", "ann.o'brien+tag@example.co.uk"],
    ["root@localhost", "root@localhost"],
    ["jürgen@köln.de", "jürgen@köln.de"],
    ["ÄNN@X.COM", "Änn@x.com"],
  ]);
  rejects(emailKind(), [
    ["", "email"],
    ["   ", "email"],
    ["@", "email"],
    ["a@", "email"],
    ["@x.com", "email"],
    ["a.x.com", "email"],
    ["a@b@c", "email"],
    ["a b@x.com", "email"],
    ["a@x .com", "email"],
    ["a@x.com, b@x.com", "email"],
    ["a\u200b@x.com", "email"],
    ["a\u0000@x.com", "email"],
    ["a\ud800@x.com", "surrogate"],
    [`${"a".repeat(400)}@x.com`, "email"],
    ["@".repeat(1_000_000), "email"],
  ]);
});

describe("id", () => {
  accepts(idKind(), [
    ["abc", "abc"],
    [" spaces stay ", " spaces stay "],
    ["A", "A"],
    ["007", "007"],
    ["110246829361284712345", "110246829361284712345"],
  ]);
  rejects(idKind(), [
    ["", "empty"],
    ["\ud800", "surrogate"],
  ]);
  accepts(idKind({ form: "integer" }), [
    ["0", "0"],
    ["7", "7"],
    ["-7", "-7"],
    ["9007199254740993", "9007199254740993"],
    ["4294967295", "4294967295"],
    ["18446744073709551616", "18446744073709551616"],
  ]);
  rejects(idKind({ form: "integer" }), [
    ["", "not_an_integer"],
    ["007", "not_an_integer"],
    ["-0", "not_an_integer"],
    ["+7", "not_an_integer"],
    ["7.0", "not_an_integer"],
    ["7 ", "not_an_integer"],
    ["7e3", "not_an_integer"],
    ["٧", "not_an_integer"],
    ["7\n", "not_an_integer"],
  ]);
  accepts(idKind({ form: "uuid" }), [
    ["550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440000"],
    ["550E8400-E29B-41D4-A716-446655440000", "550e8400-e29b-41d4-a716-446655440000"],
    ["550e8400e29b41d4a716446655440000", "550e8400-e29b-41d4-a716-446655440000"],
    ["00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"],
  ]);
  rejects(idKind({ form: "uuid" }), [
    ["", "uuid"],
    ["550e8400-e29b-41d4-a716-44665544000", "uuid"],
    ["550e8400-e29b-41d4-a716-4466554400000", "uuid"],
    ["550e8400-e29b41d4-a716-446655440000", "uuid"],
    ["550e8400e29b-41d4-a716-446655440000", "uuid"],
    ["{550e8400-e29b-41d4-a716-446655440000}", "uuid"],
    ["g50e8400-e29b-41d4-a716-446655440000", "uuid"],
    [" 550e8400-e29b-41d4-a716-446655440000", "uuid"],
  ]);
});

describe("keys of several parts", () => {
  test.each([
    [["a"], "a"],
    [["a|b\\"], "a|b\\"],
    [["a", "b"], "a|b"],
    [["a|b", "c"], "a\\|b|c"],
    [["a", "b|c"], "a|b\\|c"],
    [["a\\", "b"], "a\\\\|b"],
    [["", ""], "|"],
    [["", "", ""], "||"],
    [["😀|", "\n"], "😀\\||\n"],
  ])("%j is %j and back", (parts, text) => {
    expect(joinKey(parts)).toBe(text);
    expect(splitKey(text, parts.length)).toStrictEqual(parts);
  });

  test.each([
    ["a|b", 3],
    ["a", 2],
    ["a|b|c", 2],
    ["a|b\\", 2],
    ["a|\\b", 2],
    ["\\||", 3],
  ])("%j is no key of %i parts", (text, count) => expect(splitKey(text, count)).toBeNull());

  test("no part is a fault of the caller", () => expect(() => joinKey([])).toThrow("at least one"));

  test("different parts never share a key", () => {
    const random = seededRandom(1);
    const seen = new Map<string, string>();
    for (let round = 0; round < 5000; round++) {
      const parts = Array.from({ length: 3 }, () =>
        Array.from({ length: random(4) }, () => "a|\\"[random(3)]).join(""),
      );
      const key = joinKey(parts);
      expect(splitKey(key, 3)).toStrictEqual(parts);
      expect(seen.get(key) ?? JSON.stringify(parts)).toBe(JSON.stringify(parts));
      seen.set(key, JSON.stringify(parts));
    }
  });
});

describe("flag", () => {
  const yes = ["t", "T", "true", "TRUE", "True", "1", "yes", "y", "on", "ON"];
  const no = ["f", "F", "false", "FALSE", "0", "no", "n", "off"];
  accepts(flagKind(), [...yes.map((text) => [text, true] as const), ...no.map((text) => [text, false] as const)]);
  rejects(
    flagKind(),
    ["", " ", "t ", "2", "-1", "10", "1.0", "null", "tr", "truee", "ja", "wahr", "oui"].map(
      (text) => [text, "flag"] as const,
    ),
  );
});

describe("oneOf", () => {
  const status = oneOfKind({ "ETA 9089 Filed": "eta9089", Complete: "i140", "I-140": "i140" });
  accepts(status, [
    ["ETA 9089 Filed", "eta9089"],
    ["Complete", "i140"],
    ["I-140", "i140"],
  ]);
  rejects(status, [
    ["complete", "unknown_value"],
    ["Complete ", "unknown_value"],
    ["", "unknown_value"],
    ["toString", "unknown_value"],
    ["__proto__", "unknown_value"],
    ["constructor", "unknown_value"],
  ]);
  accepts(oneOfKind(["1", "2", "3", "4"]), [["4", "4"]]);
  accepts(oneOfKind(["only"]), [["only", "only"]]);
  accepts(oneOfKind({ "": "none" }), [["", "none"]]);

  test("the message names the known values, up to ten", () => {
    expect(oneOfKind(["a", "b"]).convert("c")).toMatchObject({ message: '"c" is not one of "a", "b"' });
    const many = oneOfKind(Array.from({ length: 30 }, (_, index) => `v${index}`));
    expect(many.convert("c")).toMatchObject({ message: expect.stringMatching(/"v9" and 20 more$/) });
  });

  test("one value is a literal, several are a union, repeated ones once", () => {
    expect(oneOfKind(["only"]).validator.kind).toBe("literal");
    expect(status.validator).toMatchObject({ kind: "union", members: [{ value: "eta9089" }, { value: "i140" }] });
  });

  test("no value is a fault of the plan", () => expect(() => oneOfKind([])).toThrow("at least one"));
});
