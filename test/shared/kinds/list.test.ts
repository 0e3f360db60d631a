import { v } from "convex/values";
import { describe, expect, test } from "vitest";
import type { Kind } from "../../../convex/shared/kinds/kind.js";
import {
  bytesKind,
  centsKind,
  emailKind,
  flagKind,
  idKind,
  int64Kind,
  integerKind,
  jsonKind,
  listKind,
  numberKind,
  textKind,
} from "../../../convex/shared/kinds/index.js";
import { accepts, rejects, seededRandom } from "./cases.js";

describe("a PostgreSQL array", () => {
  accepts(listKind(textKind()), [
    ["{}", []],
    ["{a}", ["a"]],
    ["{a,b,c}", ["a", "b", "c"]],
    ['{a,"b,c","NULL"}', ["a", "b,c", "NULL"]],
    ['{"a,b","c\\"d","e\\\\f"}', ["a,b", 'c"d', "e\\f"]],
    ['{""}', [""]],
    ['{"", " "}', ["", " "]],
    ['{"{a,b}"}', ["{a,b}"]],
    ['{"new\nline","tab\t"}', ["new\nline", "tab\t"]],
    ["{a b,c}", ["a b", "c"]],
    ["{ a , b }", ["a", "b"]],
    ["{nullable}", ["nullable"]],
    ["{\\N}", ["N"]],
    ["{\u00a0a\u00a0,\u2003}", ["\u00a0a\u00a0", "\u2003"]],
    ["{[0:1]}", ["[0:1]"]],
    ['{"[1:2]={a}"}', ["[1:2]={a}"]],
    ["{😀,é}", ["😀", "é"]],
  ]);
  rejects(listKind(textKind()), [
    ["{a,NULL}", "null_element"],
    ["{null}", "null_element"],
    ["{a,b", "list"],
    ["{a,b}}", "list"],
    ["{a,,b}", "list"],
    ["{,}", "list"],
    ["{a,}", "list"],
    ['{"a}', "list"],
    ['{"a"b}', "list"],
    ['{a"b"}', "list"],
    ["{a}b", "list"],
    ["{a\\", "list"],
    ['{"a\\', "list"],
    ['{"a\\"', "list"],
    ["{", "list"],
    ["{ ", "list"],
    ["{a} ", "list"],
    ["a,b", "list"],
    ["", "list"],
    ["null", "list"],
    ["{{a},{b}}", "nested_array"],
    ["{a,{b}}", "nested_array"],
    ["{{a}", "list"],
    ["[0:1]={a,b}", "array_bounds"],
    ["[-1:0]={a,b}", "array_bounds"],
    ["[1:1][0:1]={{a,b}}", "array_bounds"],
    ["[0:1]=", "list"],
    [`{${"a,".repeat(8192)}a}`, "too_long"],
  ]);
  accepts(listKind(textKind(), { nulls: "omit" }), [['{a,NULL,null,"NULL",b}', ["a", "NULL", "b"]]]);
  accepts(listKind(textKind(), { bounds: "drop" }), [["[0:1]={a,b}", ["a", "b"]]]);
  accepts(listKind(integerKind()), [["{1,2,-3}", [1, 2, -3]]]);
  accepts(listKind(flagKind()), [["{t,f}", [true, false]]]);
  accepts(listKind(int64Kind()), [["{9007199254740993}", [9007199254740993n]]]);
  accepts(listKind(centsKind()), [["{1.10,2}", [110n, 200n]]]);
  accepts(listKind(jsonKind()), [['{"{\\"a\\": 1}","\\"x\\""}', [{ a: 1 }, "x"]]]);
  accepts(listKind(bytesKind()), [['{"\\\\x00ff"}', [new Uint8Array([0, 255]).buffer]]]);
  rejects(listKind(integerKind()), [
    ["{1,x}", "not_an_integer"],
    ["{1,9007199254740993}", "unsafe_integer"],
  ]);
});

