/* eslint-disable */
/**
 * Generated `api` utility.
 *
 * THIS CODE IS AUTOMATICALLY GENERATED.
 *
 * To regenerate, run `npx convex dev`.
 * @module
 */

import type * as auth from "../auth.js";
import type * as calendar from "../calendar.js";
import type * as calendarEvents from "../calendarEvents.js";
import type * as calendarUsers from "../calendarUsers.js";
import type * as cases from "../cases.js";
import type * as client_amendment from "../client/amendment.js";
import type * as client_apply from "../client/apply.js";
import type * as client_applyChange from "../client/applyChange.js";
import type * as client_applyStages from "../client/applyStages.js";
import type * as client_authTables from "../client/authTables.js";
import type * as client_batch from "../client/batch.js";
import type * as client_batches from "../client/batches.js";
import type * as client_begin from "../client/begin.js";
import type * as client_calendar_account from "../client/calendar/account.js";
import type * as client_calendar_cleanUp from "../client/calendar/cleanUp.js";
import type * as client_calendar_clock from "../client/calendar/clock.js";
import type * as client_calendar_componentLedger from "../client/calendar/componentLedger.js";
import type * as client_calendar_cutOverAt from "../client/calendar/cutOverAt.js";
import type * as client_calendar_deleteEvents from "../client/calendar/deleteEvents.js";
import type * as client_calendar_entry from "../client/calendar/entry.js";
import type * as client_calendar_googleCalendar from "../client/calendar/googleCalendar.js";
import type * as client_calendar_index from "../client/calendar/index.js";
import type * as client_calendar_job from "../client/calendar/job.js";
import type * as client_calendar_ledger from "../client/calendar/ledger.js";
import type * as client_calendar_ledgerChores from "../client/calendar/ledgerChores.js";
import type * as client_calendar_listEvents from "../client/calendar/listEvents.js";
import type * as client_calendar_pace from "../client/calendar/pace.js";
import type * as client_calendar_recognise from "../client/calendar/recognise.js";
import type * as client_calendar_removeEvents from "../client/calendar/removeEvents.js";
import type * as client_calendar_restoreEvents from "../client/calendar/restoreEvents.js";
import type * as client_calendar_settings from "../client/calendar/settings.js";
import type * as client_calendar_tokens from "../client/calendar/tokens.js";
import type * as client_calendar_trouble from "../client/calendar/trouble.js";
import type * as client_calendar_users from "../client/calendar/users.js";
import type * as client_control from "../client/control.js";
import type * as client_cutover from "../client/cutover.js";
import type * as client_duringCutover from "../client/duringCutover.js";
import type * as client_environment from "../client/environment.js";
import type * as client_eventIds from "../client/eventIds.js";
import type * as client_fits from "../client/fits.js";
import type * as client_index from "../client/index.js";
import type * as client_inspect from "../client/inspect.js";
import type * as client_match from "../client/match.js";
import type * as client_matchCandidate from "../client/matchCandidate.js";
import type * as client_matchClasses from "../client/matchClasses.js";
import type * as client_matchDecision from "../client/matchDecision.js";
import type * as client_merge from "../client/merge.js";
import type * as client_mergeAmending from "../client/mergeAmending.js";
import type * as client_moveReferences from "../client/moveReferences.js";
import type * as client_moves from "../client/moves.js";
import type * as client_nextStep from "../client/nextStep.js";
import type * as client_referencePlaces from "../client/referencePlaces.js";
import type * as client_refuse from "../client/refuse.js";
import type * as client_removeLegacyFields from "../client/removeLegacyFields.js";
import type * as client_resolve from "../client/resolve.js";
import type * as client_run from "../client/run.js";
import type * as client_scheduled from "../client/scheduled.js";
import type * as client_schemaReading from "../client/schemaReading.js";
import type * as client_settle from "../client/settle.js";
import type * as client_settleReady from "../client/settleReady.js";
import type * as client_signIn_absorb from "../client/signIn/absorb.js";
import type * as client_signIn_accounts from "../client/signIn/accounts.js";
import type * as client_signIn_attempt from "../client/signIn/attempt.js";
import type * as client_signIn_authCallbacks from "../client/signIn/authCallbacks.js";
import type * as client_signIn_claimDecision from "../client/signIn/claimDecision.js";
import type * as client_signIn_claims from "../client/signIn/claims.js";
import type * as client_signIn_findUsers from "../client/signIn/findUsers.js";
import type * as client_signIn_googleProfile from "../client/signIn/googleProfile.js";
import type * as client_signIn_hashes from "../client/signIn/hashes.js";
import type * as client_signIn_holdBack from "../client/signIn/holdBack.js";
import type * as client_signIn_index from "../client/signIn/index.js";
import type * as client_signIn_invite from "../client/signIn/invite.js";
import type * as client_signIn_invites from "../client/signIn/invites.js";
import type * as client_signIn_legacyPassword from "../client/signIn/legacyPassword.js";
import type * as client_signIn_ours from "../client/signIn/ours.js";
import type * as client_signIn_passwordOptions from "../client/signIn/passwordOptions.js";
import type * as client_signIn_people from "../client/signIn/people.js";
import type * as client_signIn_phone from "../client/signIn/phone.js";
import type * as client_signIn_refusals from "../client/signIn/refusals.js";
import type * as client_signIn_resetFlows from "../client/signIn/resetFlows.js";
import type * as client_signIn_resetPassword from "../client/signIn/resetPassword.js";
import type * as client_signIn_signInFlows from "../client/signIn/signInFlows.js";
import type * as client_signIn_token from "../client/signIn/token.js";
import type * as client_signIn_userFields from "../client/signIn/userFields.js";
import type * as client_signIn_verifyHash from "../client/signIn/verifyHash.js";
import type * as client_signIn_verifyPassword from "../client/signIn/verifyPassword.js";
import type * as client_stages from "../client/stages.js";
import type * as client_status from "../client/status.js";
import type * as client_stopped from "../client/stopped.js";
import type * as client_targets from "../client/targets.js";
import type * as client_tasks_advance from "../client/tasks/advance.js";
import type * as client_tasks_call from "../client/tasks/call.js";
import type * as client_tasks_checklists from "../client/tasks/checklists.js";
import type * as client_tasks_cleanup from "../client/tasks/cleanup.js";
import type * as client_tasks_decommission from "../client/tasks/decommission.js";
import type * as client_tasks_desk from "../client/tasks/desk.js";
import type * as client_tasks_dryRun from "../client/tasks/dryRun.js";
import type * as client_tasks_guard from "../client/tasks/guard.js";
import type * as client_tasks_performTask from "../client/tasks/performTask.js";
import type * as client_tasks_scheduleTasks from "../client/tasks/scheduleTasks.js";
import type * as client_tasks_sourceNote from "../client/tasks/sourceNote.js";
import type * as client_tasks_taskFunctions from "../client/tasks/taskFunctions.js";
import type * as client_tasks_taskStatus from "../client/tasks/taskStatus.js";
import type * as client_test from "../client/test.js";
import type * as client_transition_getByEitherId from "../client/transition/getByEitherId.js";
import type * as client_transition_idMapEntries from "../client/transition/idMapEntries.js";
import type * as client_transition_withLegacyFields from "../client/transition/withLegacyFields.js";
import type * as client_verified from "../client/verified.js";
import type * as client_verify from "../client/verify.js";
import type * as client_window from "../client/window.js";
import type * as http from "../http.js";
import type * as migrations from "../migrations.js";
import type * as notifications from "../notifications.js";
import type * as plan from "../plan.js";
import type * as shared_batchSize from "../shared/plan/batchSize.js";
import type * as shared_canonical from "../shared/canonical.js";
import type * as shared_columns from "../shared/columns.js";
import type * as shared_document from "../shared/document.js";
import type * as shared_email from "../shared/email.js";
import type * as shared_entries from "../shared/entries.js";
import type * as shared_field from "../shared/field.js";
import type * as shared_fields from "../shared/fields.js";
import type * as shared_finalTable from "../shared/finalTable.js";
import type * as shared_fingerprint from "../shared/fingerprint.js";
import type * as shared_kind from "../shared/kind.js";
import type * as shared_kinds_arrayLiteral from "../shared/kinds/list.js";
import type * as shared_kinds_bytes from "../shared/kinds/bytes.js";
import type * as shared_kinds_calendar from "../shared/kinds/calendar.js";
import type * as shared_kinds_cents from "../shared/kinds/cents.js";
import type * as shared_kinds_date from "../shared/kinds/date.js";
import type * as shared_kinds_decimal from "../shared/kinds/decimal.js";
import type * as shared_kinds_decimalText from "../shared/kinds/decimal.js";
import type * as shared_kinds_double from "../shared/kinds/number.js";
import type * as shared_kinds_duration from "../shared/kinds/duration.js";
import type * as shared_kinds_email from "../shared/kinds/email.js";
import type * as shared_kinds_epoch from "../shared/kinds/timestamp.js";
import type * as shared_kinds_fieldNames from "../shared/kinds/json.js";
import type * as shared_kinds_flag from "../shared/kinds/flag.js";
import type * as shared_kinds_geoPoint from "../shared/kinds/geoPoint.js";
import type * as shared_kinds_id from "../shared/kinds/id.js";
import type * as shared_kinds_index from "../shared/kinds/index.js";
import type * as shared_kinds_int64 from "../shared/kinds/integer.js";
import type * as shared_kinds_integer from "../shared/kinds/integer.js";
import type * as shared_kinds_interval from "../shared/kinds/duration.js";
import type * as shared_kinds_invert from "../shared/kinds/invert.js";
import type * as shared_kinds_json from "../shared/kinds/json.js";
import type * as shared_kinds_jsonReader from "../shared/kinds/json.js";
import type * as shared_kinds_jsonScanner from "../shared/kinds/jsonScanner.js";
import type * as shared_kinds_key from "../shared/kinds/id.js";
import type * as shared_kinds_list from "../shared/kinds/list.js";
import type * as shared_kinds_number from "../shared/kinds/number.js";
import type * as shared_kinds_oneOf from "../shared/kinds/oneOf.js";
import type * as shared_kinds_text from "../shared/kinds/text.js";
import type * as shared_kinds_time from "../shared/kinds/date.js";
import type * as shared_kinds_timestamp from "../shared/kinds/timestamp.js";
import type * as shared_kinds_timestampText from "../shared/kinds/timestamp.js";
import type * as shared_kinds_unicode from "../shared/kinds/kind.js";
import type * as shared_kinds_zone from "../shared/kinds/calendar.js";
import type * as shared_limits from "../shared/limits.js";
import type * as shared_matchKey from "../shared/matchKey.js";
import type * as shared_names from "../shared/names.js";
import type * as shared_partFaults from "../shared/partFaults.js";
import type * as shared_passwordHash from "../shared/passwordHash.js";
import type * as shared_plan from "../shared/plan.js";
import type * as shared_planFaults from "../shared/planFaults.js";
import type * as shared_planPart from "../shared/planPart.js";
import type * as shared_planTable from "../shared/planTable.js";
import type * as shared_schemaFaults from "../shared/schemaFaults.js";
import type * as shared_secrets from "../shared/secrets.js";
import type * as shared_table from "../shared/table.js";
import type * as shared_tasks from "../shared/tasks.js";
import type * as shared_validate from "../shared/validate.js";
import type * as shared_validatorFit from "../shared/validatorFit.js";
import type * as shared_window from "../shared/window.js";
import type * as users from "../users.js";

