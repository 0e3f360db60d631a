import { internalTables } from "./internalTables.js";

/** A column as pg_dump prints it: name, type, and what follows (`NOT NULL`, a default). */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly rest: string;
}

export interface Table {
  /** `schema.name`. */
  readonly name: string;
  readonly owner: string;
  readonly columns: readonly Column[];
}

type ColumnText = readonly [name: string, type: string, rest?: string];

function publicTable(name: string, columns: readonly ColumnText[]): Table {
  return {
    name: `public.${name}`,
    owner: "postgres",
    columns: columns.map(([column, type, rest]) => ({ name: column, type, rest: rest ?? "" })),
  };
}

const id: ColumnText = ["id", "uuid", 'DEFAULT "gen_random_uuid"() NOT NULL'];
const createdAt: ColumnText = ["created_at", "timestamp with time zone", 'DEFAULT "now"() NOT NULL'];
const updatedAt: ColumnText = ["updated_at", "timestamp with time zone", 'DEFAULT "now"() NOT NULL'];

export const caseDates = [
  "pwd_filing_date",
  "pwd_determination_date",
  "pwd_expiration_date",
  "recruitment_start_date",
  "recruitment_end_date",
  "eta9089_filing_date",
  "eta9089_certification_date",
  "eta9089_expiration_date",
  "i140_filing_date",
  "i140_approval_date",
  "rfi_received_date",
  "rfi_due_date",
  "rfi_submitted_date",
  "rfe_received_date",
  "rfe_due_date",
  "rfe_submitted_date",
] as const;

export const publicTables = {
  users: publicTable("users", [
    ["id", "uuid", "NOT NULL"],
    ["email", "text", "NOT NULL"],
    ["email_verified_at", "timestamp with time zone"],
    ["full_name", "text"],
    ["avatar_url", "text"],
    ["phone", "text"],
    ["law_firm", "text"],
    ["role", "text", "DEFAULT 'member'::\"text\" NOT NULL"],
    ["last_sign_in_at", "timestamp with time zone"],
    ["deleted_at", "timestamp with time zone"],
    createdAt,
    updatedAt,
  ]),
  cases: publicTable("cases", [
    id,
    ["user_id", "uuid", "NOT NULL"],
    ["employer_name", "text", "NOT NULL"],
    ["beneficiary_identifier", "text", "NOT NULL"],
    ["position_title", "text"],
    ["job_soc_code", "text"],
    ["case_number", "text"],
    ["case_status", "text", "NOT NULL"],
    ["progress_status", "public.progress_status", 'DEFAULT \'Working on it\'::"public"."progress_status" NOT NULL'],
    ["priority", "text", "DEFAULT 'normal'::\"text\""],
    ["pwd_wage_amount", "numeric(10,2)"],
    ...caseDates.map((name): ColumnText => [name, "date"]),
    ["notes", "text"],
    ["tags", "text[]"],
    ["documents", "jsonb", "DEFAULT '[]'::\"jsonb\""],
    ["custom_fields", "jsonb"],
    ["calendar_sync_enabled", "boolean"],
    ["calendar_event_ids", "jsonb"],
    ["is_favorite", "boolean"],
    ["is_deleted", "boolean", "DEFAULT false NOT NULL"],
    ["deleted_at", "timestamp with time zone"],
    ["duplicate_of", "uuid"],
    createdAt,
    updatedAt,
  ]),
  user_settings: publicTable("user_settings", [
    id,
    ["user_id", "uuid", "NOT NULL"],
    ["email_notifications_enabled", "boolean"],
    ["push_notifications_enabled", "boolean"],
    ["notify_days_before", "integer[]"],
    ["quiet_hours_start", "time without time zone"],
    ["quiet_hours_end", "time without time zone"],
    ["timezone", "text", "DEFAULT 'America/New_York'::\"text\" NOT NULL"],
    ["calendar_sync_enabled", "boolean"],
    ["google_calendar_connected", "boolean", "DEFAULT false NOT NULL"],
    ["google_refresh_token_encrypted", "text"],
    ["calendar_deadline_types", "jsonb", "DEFAULT '{}'::\"jsonb\" NOT NULL"],
    ["preferences", "jsonb", "DEFAULT '{}'::\"jsonb\" NOT NULL"],
    createdAt,
    updatedAt,
  ]),
  user_preferences: publicTable("user_preferences", [
    ["user_id", "uuid", "NOT NULL"],
    ["key", "text", "NOT NULL"],
    ["value", "text"],
    updatedAt,
  ]),
  notifications: publicTable("notifications", [
    id,
    ["user_id", "uuid", "NOT NULL"],
    ["case_id", "uuid"],
    ["type", "public.notification_type", "NOT NULL"],
    ["title", "text", "NOT NULL"],
    ["message", "text"],
    ["is_read", "boolean", "DEFAULT false NOT NULL"],
    ["read_at", "timestamp with time zone"],
    ["deadline_date", "date"],
    ["days_until_deadline", "integer"],
    ["snoozed_until", "timestamp with time zone"],
    createdAt,
  ]),
} as const;

export const progressStatuses = [
  "Working on it",
  "Waiting for Intake",
  "Filed",
  "Under Review",
  "RFI/RFE",
  "Approved",
] as const;

export const notificationTypes = [
  "deadline_approaching",
  "deadline_passed",
  "status_change",
  "rfi_received",
  "rfe_received",
  "system",
] as const;

/**
 * The order in which pg_dump prints table data: by schema and name, and a table after those its foreign keys lead to.
 */
export const dumpOrder: readonly Table[] = [
  internalTables["auth.audit_log_entries"],
  internalTables["auth.users"],
  internalTables["auth.identities"],
  internalTables["auth.sessions"],
  internalTables["auth.refresh_tokens"],
  publicTables.users,
  publicTables.cases,
  publicTables.notifications,
  publicTables.user_preferences,
  publicTables.user_settings,
  internalTables["storage.buckets"],
  internalTables["storage.objects"],
];
