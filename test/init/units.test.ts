import { expect, test } from "vitest";
import { docComment, lineComments, renderString } from "../../scripts/project/code/render.js";
import { niceName } from "../../scripts/init/names.js";
import { singular, wordsOf } from "../../scripts/rows/keys/names.js";
import { DdlCursor, readAllowedWords, readConstant, readUniqueIndex, tokenize } from "../../scripts/sources/sql/ddl.js";

test.each([
  ["CHECK ((role = ANY (ARRAY['a'::text, 'b''s'::text])))", ["a", "b's"]],
  ["CHECK (((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying(20)])::text[])))", ["a", "b"]],
  ["CHECK ((s = 'only'::text))", ["only"]],
  ["CHECK (((s IS NULL) OR (s = ANY (ARRAY['a'::text]))))", ["a"]],
  ["CHECK (((s = 'a'::text) OR (s IS NULL)))", ["a"]],
  ["CHECK (s IN ('a', 'b'))", ["a", "b"]],
  ["CHECK ((VALUE = ANY (ARRAY['a'::text])))", ["a"]],
  ["CHECK ((s = 'a'::text) OR (n > 1))", null],
  ["CHECK ((s <> 'a'::text))", null],
  ["CHECK ((n = ANY (ARRAY[1, 2])))", null],
  ["CHECK (((s = 'a'::text) AND (t = 'b'::text)))", null],
  ["CHECK ((lower(s) = 'a'::text))", null],
  ["CHECK ((s ~ 'a'::text))", null],
])("%s", (check, words) => {
  expect(readAllowedWords(tokenize(check))?.words ?? null).toEqual(words);
});

test.each([
  ["'pending'::text", "pending"],
  ["'it''s'::character varying(20)", "it's"],
  ["0", "0"],
  ["(-1)", "-1"],
  ["19.99", "19.99"],
  ["'-1'::integer", "-1"],
  ["true", "true"],
  ["now()", null],
  ["nextval('public.t_id_seq'::regclass)", null],
  ["CURRENT_TIMESTAMP", null],
  ["('a'::text || 'b'::text)", null],
])("the default %s", (text, constant) => {
  expect(readConstant(tokenize(text))).toBe(constant);
});

test.each([
  ["CREATE UNIQUE INDEX i ON public.t USING btree (a, b)", ["a", "b"]],
  ["CREATE UNIQUE INDEX i ON ONLY public.t USING btree (a) INCLUDE (b) NULLS NOT DISTINCT", ["a"]],
  ["CREATE UNIQUE INDEX i ON public.t USING btree (lower((email)::text))", ["email"]],
  ['CREATE UNIQUE INDEX i ON public.t USING btree ("Odd Name" DESC, b COLLATE "C")', ["Odd Name", "b"]],
  ["CREATE UNIQUE INDEX i ON public.t USING btree (a) WHERE (deleted_at IS NULL)", null],
  ["CREATE UNIQUE INDEX i ON public.t USING btree (((a + b)))", null],
  ["CREATE UNIQUE INDEX i ON public.t USING btree (date_trunc('day'::text, a))", null],
  ["CREATE INDEX i ON public.t USING btree (a)", null],
])("%s", (index, columns) => {
  expect(readUniqueIndex(new DdlCursor(tokenize(index).slice(1)))?.columns ?? null).toEqual(columns);
});

test.each([
  ["user_settings", "userSettings"],
  ["OrderDetails", "orderDetails"],
  ["ORDER_ID", "orderId"],
  ["ID", "id"],
  ["URLPath", "urlPath"],
  ["CustomerID", "customerID"],
  ["First Name", "firstName"],
  ["_id", "id"],
  ["2fa", "field2fa"],
  ["имя", "field"],
  ["Größe (cm)", "grosseCm"],
  ["a.b", "aB"],
  ["x".repeat(63), "x".repeat(56)],
])("%s is called %s", (raw, name) => {
  expect(niceName(raw, "field")).toBe(name);
});

test("words and their singular", () => {
  expect(wordsOf("AssignedUserID")).toEqual(["assigned", "user", "id"]);
  expect(["categories", "addresses", "statuses", "news", "users", "boxes", "people"].map(singular)).toEqual([
    "category",
    "address",
    "statuse",
    "news",
    "user",
    "box",
    "person",
  ]);
});

test("comments cannot end early, and strings stay on their line", () => {
  expect(docComment(["a */ b"], "")).toEqual(["/** a *\\/ b */"]);
  expect(lineComments("one\ntwo\u2028three\r\nfour", "  ")).toEqual([
    "  // one",
    "  // two",
    "  // three",
    "  // four",
  ]);
  expect(renderString("a\u2028\n")).toBe('"a\\u2028\\n"');
});
