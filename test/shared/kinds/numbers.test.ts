import { describe, expect, test } from "vitest";
import { Reject, type Kind } from "../../../convex/shared/kinds/kind.js";
import { centsKind, decimalKind, int64Kind, integerKind, numberKind } from "../../../convex/shared/kinds/index.js";
import { accepts, rejects, seededRandom } from "./cases.js";

describe("integer", () => {
  accepts(integerKind(), [
    ["0", 0],
    ["7", 7],
    ["-7", -7],
    ["2147483648", 2147483648],
    ["9007199254740991", 9007199254740991],
    ["-9007199254740991", -9007199254740991],
  ]);
  accepts(integerKind({ min: 1, max: 4 }), [
    ["1", 1],
    ["4", 4],
  ]);
  rejects(integerKind(), [
    ["9007199254740992", "unsafe_integer"],
    ["9007199254740993", "unsafe_integer"],
    ["-9007199254740992", "unsafe_integer"],
    ["9".repeat(400), "unsafe_integer"],
    ["", "not_an_integer"],
    [" 7", "not_an_integer"],
    ["7\n", "not_an_integer"],
    ["7.0", "not_an_integer"],
    ["7.5", "not_an_integer"],
    ["1e3", "not_an_integer"],
    ["+7", "not_an_integer"],
    ["-0", "not_an_integer"],
    ["007", "not_an_integer"],
    ["0x10", "not_an_integer"],
    ["1_000", "not_an_integer"],
    ["NaN", "not_an_integer"],
    ["t", "not_an_integer"],
    ["١", "not_an_integer"],
  ]);
  rejects(integerKind({ min: 1, max: 4 }), [
    ["0", "out_of_range"],
    ["5", "out_of_range"],
  ]);
});

describe("int64", () => {
  accepts(int64Kind(), [
    ["0", 0n],
    ["9007199254740993", 9007199254740993n],
    ["9223372036854775807", 9223372036854775807n],
    ["-9223372036854775808", -9223372036854775808n],
  ]);
  rejects(int64Kind(), [
    ["9223372036854775808", "out_of_range"],
    ["-9223372036854775809", "out_of_range"],
    ["9".repeat(5000), "out_of_range"],
    [`-${"1".repeat(20)}`, "out_of_range"],
    ["1.0", "not_an_integer"],
    ["", "not_an_integer"],
    ["12n", "not_an_integer"],
    ["0b1", "not_an_integer"],
  ]);
});

describe("number", () => {
  accepts(numberKind(), [
    ["0", 0],
    ["-0", 0],
    ["-0.00", 0],
    ["1.10", 1.1],
    ["0.1", 0.1],
    ["0.30000000000000004", 0.30000000000000004],
    ["1e+20", 1e20],
    ["1E20", 1e20],
    ["1.5e-7", 1.5e-7],
    ["100000000000000000000", 1e20],
    ["9007199254740992", 9007199254740992],
    ["9007199254740994", 9007199254740994],
    ["1.7976931348623157e+308", Number.MAX_VALUE],
    ["5e-324", 5e-324],
    ["2.2250738585072014e-308", 2.2250738585072014e-308],
    ["-123.456000", -123.456],
    ["5.684341886080802e-14", 2 ** -44],
    ["1e23", 1e23],
    ["9.999999999999999e+22", 1e23],
    ["7.600000000000001e+22", 7.6e22],
    ["5.4000000000000004e+22", 5.4e22],
    ["-2.9599999999999998e+23", -2.96e23],
    [`1${"0".repeat(308)}`, 1e308],
    [`1.${"0".repeat(5000)}`, 1],
  ]);
  rejects(numberKind(), [
    ["9007199254740993", "inexact_number"],
    ["0.12345678901234567890", "inexact_number"],
    ["0.10000000000000001", "inexact_number"],
    ["123456789012345678", "inexact_number"],
    ["1e-400", "inexact_number"],
    ["1e-999999999", "inexact_number"],
    ["3e-324", "inexact_number"],
    ["1e400", "out_of_range"],
    ["-1e400", "out_of_range"],
    ["1e999999999", "out_of_range"],
    ["1.7976931348623159e308", "out_of_range"],
    ["NaN", "special_number"],
    ["Infinity", "special_number"],
    ["-Infinity", "special_number"],
    ["", "not_a_number"],
    [" 1", "not_a_number"],
    ["1 ", "not_a_number"],
    ["1,5", "not_a_number"],
    ["+1", "not_a_number"],
    ["01", "not_a_number"],
    [".5", "not_a_number"],
    ["5.", "not_a_number"],
    ["0x1F", "not_a_number"],
    ["1e", "not_a_number"],
    ["1.2.3", "not_a_number"],
    ["nan", "not_a_number"],
    ["inf", "not_a_number"],
    ["$5", "not_a_number"],
  ]);
  accepts(numberKind({ precision: "nearest" }), [
    ["9007199254740993", 9007199254740992],
    ["0.12345678901234567890", 0.12345678901234568],
    ["1e-400", 0],
  ]);
  rejects(numberKind({ precision: "nearest" }), [
    ["1e400", "out_of_range"],
    ["NaN", "special_number"],
  ]);
  accepts(numberKind({ special: "keep" }), [
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["-Infinity", Number.NEGATIVE_INFINITY],
  ]);

  test("every double passes in the form JavaScript prints and comes back unchanged", () => {
    const random = seededRandom(2);
    const view = new DataView(new ArrayBuffer(8));
    for (let round = 0; round < 20_000; round++) {
      for (let at = 0; at < 8; at++) view.setUint8(at, random(256));
      const double = view.getFloat64(0);
      const finite = Number.isFinite(double) ? double : round;
      expect(numberKind().convert(String(finite))).toBe(finite + 0);
    }
  });

  test("a digit appended to a full double never passes unless it is a zero", () => {
    const random = seededRandom(3);
    for (let round = 0; round < 5000; round++) {
      const text = `0.${String(1 + random(9))}${Array.from({ length: 16 }, () => random(10)).join("")}${1 + random(9)}`;
      expect(numberKind().convert(text)).toBeInstanceOf(Reject);
    }
  });
});