describe("lists of lists", () => {
  accepts(listKind(listKind(textKind())), [
    ["{}", []],
    [
      "{{a,b},{c,d}}",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      '{{"}","{"},{"\\"","\\\\"}}',
      [
        ["}", "{"],
        ['"', "\\"],
      ],
    ],
    ['[["a"],[]]', [["a"], []]],
  ]);
  accepts(listKind(listKind(listKind(integerKind()))), [
    [
      "{{{1,2},{3,4}}}",
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ],
  ]);
  rejects(listKind(listKind(textKind())), [
    ["{a,b}", "nested_array"],
    ['{"{a,b}"}', "nested_array"],
    ['["{a}"]', "nested_array"],
    ["{{a},{NULL}}", "null_element"],
  ]);
});

describe("a JSON array", () => {
  accepts(listKind(textKind()), [
    ["[]", []],
    [' ["a", "b,c", "\\u00e9"] ', ["a", "b,c", "é"]],
    ['[1, 9007199254740993, true, "{}"]', ["1", "9007199254740993", "true", "{}"]],
  ]);
  accepts(listKind(int64Kind()), [['[9007199254740993, "5"]', [9007199254740993n, 5n]]]);
  accepts(listKind(numberKind()), [["[1.10, 2e3]", [1.1, 2000]]]);
  accepts(listKind(flagKind()), [["[true, false, 1]", [true, false, true]]]);
  accepts(listKind(emailKind()), [['["A@x.com"]', ["a@x.com"]]]);
  accepts(listKind(jsonKind()), [['["a", null, [1], {"b": 2}]', ["a", null, [1], { b: 2 }]]]);
  accepts(listKind(textKind(), { nulls: "omit" }), [['["a", null]', ["a"]]]);
  rejects(listKind(textKind()), [
    ["[null]", "null_element"],
    ['["a"', "json"],
    ['["a",]', "json"],
    ['["a"] x', "json"],
    ['[["a"]]', "nested_array"],
    ['["\\ud800"]', "surrogate"],
    ["[".repeat(100_000), "too_deep"],
    [`[${"1,".repeat(8192)}1]`, "too_long"],
  ]);
  rejects(listKind(jsonKind(v.string())), [['["a", 1]', "shape"]]);
});

describe("a list joined by hand", () => {
  accepts(listKind(textKind({ trim: true }), { separator: "," }), [
    ["", []],
    ["a", ["a"]],
    ["a, b", ["a", "b"]],
    ["{a}", ["{a}"]],
    ["[1]", ["[1]"]],
  ]);
  rejects(listKind(idKind(), { separator: "," }), [["a,,b", "empty"]]);
});

test("a bad element is named by its index", () => {
  expect(listKind(integerKind()).convert("{1,2,x}")).toMatchObject({
    code: "not_an_integer",
    message: expect.stringMatching(/^at \[2\]: "x" is not/),
  });
});

test("elements have the canonical form of their own kind", () => {
  const list: Kind = listKind(centsKind());
  expect(list.canonical([110n, 200n])).toBe("[110n,200n]");
  expect(list.canonical([110, 200])).toBe("[110n,200n]");
});

test("what PostgreSQL would print comes back", () => {
  const random = seededRandom(8);
  const letters = ["a", ",", "{", "}", '"', "\\", " ", "\n", "NULL", "é", "😀"];
  const kind = listKind(textKind());
  for (let round = 0; round < 5000; round++) {
    const texts = Array.from({ length: random(5) }, () =>
      Array.from({ length: random(5) }, () => letters[random(letters.length)]).join(""),
    );
    const literal = `{${texts.map(printed).join(",")}}`;
    expect(kind.convert(literal)).toStrictEqual(texts);
    expect(kind.convert(JSON.stringify(texts))).toStrictEqual(texts);
  }
});

/** array_out's rule: quotes where the text is empty, NULL, or holds a character with a meaning. */
function printed(text: string): string {
  if (text !== "" && text.toUpperCase() !== "NULL" && !/[\s{},"\\]/.test(text)) return text;
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

test("an element of ten million characters is no problem", () => {
  const long = "x y".repeat(3_333_333);
  expect(listKind(textKind()).convert(`{"${long}"}`)).toStrictEqual([long]);
  expect(listKind(textKind()).convert(`{${long}}`)).toStrictEqual([long]);
  const quotes = '"\\\\'.repeat(1_000_000);
  expect(listKind(textKind()).convert(`{${printed(quotes)}}`)).toStrictEqual([quotes]);
});
