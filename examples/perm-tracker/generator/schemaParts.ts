import { quoteName } from "./dataDump.js";

export const functions = `CREATE OR REPLACE FUNCTION "public"."set_updated_at"() RETURNS "trigger"
    LANGUAGE "plpgsql"
    AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
$$;


ALTER FUNCTION "public"."set_updated_at"() OWNER TO "postgres";

`;

const toUsers = (rest: string) => `FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE${rest}`;

export const constraints = [
  ["cases", "cases_pkey", 'PRIMARY KEY ("id")'],
  ["notifications", "notifications_pkey", 'PRIMARY KEY ("id")'],
  ["user_preferences", "user_preferences_pkey", 'PRIMARY KEY ("user_id", "key")'],
  ["user_settings", "user_settings_pkey", 'PRIMARY KEY ("id")'],
  ["user_settings", "user_settings_user_id_key", 'UNIQUE ("user_id")'],
  ["users", "users_pkey", 'PRIMARY KEY ("id")'],
]
  .map(renderConstraint)
  .join("");

function renderConstraint([table, name, rule]: string[]): string {
  return `ALTER TABLE ONLY "public"."${table}"\n    ADD CONSTRAINT "${name}" ${rule};\n\n\n\n`;
}

/** NOT VALID: added when rows that break it were there already. user_settings.user_id never had a foreign key. */
const foreignKeys = [
  [
    "cases",
    "cases_duplicate_of_fkey",
    'FOREIGN KEY ("duplicate_of") REFERENCES "public"."cases"("id") ON DELETE SET NULL',
  ],
  ["cases", "cases_user_id_fkey", toUsers(" NOT VALID")],
  [
    "notifications",
    "notifications_case_id_fkey",
    'FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE CASCADE NOT VALID',
  ],
  ["notifications", "notifications_user_id_fkey", toUsers("")],
  ["user_preferences", "user_preferences_user_id_fkey", toUsers("")],
  ["users", "users_id_fkey", 'FOREIGN KEY ("id") REFERENCES "auth"."users"("id") ON DELETE CASCADE'],
]
  .map(renderConstraint)
  .join("");

const plainIndexes = [
  'CREATE INDEX "cases_user_id_idx" ON "public"."cases" USING "btree" ("user_id") WHERE ("is_deleted" = false)',
  'CREATE INDEX "notifications_user_id_is_read_idx" ON "public"."notifications" USING "btree" ("user_id", "is_read")',
  'CREATE INDEX "users_email_idx" ON "public"."users" USING "btree" ("email")',
];

const triggers = ["cases", "user_preferences", "user_settings", "users"].map(
  (table) =>
    `CREATE OR REPLACE TRIGGER "${table}_updated_at" BEFORE UPDATE ON "public"."${table}" FOR EACH ROW EXECUTE FUNCTION "public"."set_updated_at"()`,
);

export const indexes =
  [...plainIndexes, ...triggers].map((statement) => `${statement};\n\n\n\n`).join("") + foreignKeys;

/** One policy per table: a person sees their own rows. In the order of names, which for a table is that of the table. */
export function policies(tables: readonly string[]): string {
  const named = tables.flatMap((table) => {
    const owner = table === "public.users" ? "id" : "user_id";
    return [
      [`own rows ${table}`, `CREATE POLICY "own rows" ON ${quoteName(table)} USING (("auth"."uid"() = "${owner}"));\n`],
      [table.replace("public.", ""), `ALTER TABLE ${quoteName(table)} ENABLE ROW LEVEL SECURITY;`],
    ] as const;
  });
  const sorted = named.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, statement]) => `${statement}\n\n\n`).join("");
}
