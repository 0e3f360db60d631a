import { quote, reject, type Reject } from "./kind.js";
import { parseDecimal, printDecimal } from "./decimalText.js";
import { readDouble } from "./double.js";

/** 0001-01-01 and 9999-12-31 at their outer ends, in epoch milliseconds. */
const first = -62_135_596_800_000;
const last = 253_402_300_799_999;

/** Seconds or milliseconds since 1970, with or without a fraction → epoch milliseconds. Codes as `timestampKind`. */
export function convertEpoch(
  text: string,
  unit: "seconds" | "milliseconds",
  microseconds: "keep" | "round",
): number | Reject {
  const decimal = parseDecimal(text);
  if (decimal === null) return reject("timestamp", `${quote(text)} is not a number of ${unit}`);
  if (decimal === "huge") return reject("out_of_range", `${quote(text)} is outside the years 0001 to 9999`);
  const double = readDouble(printDecimal({ ...decimal, scale: decimal.scale - (unit === "seconds" ? 3 : 0) }));
  if (
    double.kind === "not_a_number" ||
    double.kind === "too_large" ||
    double.value < first ||
    double.value >= last + 1
  ) {
    return reject("out_of_range", `${quote(text)} ${unit} is outside the years 0001 to 9999`);
  }
  if (double.kind === "inexact") return reject("too_precise", `a number cannot hold all digits of ${quote(text)}`);
  return microseconds === "round" ? roundHalfUp(double.value) : double.value;
}

/** Not `Math.round(value)` nor `floor(value + 0.5)`: the addition itself may round up. */
function roundHalfUp(value: number): number {
  const whole = Math.floor(value);
  return value - whole >= 0.5 ? whole + 1 : whole;
}

/** Epoch milliseconds → seconds or milliseconds since 1970 in plain decimal notation. */
export function printEpoch(instant: number, unit: "seconds" | "milliseconds"): string | Reject {
  const decimal = parseDecimal(String(instant));
  if (decimal === null || decimal === "huge") return reject("not_invertible", `${instant} is not a moment`);
  const text = printDecimal({ ...decimal, scale: decimal.scale + (unit === "seconds" ? 3 : 0) });
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
