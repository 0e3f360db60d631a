import type { Form, Raw } from "../../convex/shared/kinds/kind.js";
import { withForms } from "../../scripts/sources/source.js";
import { type Case, name, number, one, optionalRef, parents, text, users } from "./caseTables.js";

const invalid = (schema: string, code: string, value: Raw): Case => ({
  tables: name(schema, code, value),
  changes: [`name: ${code}.optional().invalid("clear"),`, "allow: { rejected: 1 },"],
});

/** What a source delivers in another form than text. */
const inForm = (schema: string, code: string, value: string, form: Form, first?: string): Case => ({
  tables: one(`name: ${schema}`, { name: code }, "id name", [withForms(["1", value], new Map([[1, form]])) as Raw[]]),
  changes: [first ?? `name: ${code}.optional().invalid("clear"),`, "allow: { rejected: 1 },"],
});

/** Titles begin with the code of the finding that the changes settle. */
export const cases: Readonly<Record<string, Case>> = {
  null: { tables: name(text, "text()", null), changes: ["name: text().optional(),", "allow: { rejected: 1 },"] },
  "null, where the schema wants a value": {
    tables: name("v.string()", "text()", null),
    changes: ["allow: { rejected: 1 },"],
  },
  "null, where the schema takes null": {
    tables: name("v.union(v.string(), v.null())", "text()", null),
    changes: ["name: text().nullable(),", "allow: { rejected: 1 },"],
  },
  "null, beside issues that the plan allows": {
    tables: name("v.string()", "text()", null, { options: { allow: "{ issues: 2 }" } }),
    changes: ["allow: { rejected: 1, issues: 2 },"],
  },
  ambiguous_time: invalid(number, 'timestamp({ zone: "Europe/Paris" })', "2024-10-27 02:30:00"),
  array_bounds: {
    tables: name("v.array(v.string())", "list(text())", "[0:1]={a,b}"),
    changes: ['name: list(text(), { bounds: "drop" }),', "allow: { rejected: 1 },"],
  },
  blob_value: inForm(text, "text()", "\\x00", "bytes"),
  bytes: invalid("v.optional(v.bytes())", "bytes()", "abc"),
  calendar_unit: invalid(number, "duration()", "1 mon"),
  date: invalid(text, "date()", "soon"),
  duplicate_key: invalid("v.optional(v.any())", "json(v.any())", '{"a":1,"a":2}'),
  duration: invalid(number, "duration()", "long"),
  email: invalid(text, "email()", "nobody"),
  empty: invalid(text, 'text({ empty: "reject" })', ""),
  field_name: invalid("v.optional(v.any())", "json(v.any())", '{"$a":1}'),
  flag: invalid("v.optional(v.boolean())", "flag()", "maybe"),
  geo_point: invalid("v.optional(v.any())", "geoPoint()", "here"),
  inexact_number: invalid(number, "number()", "0.12345678901234567890123"),
  infinity: invalid(number, "timestamp()", "infinity"),
  json: invalid("v.optional(v.any())", "json(v.any())", "{"),
  json_value: inForm(text, "text()", "{}", "json", 'name: text({ json: "keep" }),'),
  "json_value, where no text is planned": {
    ...inForm(number, "number()", "{}", "json"),
  },
  list: invalid("v.optional(v.array(v.string()))", "list(text())", "a"),
  no_such_date: invalid(text, "date()", "2024-02-30"),
  no_such_time: invalid(text, "time()", "25:00:00"),
  nonexistent_time: invalid(number, 'timestamp({ zone: "Europe/Paris" })', "2024-03-31 02:30:00"),
  not_a_number: invalid(number, "number()", "many"),
  not_an_integer: invalid(number, "integer()", "1.5"),
  null_element: {
    tables: name("v.array(v.string())", "list(text())", "{a,NULL}"),
    changes: ['name: list(text(), { nulls: "omit" }),', "allow: { rejected: 1 },"],
  },
  out_of_range: invalid(number, "integer({ max: 5 })", "6"),
  shape: invalid("v.optional(v.array(v.string()))", "json(v.array(v.string()))", "[1]"),
  special_number: invalid(number, "number()", "NaN"),
  sub_cent: invalid("v.optional(v.int64())", "cents()", "1.005"),
  surrogate: invalid(text, "text()", "\ud800"),
  text_value: inForm("v.optional(v.bytes())", "bytes()", "abc", "text"),
  time: invalid(text, "time()", "noon"),
  timestamp: invalid(number, "timestamp()", "then"),
  too_long: invalid(text, "text({ maxLength: 2 })", "abc"),
  too_precise: invalid(number, "timestamp()", "2024-03-10 10:00:00.1234567+00"),
  unknown_zone: invalid(number, 'timestamp({ zone: "Mars/Olympus" })', "2024-03-10 02:30:00"),
  unknown_value: invalid(text, 'oneOf(["a", "b"])', "c"),
  "unknown_value, of words that are there in other spellings": {
    tables: one("name: v.string()", { name: 'oneOf({ client: "customer", "On hold": "waiting" })' }, "id name", [
      ["1", "Client"],
      ["2", "client "],
      ["3", "ON_HOLD"],
      ["4", "Client"],
    ]),
    changes: [
      'name: oneOf({ client: "customer", "On hold": "waiting", Client: "customer", ON_HOLD: "waiting", "client ": "customer" }),',
      "allow: { rejected: 4 },",
    ],
  },
  unsafe_integer: invalid(number, "integer()", "9007199254740993"),
  unsafe_number: invalid("v.optional(v.any())", "json(v.any())", "[9007199254740993]"),
  "infinity, in a column with a default": {
    tables: name("v.number()", "timestamp().or(0)", "infinity"),
    changes: ['name: timestamp().or(0).invalid("clear"),', "allow: { rejected: 1 },"],
  },
  "email, which the schema lets be absent": {
    tables: name(text, "email()", "nobody"),
    changes: ['name: email().optional().invalid("clear"),', "allow: { rejected: 1 },"],
  },
  duplicate: {
    tables: one(
      "name: v.string()",
      { name: "text()" },
      "id name",
      [
        ["1", "a"],
        ["2", "a"],
      ],
      {
        options: { unique: '[["name"], ["legacyId"]]' },
      },
    ),
    changes: ['unique: [["legacyId"]],', "allow: { rejected: 1 },"],
  },
  duplicate_id: {
    tables: one("", {}, "id", [["1"], ["1"]]),
    changes: ["allow: { rejected: 1 },"],
  },
  "bad, a rule of the plan": {
    tables: one("", {}, "id", [["1"]], { options: { rejectWhen: '{ bad: (row) => row.id === "1" }' } }),
    changes: ["allow: { rejected: 1 },"],
  },
  creation_time: {
    tables: one("", { at: "timestamp().asCreationTime()" }, "id at", [["1", "1960-01-01 00:00:00+00"]]),
    changes: ["allow: { rejected: 1 },"],
  },
  no_match: {
    tables: {
      things: {
        columns: { id: "id()", price: "text().optional()" },
        derived: { price: 'lookup("parents", { where: { id: "id" }, take: "id" })' },
        schema: `price: ${text}`,
        names: ["id"],
        rows: [["9"]],
      },
      parents,
    },
    changes: [
      'price: lookup("parents", { where: { id: "id" }, take: "id", missing: "null" }),',
      "allow: { rejected: 1 },",
    ],
  },
  "orphan, of a reference that rejects": {
    tables: {
      ...one(optionalRef, { parent_id: 'ref("parents", { missing: "reject" })' }, "id parent_id", [["1", "9"]]),
      parents,
    },
    changes: ['parent_id: ref("parents", { missing: "clear" }),', "allow: { rejected: 1 },"],
  },
  "orphan, of a reference that becomes an issue": {
    tables: { ...one(optionalRef, { parent_id: 'ref("parents")' }, "id parent_id", [["1", "9"]]), parents },
    changes: ['parent_id: ref("parents", { missing: "clear" }),', "allow: { issues: 1 },"],
  },
  "orphan, of a reference that the schema requires": {
    tables: {
      ...one('parentId: v.id("parents")', { parent_id: 'ref("parents")' }, "id parent_id", [["1", "9"]]),
      parents,
    },
    changes: ["allow: { issues: 1 },"],
  },
  filtered_target: {
    tables: {
      ...one('parentId: v.id("parents")', { parent_id: 'ref("parents")' }, "id parent_id", [["1", "9"]]),
      parents: { ...parents, options: { filter: '(row) => row.id !== "9"' }, rows: [["1"], ["9"]] },
    },
    changes: ['parent_id: ref("parents", { missing: "reject" }),', "allow: { issues: 1 },"],
  },
  "filtered_target, which the schema lets be missing": {
    tables: {
      ...one(optionalRef, { parent_id: 'ref("parents")' }, "id parent_id", [["1", "9"]]),
      parents: { ...parents, options: { filter: '(row) => row.id !== "9"' }, rows: [["1"], ["9"]] },
    },
    changes: [
      'parent_id: ref("parents", { missing: "clear" }),',
      'parent_id: ref("parents", { missing: "reject" }),',
      "allow: { issues: 1 },",
    ],
  },
  required_reference: {
    tables: {
      ...one('parentId: v.id("parents")', { parent_id: 'ref("parents", { missing: "clear" })' }, "id parent_id", [
        ["1", "9"],
        ["2", "1"],
      ]),
      parents,
    },
    changes: ['parent_id: ref("parents", { missing: "reject" }),'],
  },
  shared_match: {
    tables: one(
      "provider: v.string(), account: v.string()",
      { provider: "text()", account: "email()" },
      "id provider account",
      [
        ["1", "password", "ann@example.com"],
        ["2", "google", "ann@example.com"],
        ["3", "password", "Ann@example.com"],
      ],
      { options: { match: '["provider", "account"]' } },
    ),
    changes: ['merge: { by: ["provider", "account"], keep: "legacyId" },', "allow: { issues: 2 },"],
  },
  rejected_target: {
    tables: {
      ...one(optionalRef, { parent_id: 'ref("parents")' }, "id parent_id", [["1", "9"]]),
      parents: {
        columns: { id: "id()" },
        options: { rejectWhen: '{ bad: (row) => row.id === "9" }', allow: "{ rejected: 1 }" },
        schema: "",
        names: ["id"],
        rows: [["9"]],
      },
    },
    changes: ['parent_id: ref("parents", { missing: "clear" }),', "allow: { issues: 1 },"],
  },
  ambiguous_key: {
    tables: {
      ...one("name: v.string()", { name: "text()" }, "id name", [
        ["1", "a"],
        ["2", "a"],
      ]),
      others: {
        columns: { id: "id()", thing: 'ref("things", { to: "name" })' },
        schema: 'thing: v.optional(v.id("things"))',
        names: ["id", "thing"],
        rows: [],
      },
    },
    changes: ["allow: { issues: 1 },"],
  },
  forgotten_column: {
    tables: one("", {}, "id notes", [["1", "a"]]),
    changes: ['notes: omit("why it is left out"),'],
  },
  unknown_column: {
    tables: one("", {}, "id notes", [["1", "a"]], { options: { filter: '(row) => row.notes !== "b"' } }),
    changes: ['notes: omit("the plan\'s rules read it"),'],
  },
  unplanned_table: {
    tables: one("", {}, "id", [["1"]]),
    others: { "public.stars": { columns: ["id"], rows: [["1"]] } },
    changes: ['"public.stars": "why it is left out",'],
  },
  users_not_matched: {
    tables: one("email: v.string()", { email: "email()" }, "id email", [["1", "a@b.co"]]),
    changes: ['match: "email",', 'unmatchedUsers: "why nobody is matched",'],
  },
  duplicate_email: {
    tables: users("email()", [
      ["1", "a@b.co"],
      ["2", "a@b.co"],
    ]),
    changes: ['merge: { by: ["email"], keep: "legacyId" },', "allow: { issues: 2 },"],
  },
  case_variant_email: {
    tables: users("email()", [
      ["1", "a@b.co"],
      ["2", "A@b.co"],
    ]),
    changes: ['merge: { by: ["email"], keep: "legacyId" },', "allow: { issues: 2 },"],
  },
  untidy_email: { tables: users("text().optional()", [["1", "A@b.co"]]), changes: ["email: email().optional(),"] },
  verification_not_mapped: {
    tables: users(
      "email()",
      [["1", "a@b.co", "2024-03-10 10:00:00+00"]],
      { email_verified_at: 'omit("not needed")' },
      "id email email_verified_at",
    ),
    changes: ['email_verified_at: timestamp().optional().as("emailVerificationTime"),'],
  },
  accounts_not_matched: {
    tables: {
      authAccounts: {
        columns: { id: "id()", provider: "text()", providerAccountId: "text()" },
        schema: "provider: v.string(), providerAccountId: v.string()",
        names: ["id", "provider", "providerAccountId"],
        rows: [],
      },
    },
    changes: ['match: ["provider", "providerAccountId"],'],
  },
  incomplete_column: {
    tables: one("name: v.optional(v.string())", { name: "text().optional()" }, "id name", [["1", "a"]]),
    incomplete: "name",
    changes: ['name: omit("why it is left out"),'],
  },
  unlinked_list: {
    tables: {
      ...one("parent_ids: v.array(v.string())", { parent_ids: 'list(text()).as("parent_ids")' }, "id parent_ids", [
        ["1", "{1}"],
      ]),
      parents,
    },
    schemaAfter: 'parent_ids: v.array(v.id("parents"))',
    changes: ['parent_ids: list(ref("parents")).as("parent_ids"),'],
  },
};
