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
import type * as calendar_cleanUp from "../calendar/cleanUp.js";
import type * as calendar_events from "../calendar/events.js";
import type * as calendar_users from "../calendar/users.js";
import type * as cases_cases from "../cases/cases.js";
import type * as client_calendar_account from "../client/calendar/account.js";
import type * as client_calendar_cleanUp from "../client/calendar/cleanUp.js";
import type * as client_calendar_deleteEvents from "../client/calendar/deleteEvents.js";
import type * as client_calendar_events from "../client/calendar/events.js";
import type * as client_calendar_googleCalendar from "../client/calendar/googleCalendar.js";
import type * as client_calendar_googleError from "../client/calendar/googleError.js";
import type * as client_calendar_index from "../client/calendar/index.js";
import type * as client_calendar_job from "../client/calendar/job.js";
import type * as client_calendar_ledger from "../client/calendar/ledger.js";
import type * as client_calendar_removeEvents from "../client/calendar/removeEvents.js";
import type * as client_calendar_settings from "../client/calendar/settings.js";
import type * as client_calendar_users from "../client/calendar/users.js";
import type * as client_changes_amendment from "../client/changes/amendment.js";
import type * as client_changes_apply from "../client/changes/apply.js";
import type * as client_changes_applyBatch from "../client/changes/applyBatch.js";
import type * as client_changes_beginList from "../client/changes/beginList.js";
import type * as client_changes_fieldChanges from "../client/changes/fieldChanges.js";
import type * as client_changes_isReferenceChanged from "../client/changes/isReferenceChanged.js";
import type * as client_changes_lookAgain from "../client/changes/lookAgain.js";
import type * as client_changes_preparePage from "../client/changes/preparePage.js";
import type * as client_changes_records from "../client/changes/records.js";
import type * as client_changes_repairRow from "../client/changes/repairRow.js";
import type * as client_changes_separate from "../client/changes/separate.js";
import type * as client_changes_takeBack from "../client/changes/takeBack.js";
import type * as client_changes_updateDocument from "../client/changes/updateDocument.js";
import type * as client_changes_writeChange from "../client/changes/writeChange.js";
import type * as client_cleanup_cleanupGuard from "../client/cleanup/cleanupGuard.js";
import type * as client_cleanup_removeLegacyFields from "../client/cleanup/removeLegacyFields.js";
import type * as client_cutover from "../client/cutover.js";
import type * as client_functions from "../client/functions.js";
import type * as client_index from "../client/index.js";
import type * as client_maintenance_guard from "../client/maintenance/guard.js";
import type * as client_maintenance_maintenance from "../client/maintenance/maintenance.js";
import type * as client_maintenance_scheduledWork from "../client/maintenance/scheduledWork.js";
import type * as client_maintenance_writable from "../client/maintenance/writable.js";
import type * as client_match_classes from "../client/match/classes.js";
import type * as client_match_decide from "../client/match/decide.js";
import type * as client_match_match from "../client/match/match.js";
import type * as client_match_merge from "../client/match/merge.js";
import type * as client_match_moveReferences from "../client/match/moveReferences.js";
import type * as client_match_referencePlaces from "../client/match/referencePlaces.js";
import type * as client_match_settle from "../client/match/settle.js";
import type * as client_match_signInMethods from "../client/match/signInMethods.js";
import type * as client_match_verified from "../client/match/verified.js";
import type * as client_resolve_resolve from "../client/resolve/resolve.js";
import type * as client_run_batch from "../client/run/batch.js";
import type * as client_run_commandFunctions from "../client/run/commandFunctions.js";
import type * as client_run_control from "../client/run/control.js";
import type * as client_run_environment from "../client/run/environment.js";
import type * as client_run_keyCaches from "../client/run/keyCaches.js";
import type * as client_run_lease from "../client/run/lease.js";
import type * as client_run_merges from "../client/run/merges.js";
import type * as client_run_mountPath from "../client/run/mountPath.js";
import type * as client_run_refuse from "../client/run/refuse.js";
import type * as client_run_run from "../client/run/run.js";
import type * as client_run_scheduledBatch from "../client/run/scheduledBatch.js";
import type * as client_run_sideBySide from "../client/run/sideBySide.js";
import type * as client_run_stageStatus from "../client/run/stageStatus.js";
import type * as client_run_stages from "../client/run/stages.js";
import type * as client_run_status from "../client/run/status.js";
import type * as client_run_stopwatch from "../client/run/stopwatch.js";
import type * as client_signIn_authCallbacks from "../client/signIn/authCallbacks.js";
import type * as client_signIn_claims from "../client/signIn/claims.js";
import type * as client_signIn_closeDoors from "../client/signIn/closeDoors.js";
import type * as client_signIn_decideClaim from "../client/signIn/decideClaim.js";
import type * as client_signIn_forecastSignIn from "../client/signIn/forecastSignIn.js";
import type * as client_signIn_index from "../client/signIn/index.js";
import type * as client_signIn_invites from "../client/signIn/invites.js";
import type * as client_signIn_legacyPassword from "../client/signIn/legacyPassword.js";
import type * as client_signIn_newSecret from "../client/signIn/newSecret.js";
import type * as client_signIn_passwordAttempt from "../client/signIn/passwordAttempt.js";
import type * as client_signIn_passwordFlows from "../client/signIn/passwordFlows.js";
import type * as client_signIn_proof from "../client/signIn/proof.js";
import type * as client_signIn_providers from "../client/signIn/providers.js";
import type * as client_signIn_resetPassword from "../client/signIn/resetPassword.js";
import type * as client_signIn_resolving from "../client/signIn/resolving.js";
import type * as client_signIn_sampleSignIns from "../client/signIn/sampleSignIns.js";
import type * as client_signIn_signInAttempt from "../client/signIn/signInAttempt.js";
import type * as client_signIn_signInTrial from "../client/signIn/signInTrial.js";
import type * as client_signIn_signIns from "../client/signIn/signIns.js";
import type * as client_signIn_storedAddress from "../client/signIn/storedAddress.js";
import type * as client_signIn_triedPassword from "../client/signIn/triedPassword.js";
import type * as client_signIn_tries from "../client/signIn/tries.js";
import type * as client_signIn_trySignIns from "../client/signIn/trySignIns.js";
import type * as client_signIn_users from "../client/signIn/users.js";
import type * as client_signIn_verifyHash from "../client/signIn/verifyHash.js";
import type * as client_tasks_advance from "../client/tasks/advance.js";
import type * as client_tasks_call from "../client/tasks/call.js";
import type * as client_tasks_checklist from "../client/tasks/checklist.js";
import type * as client_tasks_performTask from "../client/tasks/performTask.js";
import type * as client_tasks_scheduleTasks from "../client/tasks/scheduleTasks.js";
import type * as client_tasks_taskContext from "../client/tasks/taskContext.js";
import type * as client_tasks_taskFunctions from "../client/tasks/taskFunctions.js";
import type * as client_tasks_taskStatus from "../client/tasks/taskStatus.js";
import type * as client_test from "../client/test.js";
import type * as client_transition_duringCutover from "../client/transition/duringCutover.js";
import type * as client_transition_fits from "../client/transition/fits.js";
import type * as client_transition_getByEitherId from "../client/transition/getByEitherId.js";
import type * as client_verify_followReferences from "../client/verify/followReferences.js";
import type * as client_verify_inspect from "../client/verify/inspect.js";
import type * as client_verify_verify from "../client/verify/verify.js";
import type * as functions from "../functions.js";
import type * as http from "../http.js";
import type * as migrations from "../migrations.js";
import type * as notifications_notifications from "../notifications/notifications.js";
import type * as plan from "../plan.js";
import type * as shared_document_canonical from "../shared/document/canonical.js";
import type * as shared_document_document from "../shared/document/document.js";
import type * as shared_document_fingerprint from "../shared/document/fingerprint.js";
import type * as shared_document_hashStored from "../shared/document/hashStored.js";
import type * as shared_document_references from "../shared/document/references.js";
import type * as shared_document_rows from "../shared/document/rows.js";
import type * as shared_document_validate from "../shared/document/validate.js";
import type * as shared_kinds_arrayLiteral from "../shared/kinds/arrayLiteral.js";
import type * as shared_kinds_bytes from "../shared/kinds/bytes.js";
import type * as shared_kinds_calendar from "../shared/kinds/calendar.js";
import type * as shared_kinds_cents from "../shared/kinds/cents.js";
import type * as shared_kinds_date from "../shared/kinds/date.js";
import type * as shared_kinds_decimal from "../shared/kinds/decimal.js";
import type * as shared_kinds_duration from "../shared/kinds/duration.js";
import type * as shared_kinds_email from "../shared/kinds/email.js";
import type * as shared_kinds_encode from "../shared/kinds/encode.js";
import type * as shared_kinds_flag from "../shared/kinds/flag.js";
import type * as shared_kinds_geoPoint from "../shared/kinds/geoPoint.js";
import type * as shared_kinds_id from "../shared/kinds/id.js";
import type * as shared_kinds_index from "../shared/kinds/index.js";
import type * as shared_kinds_integer from "../shared/kinds/integer.js";
import type * as shared_kinds_invert from "../shared/kinds/invert.js";
import type * as shared_kinds_json from "../shared/kinds/json.js";
import type * as shared_kinds_jsonBytes from "../shared/kinds/jsonBytes.js";
import type * as shared_kinds_jsonScanner from "../shared/kinds/jsonScanner.js";
import type * as shared_kinds_jsonShape from "../shared/kinds/jsonShape.js";
import type * as shared_kinds_kind from "../shared/kinds/kind.js";
import type * as shared_kinds_list from "../shared/kinds/list.js";
import type * as shared_kinds_listBytes from "../shared/kinds/listBytes.js";
import type * as shared_kinds_number from "../shared/kinds/number.js";
import type * as shared_kinds_oneOf from "../shared/kinds/oneOf.js";
import type * as shared_kinds_text from "../shared/kinds/text.js";
import type * as shared_kinds_timestamp from "../shared/kinds/timestamp.js";
import type * as shared_kinds_wkb from "../shared/kinds/wkb.js";
import type * as shared_limits from "../shared/limits.js";
import type * as shared_plan_batchSize from "../shared/plan/batchSize.js";
import type * as shared_plan_columns from "../shared/plan/columns.js";
import type * as shared_plan_definePlan from "../shared/plan/definePlan.js";
import type * as shared_plan_exports from "../shared/plan/exports.js";
import type * as shared_plan_faults from "../shared/plan/faults.js";
import type * as shared_plan_field from "../shared/plan/field.js";
import type * as shared_plan_fieldTypes from "../shared/plan/fieldTypes.js";
import type * as shared_plan_fields from "../shared/plan/fields.js";
import type * as shared_plan_names from "../shared/plan/names.js";
import type * as shared_plan_options from "../shared/plan/options.js";
import type * as shared_plan_plan from "../shared/plan/plan.js";
import type * as shared_plan_planFor from "../shared/plan/planFor.js";
import type * as shared_plan_planTypes from "../shared/plan/planTypes.js";
import type * as shared_plan_row from "../shared/plan/row.js";
import type * as shared_plan_schemaFaults from "../shared/plan/schemaFaults.js";
import type * as shared_plan_table from "../shared/plan/table.js";
import type * as shared_plan_tasks from "../shared/plan/tasks.js";
import type * as shared_plan_validatorFit from "../shared/plan/validatorFit.js";
import type * as shared_plan_valueFields from "../shared/plan/valueFields.js";
import type * as shared_plan_window from "../shared/plan/window.js";
import type * as shared_together from "../shared/together.js";
import type * as shared_users_passwordHash from "../shared/users/passwordHash.js";
import type * as shared_users_setAside from "../shared/users/setAside.js";
import type * as users_users from "../users/users.js";

