import { quoteName } from "./dataDump.js";
import { constraints, functions, indexes, policies } from "./schemaParts.js";
import { notificationTypes, progressStatuses, publicTables, type Column, type Table } from "./tables.js";

const apiRoles = ["anon", "authenticated", "service_role"];

/** What `supabase db dump` prints: pg_dump without its comments, so with many empty lines. */
export function renderSchemaDump(): string {
  const tables = Object.values(publicTables).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [
    opening,
    renderEnum("notification_type", notificationTypes),
    renderEnum("progress_status", progressStatuses),
    functions,
    settings,
    ...tables.map(renderTable),
    constraints,
    indexes,
    policies(tables.map((table) => table.name)),
    renderGrants(tables),
  ].join("");
}

const opening = `


SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;


COMMENT ON SCHEMA "public" IS 'standard public schema';



`;

const settings = `SET default_tablespace = '';

SET default_table_access_method = "heap";


`;

function renderEnum(name: string, labels: readonly string[]): string {
  const lines = labels.map((label) => `    '${label}'`).join(",\n");
  return `CREATE TYPE "public"."${name}" AS ENUM (
${lines}
);


ALTER TYPE "public"."${name}" OWNER TO "postgres";


`;
}

const checks: Record<string, string> = {
  "public.cases":
    'CONSTRAINT "cases_priority_check" CHECK (("priority" = ANY (ARRAY[\'low\'::"text", \'normal\'::"text", \'high\'::"text", \'urgent\'::"text"])))',
  "public.users":
    'CONSTRAINT "users_role_check" CHECK (("role" = ANY (ARRAY[\'member\'::"text", \'paralegal\'::"text", \'admin\'::"text"])))',
};

function renderTable(table: Table): string {
  const check = checks[table.name];
  const lines = table.columns.map(renderColumn);
  if (check !== undefined) lines.push(check);
  return `CREATE TABLE IF NOT EXISTS ${quoteName(table.name)} (
${lines.map((line) => `    ${line}`).join(",\n")}
);


ALTER TABLE ${quoteName(table.name)} OWNER TO "postgres";


`;
}

function renderColumn({ name, type, rest }: Column): string {
  return `"${name}" ${renderType(type)}${rest === "" ? "" : ` ${rest}`}`;
}

/** `--quote-all-identifier` quotes the names of types too, except those the SQL standard spells as words. */
function renderType(type: string): string {
  if (type.startsWith("public.")) return quoteName(type);
  return type.replace(/^(uuid|text|date|jsonb)/, '"$1"');
}

function grantToRoles(grant: string): string {
  return apiRoles.map((role) => `${grant} TO "${role}";\n`).join("");
}

function renderGrants(tables: readonly Table[]): string {
  const objects = [
    `FUNCTION "public"."set_updated_at"()`,
    ...tables.map((table) => `TABLE ${quoteName(table.name)}`),
  ].map((object) => `${grantToRoles(`GRANT ALL ON ${object}`)}\n\n\n`);
  const defaults = ["SEQUENCES", "FUNCTIONS", "TABLES"].map((kind) =>
    ["postgres", ...apiRoles]
      .map(
        (role) =>
          `ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" IN SCHEMA "public" GRANT ALL ON ${kind}  TO "${role}";\n`,
      )
      .join(""),
  );
  return `GRANT USAGE ON SCHEMA "public" TO "postgres";
${grantToRoles(`GRANT USAGE ON SCHEMA "public"`)}


${objects.join("")}${defaults.join("\n\n\n")}



`;
}
