import * as fields from "../../convex/shared/plan/valueFields.js";
import { v } from "convex/values";
import type { Field } from "../../convex/shared/plan/field.js";
import type { SourceColumn } from "../sources/source.js";
import { renderString } from "../project/code/render.js";
import { isEmailName } from "../rows/validate/addresses.js";
import { wordsOf } from "../rows/keys/names.js";

/** A kind a column may have, as code and as what the code means. */
export interface FieldChoice {
  readonly code: string;
  /** null for `omit`. */
  readonly field: Field | null;
  readonly comment?: string;
  /** What its values look like, where the field would also take others. */
  readonly takes?: RegExp;
  /** A few values may be no such thing: the column keeps its kind, and they are left out. */
  readonly mayHoldOdd?: true;
  /** How many such values the sample has. */
  readonly odd?: number;
  /** Why the column is left out. */
  readonly omitted?: string;
  /** It writes what the app's schema.ts has: `only` then, or by the column's type `too`. */
  readonly forSchema?: "only" | "too";
  /** The words of a `oneOf`. */
  readonly words?: readonly string[];
}

type ValueField = Parameters<typeof fields.list>[0];
export interface ValueChoice extends FieldChoice {
  readonly field: ValueField;
}

export const text: ValueChoice = { code: "text()", field: fields.text() };

type Rule = (column: SourceColumn, type: string) => FieldChoice[];

const choice = (code: string, field: Field, comment?: string): FieldChoice => ({
  code,
  field,
  ...(comment === undefined ? {} : { comment }),
});
/** A kind that a few odd values do not take from a column. */
const mostly = (code: string, field: Field, comment?: string): FieldChoice => ({
  ...choice(code, field, comment),
  mayHoldOdd: true,
});
export const omit = (reason: string): FieldChoice => ({
  code: `omit(${renderString(reason)})`,
  field: null,
  omitted: reason,
});

const textRule: Rule = ({ name }, type) => {
  if (isEmailName(name)) return [mostly("email()", fields.email()), text];
  return type === "string" ? [...timeChoices(name), text] : [text];
};

/** The text of files has no type: what is a point in time with its zone in every row is one. */
function timeChoices(name: string): FieldChoice[] {
  const isTime = /^(?:at|on|time|date|timestamp|created|updated|joined)$/.test(wordsOf(name).at(-1) ?? "");
  const times = choice("timestamp()", fields.timestamp(), "text in the file, a time in every row");
  const milliseconds = choice(
    'timestamp({ form: "milliseconds" })',
    fields.timestamp({ form: "milliseconds" }),
    "milliseconds since 1970, as text in the file",
  );
  return [
    { ...times, takes: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/ },
    ...(isTime ? [{ ...milliseconds, takes: /^-?\d{12,13}$/ }] : []),
  ];
}

const paddedRule: Rule = (_, type) =>
  /\(1\)|^"char"$|^char$|^character$/i.test(type)
    ? [text]
    : [choice('text({ trim: "end" })', fields.text({ trim: "end" })), text];

const wholeRule: Rule = () => [mostly("integer()", fields.integer()), mostly("int64()", fields.int64()), text];
const bigRule: Rule = () => [mostly("int64()", fields.int64()), text];

const numericRule: Rule = ({ name }, type) => {
  const isMoney = /\(\s*\d+\s*,\s*2\s*\)$/.test(type) && isMoneyName(name);
  const decimal = mostly("decimal()", fields.decimal());
  return isMoney ? [mostly("cents()", fields.cents()), decimal, text] : [decimal, text];
};

const moneyWords = new Set(
  `amount price total subtotal cost wage salary fee fees balance tax revenue budget deposit refund freight spent paid`.split(
    " ",
  ),
);
const ratioWords = new Set(["rate", "percent", "percentage", "ratio", "factor", "count", "hours", "weight"]);

function isMoneyName(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => moneyWords.has(word)) && !words.some((word) => ratioWords.has(word));
}

const floatRule: Rule = () => [
  mostly("number()", fields.number()),
  choice('number({ special: "keep" })', fields.number({ special: "keep" }), "holds NaN or Infinity"),
  text,
];

/** In milliseconds: 9999-12-31 and 0001-01-01. */
const lastInstant = 253_402_214_400_000;
const firstInstant = -62_135_596_800_000;

const dateRule: Rule = () => [
  mostly("date()", fields.date()),
  choice(
    'date({ infinity: { infinity: "9999-12-31", negativeInfinity: "0001-01-01" } })',
    fields.date({ infinity: { infinity: "9999-12-31", negativeInfinity: "0001-01-01" } }),
    "infinity becomes the last day of 9999, -infinity the first of year 1",
  ),
  text,
];