import type {
  ApiFromModules,
  FilterApi,
  FunctionReference,
} from "convex/server";

declare const fullApi: ApiFromModules<{
  auth: typeof auth;
  calendar: typeof calendar;
  calendarEvents: typeof calendarEvents;
  calendarUsers: typeof calendarUsers;
  cases: typeof cases;
  "client/amendment": typeof client_amendment;
  "client/apply": typeof client_apply;
  "client/applyChange": typeof client_applyChange;
  "client/applyStages": typeof client_applyStages;
  "client/authTables": typeof client_authTables;
  "client/batch": typeof client_batch;
  "client/batches": typeof client_batches;
  "client/begin": typeof client_begin;
  "client/calendar/account": typeof client_calendar_account;
  "client/calendar/cleanUp": typeof client_calendar_cleanUp;
  "client/calendar/clock": typeof client_calendar_clock;
  "client/calendar/componentLedger": typeof client_calendar_componentLedger;
  "client/calendar/cutOverAt": typeof client_calendar_cutOverAt;
  "client/calendar/deleteEvents": typeof client_calendar_deleteEvents;
  "client/calendar/entry": typeof client_calendar_entry;
  "client/calendar/googleCalendar": typeof client_calendar_googleCalendar;
  "client/calendar/index": typeof client_calendar_index;
  "client/calendar/job": typeof client_calendar_job;
  "client/calendar/ledger": typeof client_calendar_ledger;
  "client/calendar/ledgerChores": typeof client_calendar_ledgerChores;
  "client/calendar/listEvents": typeof client_calendar_listEvents;
  "client/calendar/pace": typeof client_calendar_pace;
  "client/calendar/recognise": typeof client_calendar_recognise;
  "client/calendar/removeEvents": typeof client_calendar_removeEvents;
  "client/calendar/restoreEvents": typeof client_calendar_restoreEvents;
  "client/calendar/settings": typeof client_calendar_settings;
  "client/calendar/tokens": typeof client_calendar_tokens;
  "client/calendar/trouble": typeof client_calendar_trouble;
  "client/calendar/users": typeof client_calendar_users;
  "client/control": typeof client_control;
  "client/cutover": typeof client_cutover;
  "client/duringCutover": typeof client_duringCutover;
  "client/environment": typeof client_environment;
  "client/eventIds": typeof client_eventIds;
  "client/fits": typeof client_fits;
  "client/index": typeof client_index;
  "client/inspect": typeof client_inspect;
  "client/match": typeof client_match;
  "client/matchCandidate": typeof client_matchCandidate;
  "client/matchClasses": typeof client_matchClasses;
  "client/matchDecision": typeof client_matchDecision;
  "client/merge": typeof client_merge;
  "client/mergeAmending": typeof client_mergeAmending;
  "client/moveReferences": typeof client_moveReferences;
  "client/moves": typeof client_moves;
  "client/nextStep": typeof client_nextStep;
  "client/referencePlaces": typeof client_referencePlaces;
  "client/refuse": typeof client_refuse;
  "client/removeLegacyFields": typeof client_removeLegacyFields;
  "client/resolve": typeof client_resolve;
  "client/run": typeof client_run;
  "client/scheduled": typeof client_scheduled;
  "client/schemaReading": typeof client_schemaReading;
  "client/settle": typeof client_settle;
  "client/settleReady": typeof client_settleReady;
  "client/signIn/absorb": typeof client_signIn_absorb;
  "client/signIn/accounts": typeof client_signIn_accounts;
  "client/signIn/attempt": typeof client_signIn_attempt;
  "client/signIn/authCallbacks": typeof client_signIn_authCallbacks;
  "client/signIn/claimDecision": typeof client_signIn_claimDecision;
  "client/signIn/claims": typeof client_signIn_claims;
  "client/signIn/findUsers": typeof client_signIn_findUsers;
  "client/signIn/googleProfile": typeof client_signIn_googleProfile;
  "client/signIn/hashes": typeof client_signIn_hashes;
  "client/signIn/holdBack": typeof client_signIn_holdBack;
  "client/signIn/index": typeof client_signIn_index;
  "client/signIn/invite": typeof client_signIn_invite;
  "client/signIn/invites": typeof client_signIn_invites;
  "client/signIn/legacyPassword": typeof client_signIn_legacyPassword;
  "client/signIn/ours": typeof client_signIn_ours;
  "client/signIn/passwordOptions": typeof client_signIn_passwordOptions;
  "client/signIn/people": typeof client_signIn_people;
  "client/signIn/phone": typeof client_signIn_phone;
  "client/signIn/refusals": typeof client_signIn_refusals;
  "client/signIn/resetFlows": typeof client_signIn_resetFlows;
  "client/signIn/resetPassword": typeof client_signIn_resetPassword;
  "client/signIn/signInFlows": typeof client_signIn_signInFlows;
  "client/signIn/token": typeof client_signIn_token;
  "client/signIn/userFields": typeof client_signIn_userFields;
  "client/signIn/verifyHash": typeof client_signIn_verifyHash;
  "client/signIn/verifyPassword": typeof client_signIn_verifyPassword;
  "client/stages": typeof client_stages;
  "client/status": typeof client_status;
  "client/stopped": typeof client_stopped;
  "client/targets": typeof client_targets;
  "client/tasks/advance": typeof client_tasks_advance;
  "client/tasks/call": typeof client_tasks_call;
  "client/tasks/checklists": typeof client_tasks_checklists;
  "client/tasks/cleanup": typeof client_tasks_cleanup;
  "client/tasks/decommission": typeof client_tasks_decommission;
  "client/tasks/desk": typeof client_tasks_desk;
  "client/tasks/dryRun": typeof client_tasks_dryRun;
  "client/tasks/guard": typeof client_tasks_guard;
  "client/tasks/performTask": typeof client_tasks_performTask;
  "client/tasks/scheduleTasks": typeof client_tasks_scheduleTasks;
  "client/tasks/sourceNote": typeof client_tasks_sourceNote;
  "client/tasks/taskFunctions": typeof client_tasks_taskFunctions;
  "client/tasks/taskStatus": typeof client_tasks_taskStatus;
  "client/test": typeof client_test;
  "client/transition/getByEitherId": typeof client_transition_getByEitherId;
  "client/transition/idMapEntries": typeof client_transition_idMapEntries;
  "client/transition/withLegacyFields": typeof client_transition_withLegacyFields;
  "client/verified": typeof client_verified;
  "client/verify": typeof client_verify;
  "client/window": typeof client_window;
  http: typeof http;
  migrations: typeof migrations;
  notifications: typeof notifications;
  plan: typeof plan;
  "shared/batchSize": typeof shared_batchSize;
  "shared/canonical": typeof shared_canonical;
  "shared/columns": typeof shared_columns;
  "shared/document": typeof shared_document;
  "shared/email": typeof shared_email;
  "shared/entries": typeof shared_entries;
  "shared/field": typeof shared_field;
  "shared/fields": typeof shared_fields;
  "shared/finalTable": typeof shared_finalTable;
  "shared/fingerprint": typeof shared_fingerprint;
  "shared/kind": typeof shared_kind;
  "shared/kinds/arrayLiteral": typeof shared_kinds_arrayLiteral;
  "shared/kinds/bytes": typeof shared_kinds_bytes;
  "shared/kinds/calendar": typeof shared_kinds_calendar;
  "shared/kinds/cents": typeof shared_kinds_cents;
  "shared/kinds/date": typeof shared_kinds_date;
  "shared/kinds/decimal": typeof shared_kinds_decimal;
  "shared/kinds/decimalText": typeof shared_kinds_decimalText;
  "shared/kinds/double": typeof shared_kinds_double;
  "shared/kinds/duration": typeof shared_kinds_duration;
  "shared/kinds/email": typeof shared_kinds_email;
  "shared/kinds/epoch": typeof shared_kinds_epoch;
  "shared/kinds/fieldNames": typeof shared_kinds_fieldNames;
  "shared/kinds/flag": typeof shared_kinds_flag;
  "shared/kinds/geoPoint": typeof shared_kinds_geoPoint;
  "shared/kinds/id": typeof shared_kinds_id;
  "shared/kinds/index": typeof shared_kinds_index;
  "shared/kinds/int64": typeof shared_kinds_int64;
  "shared/kinds/integer": typeof shared_kinds_integer;
  "shared/kinds/interval": typeof shared_kinds_interval;
  "shared/kinds/invert": typeof shared_kinds_invert;
  "shared/kinds/json": typeof shared_kinds_json;
  "shared/kinds/jsonReader": typeof shared_kinds_jsonReader;
  "shared/kinds/jsonScanner": typeof shared_kinds_jsonScanner;
  "shared/kinds/key": typeof shared_kinds_key;
  "shared/kinds/list": typeof shared_kinds_list;
  "shared/kinds/number": typeof shared_kinds_number;
  "shared/kinds/oneOf": typeof shared_kinds_oneOf;
  "shared/kinds/text": typeof shared_kinds_text;
  "shared/kinds/time": typeof shared_kinds_time;
  "shared/kinds/timestamp": typeof shared_kinds_timestamp;
  "shared/kinds/timestampText": typeof shared_kinds_timestampText;
  "shared/kinds/unicode": typeof shared_kinds_unicode;
  "shared/kinds/zone": typeof shared_kinds_zone;
  "shared/limits": typeof shared_limits;
  "shared/matchKey": typeof shared_matchKey;
  "shared/names": typeof shared_names;
  "shared/partFaults": typeof shared_partFaults;
  "shared/passwordHash": typeof shared_passwordHash;
  "shared/plan": typeof shared_plan;
  "shared/planFaults": typeof shared_planFaults;
  "shared/planPart": typeof shared_planPart;
  "shared/planTable": typeof shared_planTable;
  "shared/schemaFaults": typeof shared_schemaFaults;
  "shared/secrets": typeof shared_secrets;
  "shared/table": typeof shared_table;
  "shared/tasks": typeof shared_tasks;
  "shared/validate": typeof shared_validate;
  "shared/validatorFit": typeof shared_validatorFit;
  "shared/window": typeof shared_window;
  users: typeof users;
}>;

/**
 * A utility for referencing Convex functions in your app's public API.
 *
 * Usage:
 * ```js
 * const myFunctionReference = api.myModule.myFunction;
 * ```
 */
export declare const api: FilterApi<
  typeof fullApi,
  FunctionReference<any, "public">
>;

/**
 * A utility for referencing Convex functions in your app's internal API.
 *
 * Usage:
 * ```js
 * const myFunctionReference = internal.myModule.myFunction;
 * ```
 */
export declare const internal: FilterApi<
  typeof fullApi,
  FunctionReference<any, "internal">
>;

export declare const components: {
  migrations: import("@convex-dev/migrations/_generated/component.js").ComponentApi<"migrations">;
  cutover: import("../cutover/_generated/component.js").ComponentApi<"cutover">;
};
