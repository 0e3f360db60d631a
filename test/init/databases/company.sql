-- Everything that makes names hard, in several schemas: collisions, key words, other alphabets, inheritance, tables without keys.
CREATE SCHEMA sales;
CREATE SCHEMA "Hr";
CREATE DOMAIN "Hr".score AS numeric(4,1) CHECK (VALUE >= 0);
CREATE TABLE "user" ("ID" integer PRIMARY KEY, "E-Mail" text NOT NULL, "First Name" text, "ORDER_COUNT" integer NOT NULL DEFAULT 0);
CREATE TABLE "order" (
  id bigint PRIMARY KEY,
  "select" text NOT NULL,
  "default" boolean,
  "user" integer REFERENCES "user",
  created_at timestamp NOT NULL
);
CREATE TABLE sales."order" (id bigint PRIMARY KEY, parent bigint REFERENCES public."order", total numeric(12,2) NOT NULL);
CREATE TABLE "OrderDetails" (
  "OrderID" bigint NOT NULL REFERENCES "order",
  "LineNo" integer NOT NULL,
  "URLPath" text,
  PRIMARY KEY ("OrderID", "LineNo")
);
CREATE TABLE names (
  _id uuid PRIMARY KEY,
  user_id integer REFERENCES "user",
  "userId" integer,
  "legacyId" text,
  legacy_user_id text,
  _creation_time timestamptz,
  "2fa" boolean NOT NULL,
  "имя" text,
  "Straße" text,
  "__proto__" text,
  "constructor" text,
  "a.b" text,
  "back\slash ""quote""" text,
  "dup name" text, dup_name text, "dup-name" text,
  this_is_a_column_whose_name_is_as_long_as_postgresql_lets_it_be integer REFERENCES "user"
);
COMMENT ON COLUMN names."имя" IS 'A comment with */ in it, and a very long tail: lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore';
CREATE TABLE _hidden (id integer PRIMARY KEY);
CREATE TABLE "2nd_table" (id integer PRIMARY KEY, hidden_id integer NOT NULL);
CREATE TABLE cities (name text PRIMARY KEY, population real, elevation integer);
CREATE TABLE capitals (state char(2) NOT NULL UNIQUE) INHERITS (cities);
CREATE TABLE towns (mayor text) INHERITS (cities);
CREATE TABLE audit_log (at timestamptz, what text);
CREATE TABLE by_email (email varchar(80) NOT NULL UNIQUE, note text);
CREATE TABLE follows_email (id integer PRIMARY KEY, follower varchar(80) REFERENCES by_email (email), log_id integer);
CREATE TABLE "Hr".staff (
  tenant integer NOT NULL, id integer NOT NULL, boss integer, score "Hr".score, grade "char", badge bit(4),
  home inet, paid money, doc xml, spot point, level text CHECK (level IN ('junior', 'senior')),
  shape text CHECK (shape = 'round' OR shape IS NULL), size char(3) CHECK (size IN ('s', 'm')),
  ratio float8, exact numeric, big bigint, raw json, good jsonb, at time, lasting interval, oid_of oid, day date,
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, boss) REFERENCES "Hr".staff (tenant, id)
);
CREATE TABLE "Hr".badges (code text NOT NULL, tenant integer NOT NULL, staff integer NOT NULL, UNIQUE (tenant, code),
  FOREIGN KEY (staff, tenant) REFERENCES "Hr".staff (id, tenant));
CREATE VIEW everybody AS SELECT "ID" FROM "user";

INSERT INTO "user" VALUES (1, 'a@example.org', 'Ann', 3), (2, 'not an address', NULL, 0);
INSERT INTO "order" VALUES (9007199254740993, 'one', NULL, 1, '2024-03-10 02:30:00'), (2, 'two', true, NULL, '2024-01-01');
INSERT INTO sales."order" VALUES (9007199254740993, 2, 85000.50);
INSERT INTO "OrderDetails" VALUES (2, 1, '/a'), (2, 2, NULL);
INSERT INTO names VALUES ('0b6f2a34-0e1d-4f3e-9a55-2f6a6d0c0001', 1, 7, 'old', 'older', '2024-01-01', true, 'Ню', 's', 'p', 'c', 'ab', '\', 'x', 'y', 'z', 2);
INSERT INTO _hidden VALUES (1), (2);
INSERT INTO "2nd_table" VALUES (1, 1), (2, 2), (3, 1);
INSERT INTO cities VALUES ('San Francisco', 7.24e5, 63);
INSERT INTO capitals VALUES ('Sacramento', 3.694e5, 30, 'CA');
INSERT INTO towns VALUES ('Bodie', 0, 2554, NULL);
INSERT INTO audit_log VALUES (now(), 'same'), (now(), 'same');
INSERT INTO by_email VALUES ('x@example.org', NULL), ('Y@example.org', 'n');
INSERT INTO follows_email VALUES (1, 'Y@example.org', 4), (2, NULL, NULL);
INSERT INTO "Hr".staff VALUES (1, 1, NULL, 9.5, 'a', B'1010', '10.0.0.1/8', 12.5, '<a/>', '(900,900)', 'junior', 'round', 's',
  'NaN', 'NaN', 9007199254740993, '{"$ref": 1}', '{"a": [1, null, "x"]}', '24:00:00', '-00:00:01', 5, 'infinity'),
  (1, 2, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0.1, 1.10, NULL, 'null', '{}', NULL, '1 year', NULL, NULL);
INSERT INTO "Hr".badges VALUES ('b', 1, 2), ('c', 1, 1);