// Numbers may count seconds or milliseconds, which only the author knows, unless all have as many digits as milliseconds have.
const instantRule: Rule = () => [
  mostly("timestamp()", fields.timestamp()),
  choice(
    `timestamp({ infinity: { infinity: ${lastInstant}, negativeInfinity: ${firstInstant} } })`,
    fields.timestamp({ infinity: { infinity: lastInstant, negativeInfinity: firstInstant } }),
    "infinity becomes the last day of 9999, -infinity the first of year 1",
  ),
  {
    ...choice(
      'timestamp({ form: "milliseconds" })',
      fields.timestamp({ form: "milliseconds" }),
      "milliseconds since 1970",
    ),
    takes: /^\d{12,13}$/,
    mayHoldOdd: true,
  },
  text,
];

/** MySQL's and SQLite's way to write a boolean. */
const tinyRule: Rule = (column, type) =>
  /\(1\)/.test(type) ? [mostly("flag()", fields.flag()), ...wholeRule(column, type)] : wholeRule(column, type);

const numberRule: Rule = () => [mostly("number()", fields.number()), choice("decimal()", fields.decimal()), text];

/** Rows of a JSON file whose field is not of one type. */
const mixedRule: Rule = () => [
  { ...text, comment: "values of several types, as text" },
  choice(
    'text({ json: "keep" })',
    fields.text({ json: "keep" }),
    "values of several types, objects among them, as JSON text",
  ),
];

const jsonRule: Rule = () => [
  mostly("json(v.any())", fields.json(v.any())),
  choice(
    'text({ json: "keep" })',
    fields.text({ json: "keep" }),
    "JSON as text: it holds names or values that Convex refuses inside a document",
  ),
];

const bytesRule: Rule = () => [
  choice("bytes()", fields.bytes()),
  choice('bytes({ from: "escape" })', fields.bytes({ from: "escape" }), "written with bytea_output = escape"),
  text,
];

const pointRule: Rule = () => [
  choice('geoPoint({ order: "lng-lat" })', fields.geoPoint({ order: "lng-lat" }), "read as (longitude, latitude)"),
  choice("text()", fields.text(), "a point, though not one on earth"),
];

/** PostGIS: only of a point in degrees Convex has a form; other shapes stay as PostGIS prints them. */
const placeRule: Rule = (_, type) => {
  const shape = { ...text, comment: `${type} in the source, as text` };
  return /\(\s*point\s*,\s*4326\s*\)/i.test(type) ? [choice("geoPoint()", fields.geoPoint()), shape] : [shape];
};

const computedRule: Rule = () => [omit("NocoDB computes it from other columns")];

const only =
  (code: string, field: Field): Rule =>
  () => [mostly(code, field), text];

const asText =
  (comment: string): Rule =>
  () => [choice("text()", fields.text(), comment)];

/** By the type's own name in PostgreSQL, in lower case. */
export const rulesByType: Readonly<Record<string, Rule | undefined>> = {
  text: textRule,
  "character varying": textRule,
  citext: textRule,
  singleselect: textRule,
  character: paddedRule,
  char: paddedRule,
  '"char"': paddedRule,
  uuid: () => [text],
  name: () => [text],
  smallint: wholeRule,
  integer: wholeRule,
  tinyint: tinyRule,
  bigint: bigRule,
  numeric: numericRule,
  decimal: numericRule,
  real: floatRule,
  "double precision": floatRule,
  number: numberRule,
  vector: () => [choice("list(number())", fields.list(fields.number())), text],
  mixed: mixedRule,
  boolean: only("flag()", fields.flag()),
  "timestamp with time zone": instantRule,
  "timestamp without time zone": instantRule,
  timestamp: instantRule,
  date: dateRule,
  "time without time zone": only("time()", fields.time()),
  "time with time zone": only("time()", fields.time()),
  time: only("time()", fields.time()),
  interval: only('duration({ to: "iso" })', fields.duration({ to: "iso" })),
  json: jsonRule,
  jsonb: jsonRule,
  bytea: bytesRule,
  blob: () => [choice("bytes()", fields.bytes()), text],
  point: pointRule,
  geography: placeRule,
  geometry: placeRule,
  geodata: only("geoPoint()", fields.geoPoint()),
  duration: () => [choice("number()", fields.number(), "seconds, as NocoDB keeps durations"), text],
  formula: computedRule,
  rollup: computedRule,
  lookup: computedRule,
  barcode: computedRule,
  qrcode: computedRule,
  button: computedRule,
  order: () => [omit("NocoDB's own order of rows")],
  money: asText("money in the notation of the server's locale; cast it to numeric(12,2) at the source for cents()"),
  oid: asText("an object id of the old database; a large object behind it is not migrated"),
  tsvector: () => [omit("search index of the old database; Convex has its own: .searchIndex(…)")],
};