import type {
  ApiFromModules,
  FilterApi,
  FunctionReference,
} from "convex/server";

declare const fullApi: ApiFromModules<{
  auth: typeof auth;
  "calendar/cleanUp": typeof calendar_cleanUp;
  "calendar/events": typeof calendar_events;
  "calendar/users": typeof calendar_users;
  "cases/cases": typeof cases_cases;
  "client/calendar/account": typeof client_calendar_account;
  "client/calendar/cleanUp": typeof client_calendar_cleanUp;
  "client/calendar/deleteEvents": typeof client_calendar_deleteEvents;
  "client/calendar/events": typeof client_calendar_events;
  "client/calendar/googleCalendar": typeof client_calendar_googleCalendar;
  "client/calendar/googleError": typeof client_calendar_googleError;
  "client/calendar/index": typeof client_calendar_index;
  "client/calendar/job": typeof client_calendar_job;
  "client/calendar/ledger": typeof client_calendar_ledger;
  "client/calendar/removeEvents": typeof client_calendar_removeEvents;
  "client/calendar/settings": typeof client_calendar_settings;
  "client/calendar/users": typeof client_calendar_users;
  "client/changes/amendment": typeof client_changes_amendment;
  "client/changes/apply": typeof client_changes_apply;
  "client/changes/applyBatch": typeof client_changes_applyBatch;
  "client/changes/beginList": typeof client_changes_beginList;
  "client/changes/fieldChanges": typeof client_changes_fieldChanges;
  "client/changes/isReferenceChanged": typeof client_changes_isReferenceChanged;
  "client/changes/lookAgain": typeof client_changes_lookAgain;
  "client/changes/preparePage": typeof client_changes_preparePage;
  "client/changes/records": typeof client_changes_records;
  "client/changes/repairRow": typeof client_changes_repairRow;
  "client/changes/separate": typeof client_changes_separate;
  "client/changes/takeBack": typeof client_changes_takeBack;
  "client/changes/updateDocument": typeof client_changes_updateDocument;
  "client/changes/writeChange": typeof client_changes_writeChange;
  "client/cleanup/cleanupGuard": typeof client_cleanup_cleanupGuard;
  "client/cleanup/removeLegacyFields": typeof client_cleanup_removeLegacyFields;
  "client/cutover": typeof client_cutover;
  "client/functions": typeof client_functions;
  "client/index": typeof client_index;
  "client/maintenance/guard": typeof client_maintenance_guard;
  "client/maintenance/maintenance": typeof client_maintenance_maintenance;
  "client/maintenance/scheduledWork": typeof client_maintenance_scheduledWork;
  "client/maintenance/writable": typeof client_maintenance_writable;
  "client/match/classes": typeof client_match_classes;
  "client/match/decide": typeof client_match_decide;
  "client/match/match": typeof client_match_match;
  "client/match/merge": typeof client_match_merge;
  "client/match/moveReferences": typeof client_match_moveReferences;
  "client/match/referencePlaces": typeof client_match_referencePlaces;
  "client/match/settle": typeof client_match_settle;
  "client/match/signInMethods": typeof client_match_signInMethods;
  "client/match/verified": typeof client_match_verified;
  "client/resolve/resolve": typeof client_resolve_resolve;
  "client/run/batch": typeof client_run_batch;
  "client/run/commandFunctions": typeof client_run_commandFunctions;
  "client/run/control": typeof client_run_control;
  "client/run/environment": typeof client_run_environment;
  "client/run/keyCaches": typeof client_run_keyCaches;
  "client/run/lease": typeof client_run_lease;
  "client/run/merges": typeof client_run_merges;
  "client/run/mountPath": typeof client_run_mountPath;
  "client/run/refuse": typeof client_run_refuse;
  "client/run/run": typeof client_run_run;
  "client/run/scheduledBatch": typeof client_run_scheduledBatch;
  "client/run/sideBySide": typeof client_run_sideBySide;
  "client/run/stageStatus": typeof client_run_stageStatus;
  "client/run/stages": typeof client_run_stages;
  "client/run/status": typeof client_run_status;
  "client/run/stopwatch": typeof client_run_stopwatch;
  "client/signIn/authCallbacks": typeof client_signIn_authCallbacks;
  "client/signIn/claims": typeof client_signIn_claims;
  "client/signIn/closeDoors": typeof client_signIn_closeDoors;
  "client/signIn/decideClaim": typeof client_signIn_decideClaim;
  "client/signIn/forecastSignIn": typeof client_signIn_forecastSignIn;
  "client/signIn/index": typeof client_signIn_index;
  "client/signIn/invites": typeof client_signIn_invites;
  "client/signIn/legacyPassword": typeof client_signIn_legacyPassword;
  "client/signIn/newSecret": typeof client_signIn_newSecret;
  "client/signIn/passwordAttempt": typeof client_signIn_passwordAttempt;
  "client/signIn/passwordFlows": typeof client_signIn_passwordFlows;
  "client/signIn/proof": typeof client_signIn_proof;
  "client/signIn/providers": typeof client_signIn_providers;
  "client/signIn/resetPassword": typeof client_signIn_resetPassword;
  "client/signIn/resolving": typeof client_signIn_resolving;
  "client/signIn/sampleSignIns": typeof client_signIn_sampleSignIns;
  "client/signIn/signInAttempt": typeof client_signIn_signInAttempt;
  "client/signIn/signInTrial": typeof client_signIn_signInTrial;
  "client/signIn/signIns": typeof client_signIn_signIns;
  "client/signIn/storedAddress": typeof client_signIn_storedAddress;
  "client/signIn/triedPassword": typeof client_signIn_triedPassword;
  "client/signIn/tries": typeof client_signIn_tries;
  "client/signIn/trySignIns": typeof client_signIn_trySignIns;
  "client/signIn/users": typeof client_signIn_users;
  "client/signIn/verifyHash": typeof client_signIn_verifyHash;
  "client/tasks/advance": typeof client_tasks_advance;
  "client/tasks/call": typeof client_tasks_call;
  "client/tasks/checklist": typeof client_tasks_checklist;
  "client/tasks/performTask": typeof client_tasks_performTask;
  "client/tasks/scheduleTasks": typeof client_tasks_scheduleTasks;
  "client/tasks/taskContext": typeof client_tasks_taskContext;
  "client/tasks/taskFunctions": typeof client_tasks_taskFunctions;
  "client/tasks/taskStatus": typeof client_tasks_taskStatus;
  "client/test": typeof client_test;
  "client/transition/duringCutover": typeof client_transition_duringCutover;
  "client/transition/fits": typeof client_transition_fits;
  "client/transition/getByEitherId": typeof client_transition_getByEitherId;
  "client/verify/followReferences": typeof client_verify_followReferences;
  "client/verify/inspect": typeof client_verify_inspect;
  "client/verify/verify": typeof client_verify_verify;
  functions: typeof functions;
  http: typeof http;
  migrations: typeof migrations;
  "notifications/notifications": typeof notifications_notifications;
  plan: typeof plan;
  "shared/document/canonical": typeof shared_document_canonical;
  "shared/document/document": typeof shared_document_document;
  "shared/document/fingerprint": typeof shared_document_fingerprint;
  "shared/document/hashStored": typeof shared_document_hashStored;
  "shared/document/references": typeof shared_document_references;
  "shared/document/rows": typeof shared_document_rows;
  "shared/document/validate": typeof shared_document_validate;
  "shared/kinds/arrayLiteral": typeof shared_kinds_arrayLiteral;
  "shared/kinds/bytes": typeof shared_kinds_bytes;
  "shared/kinds/calendar": typeof shared_kinds_calendar;
  "shared/kinds/cents": typeof shared_kinds_cents;
  "shared/kinds/date": typeof shared_kinds_date;
  "shared/kinds/decimal": typeof shared_kinds_decimal;
  "shared/kinds/duration": typeof shared_kinds_duration;
  "shared/kinds/email": typeof shared_kinds_email;
  "shared/kinds/encode": typeof shared_kinds_encode;
  "shared/kinds/flag": typeof shared_kinds_flag;
  "shared/kinds/geoPoint": typeof shared_kinds_geoPoint;
  "shared/kinds/id": typeof shared_kinds_id;
  "shared/kinds/index": typeof shared_kinds_index;
  "shared/kinds/integer": typeof shared_kinds_integer;
  "shared/kinds/invert": typeof shared_kinds_invert;
  "shared/kinds/json": typeof shared_kinds_json;
  "shared/kinds/jsonBytes": typeof shared_kinds_jsonBytes;
  "shared/kinds/jsonScanner": typeof shared_kinds_jsonScanner;
  "shared/kinds/jsonShape": typeof shared_kinds_jsonShape;
  "shared/kinds/kind": typeof shared_kinds_kind;
  "shared/kinds/list": typeof shared_kinds_list;
  "shared/kinds/listBytes": typeof shared_kinds_listBytes;
  "shared/kinds/number": typeof shared_kinds_number;
  "shared/kinds/oneOf": typeof shared_kinds_oneOf;
  "shared/kinds/text": typeof shared_kinds_text;
  "shared/kinds/timestamp": typeof shared_kinds_timestamp;
  "shared/kinds/wkb": typeof shared_kinds_wkb;
  "shared/limits": typeof shared_limits;
  "shared/plan/batchSize": typeof shared_plan_batchSize;
  "shared/plan/columns": typeof shared_plan_columns;
  "shared/plan/definePlan": typeof shared_plan_definePlan;
  "shared/plan/exports": typeof shared_plan_exports;
  "shared/plan/faults": typeof shared_plan_faults;
  "shared/plan/field": typeof shared_plan_field;
  "shared/plan/fieldTypes": typeof shared_plan_fieldTypes;
  "shared/plan/fields": typeof shared_plan_fields;
  "shared/plan/names": typeof shared_plan_names;
  "shared/plan/options": typeof shared_plan_options;
  "shared/plan/plan": typeof shared_plan_plan;
  "shared/plan/planFor": typeof shared_plan_planFor;
  "shared/plan/planTypes": typeof shared_plan_planTypes;
  "shared/plan/row": typeof shared_plan_row;
  "shared/plan/schemaFaults": typeof shared_plan_schemaFaults;
  "shared/plan/table": typeof shared_plan_table;
  "shared/plan/tasks": typeof shared_plan_tasks;
  "shared/plan/validatorFit": typeof shared_plan_validatorFit;
  "shared/plan/valueFields": typeof shared_plan_valueFields;
  "shared/plan/window": typeof shared_plan_window;
  "shared/together": typeof shared_together;
  "shared/users/passwordHash": typeof shared_users_passwordHash;
  "shared/users/setAside": typeof shared_users_setAside;
  "users/users": typeof users_users;
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
