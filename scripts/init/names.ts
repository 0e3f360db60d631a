import { wordsOf } from "../rows/keys/names.js";
import { camelCase, isIdentifier } from "../../convex/shared/plan/names.js";

/** Leaves room for `legacy` in front and for a number behind within Convex's 64 characters. */
const longestName = 56;

/** A conventional name: `OrderDetails` → `orderDetails`, `ORDER_ID` → `orderId`, `2fa` → `field2fa`. */
export function niceName(raw: string, fallback: "table" | "field"): string {
  const plain = camelCase(raw);
  const isFine =
    isIdentifier(plain) &&
    /^[a-z]/.test(plain) &&
    plain.length <= longestName &&
    !/^(?:[A-Z]{2}|[A-Z][^a-z]*$)/.test(raw);
  if (isFine) return plain;
  const ascii = raw
    .replace(/[ßæøłđœ]/gi, (letter) => spelledOut[letter.toLowerCase()] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
  const isShouted = !/[a-z]/.test(ascii);
  const words = ascii.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const name = words.map((word, at) => caseWord(isShouted ? word.toLowerCase() : word, at === 0)).join("");
  const cut = name.slice(0, longestName);
  return /^[a-z]/i.test(cut) ? cut : `${fallback}${cut}`;
}

const spelledOut: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", ø: "oe", ł: "l", đ: "d", œ: "oe" };

function caseWord(word: string, isFirst: boolean): string {
  if (!isFirst) return word.charAt(0).toUpperCase() + word.slice(1);
  return uncapitalized(word.replace(/^[A-Z]{2,}(?=[A-Z][a-z]|$|\d)/, (capitals) => capitals.toLowerCase()));
}

/** The name itself, or the first free one with a number appended; it is taken from now on. */
export function takeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}${String(number)}`;
  taken.add(name);
  return name;
}

/** `by_user_id_and_key`, within Convex's 64 characters. */
export function indexName(fields: readonly string[]): string {
  return `by_${fields.map((field) => wordsOf(field).join("_")).join("_and_")}`.slice(0, 60).replace(/_+$/, "");
}

function uncapitalized(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