describe("decimal", () => {
  accepts(decimalKind(), [
    ["1.10", "1.10"],
    ["0", "0"],
    ["-0", "0"],
    ["-0.00", "0.00"],
    ["-1.50", "-1.50"],
    ["9007199254740993", "9007199254740993"],
    ["0.12345678901234567890", "0.12345678901234567890"],
    ["1.5e3", "1500"],
    ["1e-3", "0.001"],
    ["1.10e1", "11.0"],
    ["0e5", "0"],
    ["12e-1", "1.2"],
    ["9".repeat(1000), "9".repeat(1000)],
  ]);
  rejects(decimalKind(), [
    ["NaN", "special_number"],
    ["Infinity", "special_number"],
    ["-Infinity", "special_number"],
    ["", "not_a_number"],
    ["1,10", "not_a_number"],
    ["$1.10", "not_a_number"],
    ["007", "not_a_number"],
    ["1e999999999", "out_of_range"],
  ]);

  test("long runs of zeros take no quadratic time", () => {
    const text = `0.1${"0".repeat(100_000)}1`;
    expect(decimalKind().convert(text)).toBe(text);
    expect(numberKind().convert(text)).toMatchObject({ code: "inexact_number" });
  });
});

describe("cents", () => {
  accepts(centsKind(), [
    ["85000.50", 8500050n],
    ["85000.5", 8500050n],
    ["85000", 8500000n],
    ["0.07", 7n],
    ["-0.07", -7n],
    ["-12.34", -1234n],
    ["0", 0n],
    ["-0.00", 0n],
    ["1.1000", 110n],
    ["0.29", 29n],
    ["1.15", 115n],
    ["4.35", 435n],
    ["1e3", 100000n],
    ["1e-2", 1n],
    ["92233720368547758.07", 9223372036854775807n],
    ["-92233720368547758.08", -9223372036854775808n],
  ]);
  accepts(centsKind({ digits: 0 }), [
    ["1200", 1200n],
    ["1200.00", 1200n],
  ]);
  accepts(centsKind({ digits: 3 }), [["1.234", 1234n]]);
  rejects(centsKind(), [
    ["1.005", "sub_cent"],
    ["-0.001", "sub_cent"],
    ["0.0000000001", "sub_cent"],
    ["1e-3", "sub_cent"],
    ["1e-9999999", "out_of_range"],
    ["92233720368547758.08", "out_of_range"],
    ["-92233720368547758.09", "out_of_range"],
    ["1e100000", "out_of_range"],
    ["NaN", "special_number"],
    ["Infinity", "special_number"],
    ["$1,234.50", "money_text"],
    ["-$1,234.50", "money_text"],
    ["($1,234.50)", "money_text"],
    ["1.234,50 €", "money_text"],
    ["CHF 1'234.50", "money_text"],
    ["R$ 5", "money_text"],
    ["5 USD", "money_text"],
    ["1,234.50", "money_text"],
    ["", "not_a_number"],
    ["abc", "not_a_number"],
    ["hello, 1", "not_a_number"],
    ["1.2.3", "not_a_number"],
    ["007", "not_a_number"],
    ["12-34", "not_a_number"],
  ]);
  rejects(centsKind({ digits: 0 }), [["0.5", "sub_cent"]]);

  test("an int64 and the float of a later migration have the same canonical form", () => {
    const cents: Kind = centsKind();
    expect(cents.canonical(8500050n)).toBe("8500050n");
    expect(cents.canonical(8500050)).toBe("8500050n");
    expect(cents.canonical(8500051n)).not.toBe(cents.canonical(8500050n));
    const int64: Kind = int64Kind();
    expect(int64.canonical(-0)).toBe("0n");
    expect(int64.canonical(0.5)).toBe("0.5");
  });

  test("a wrong number of digits is a fault of the plan", () =>
    expect(() => centsKind({ digits: -1 })).toThrow("digits"));

  test("every amount comes back to the cent", () => {
    const random = seededRandom(4);
    for (let round = 0; round < 5000; round++) {
      const amount = BigInt(random(2 ** 31)) * BigInt(random(2 ** 31)) * (random(2) ? 1n : -1n);
      const absolute = amount < 0n ? -amount : amount;
      const text = `${amount < 0n ? "-" : ""}${absolute / 100n}.${String(absolute % 100n).padStart(2, "0")}`;
      expect(centsKind().convert(text)).toBe(amount);
    }
  });
});
