import { stageFunctionName, stagesOf } from "../shared/plan/exports.js";
import type { PlannedTable } from "../shared/plan/plan.js";
import type { Tables } from "../shared/plan/table.js";
import { defineApply } from "./changes/apply.js";
import { defineClearRemoved, defineConflicts, defineRemoved } from "./changes/records.js";
import {
  defineBeginUploads,
  defineDeleteFiles,
  defineKnownFiles,
  defineRecordFiles,
  defineRecoverUploads,
} from "./files/files.js";
import { defineRemoveLegacyFields } from "./cleanup/removeLegacyFields.js";
import { defineMaintenance, defineRecordStep, defineSetMaintenance, defineWindow } from "./maintenance/maintenance.js";
import { defineScheduledWork } from "./maintenance/scheduledWork.js";
import { defineMatch } from "./match/match.js";
import { defineMoveReferences, defineMoveReferencesBatch } from "./match/moveReferences.js";
import { defineSettle } from "./match/settle.js";
import { defineResolve } from "./resolve/resolve.js";
import type { StageFunction } from "./run/batch.js";
import { defineControl } from "./run/control.js";
import type { Environment } from "./run/environment.js";
import { defineDeployment, defineLease, defineReleaseLease, defineRenewLease, defineTakeLease } from "./run/lease.js";
import { defineBegin, defineRun } from "./run/run.js";
import { defineStatus } from "./run/status.js";
import { defineClaims } from "./signIn/claims.js";
import { defineDecideClaim, type DecideClaimOptions } from "./signIn/decideClaim.js";
import { defineCreateInvites, defineInvites, defineRevokeInvites, type InviteLinkOptions } from "./signIn/invites.js";
import { defineFinishReset, defineUpgradeHash } from "./signIn/newSecret.js";
import { defineResetPassword } from "./signIn/resetPassword.js";
import { defineSignIns } from "./signIn/signIns.js";
import { defineCloseSignInTrial, defineOpenSignInTrial } from "./signIn/signInTrial.js";
import { defineTrySignIns } from "./signIn/trySignIns.js";
import { defineTaskFunctions } from "./tasks/taskFunctions.js";
import type { FieldsOf } from "../shared/plan/planTypes.js";
import type { RefNames } from "./transition/fits.js";
import { defineInspect, defineIssues, defineMatches, defineRecordVerification, defineWaive } from "./verify/inspect.js";
import { defineVerify } from "./verify/verify.js";

/**
 * The functions of one table. `resolve…` exists for tables with references. `match…` has work to do only where the plan says
 * what rows are matched by; otherwise `status` reports it as surplus.
 */
export type TableFunctions<T extends Tables, Name extends keyof T & string> = {
  readonly [Key in `${"match" | "verify" | "removeLegacyFields"}${Capitalize<Name>}`]: StageFunction;
} & ([RefNames<FieldsOf<T[Name]>>] extends [never]
  ? unknown
  : { readonly [Key in `resolve${Capitalize<Name>}`]: StageFunction });

const defineStages = {
  match: defineMatch,
  resolve: defineResolve,
  verify: defineVerify,
  cleanup: defineRemoveLegacyFields,
} as const;

/** The functions a table needs, by the names they have to be exported under. */
export function defineTable(environment: Environment, table: PlannedTable): Readonly<Record<string, StageFunction>> {
  const functions = stagesOf(table).map((stage) => [
    stageFunctionName(stage, table.name),
    defineStages[stage](environment, table),
  ]);
  return noteExports(environment, Object.fromEntries(functions) as Record<string, StageFunction>);
}

/** What apps decide about the functions of sign-in. */
export interface FunctionOptions {
  /** How `decideClaim` makes a new user. */
  readonly claims?: DecideClaimOptions;
  /** What the links of `createInvites` look like. */
  readonly invites?: InviteLinkOptions;
}

/** Every function that belongs to no table, by the name it has to be exported under. */
export function defineFunctions(environment: Environment, { claims, invites }: FunctionOptions) {
  return noteExports(environment, {
    ...defineRunFunctions(environment),
    ...defineLeaseFunctions(environment),
    ...defineChangeFunctions(environment),
    ...defineMaintenanceFunctions(environment),
    ...defineSignInFunctions(environment, claims, invites),
    ...defineTaskFunctions(environment),
    ...defineFileFunctions(environment),
  });
}

/** For plans that name files. */
function defineFileFunctions(environment: Environment) {
  return {
    /** `{ place, keys }` → what is stored of each. */
    knownFiles: defineKnownFiles(environment),
    /** `{ runId, contents: [{ sha256, contentType }] }` → `{ url, stored }`. */
    beginUploads: defineBeginUploads(environment),
    /** `{ runId, entries }` → null. */
    recordFiles: defineRecordFiles(environment),
    /** `{ at }` → `{ found, next }`: what a killed command has uploaded. */
    recoverUploads: defineRecoverUploads(environment),
    /** `{ runId }` → `{ deleted, isDone }`. */
    deleteFiles: defineDeleteFiles(environment),
  };
}

function defineRunFunctions(environment: Environment) {
  return {
    /** `{ runId, planHash, tables, append? }` → status. Called right after a load. */
    begin: defineBegin(environment),
    /** `{ stage, reset?, dryRun? }` → status. */
    run: defineRun(environment),
    /** `{ action: "pause" | "resume" | "abort", by? }` → status. */
    control: defineControl(environment),
    /** `{}` → status, with the next command to type. */
    status: defineStatus(environment),
    /** `{ table?, state?, cursor?, numItems? }` → `{ items, isDone, cursor }`. */
    issues: defineIssues(environment),
    /** `{ table, buckets, cursor?, numItems? }` → `{ items: [{ legacyKey, id, fields }], isDone, cursor }`. */
    inspect: defineInspect(environment),
    /** `{ table, cursor?, numItems? }` → `{ items: [{ legacyKey, id, filled, kept }], isDone, cursor }`. */
    matches: defineMatches(environment),
    /** `{ runId, tables: [{ table, documents, differences, changedByUsers }] }` → null. What `cutover verify` found by an export. */
    recordVerification: defineRecordVerification(environment),
    /** `{ table, legacyKey, field?, reason }` → number of issues waived. */
    waive: defineWaive(environment),
    /** `{ table?, legacyKey, keep, by? }` → the outcome. Decides a row that match could not. */
    settle: defineSettle(environment),
    /** `{ table?, from?, to? }` → moves under way. Repoints every reference to one document to another. */
    moveReferences: defineMoveReferences(environment),
    /** For the scheduler. */
    moveReferencesBatch: defineMoveReferencesBatch(environment),
  };
}

function defineLeaseFunctions(environment: Environment) {
  return {
    /** `{}` → `{ id, url }`: which deployment this is. */
    deployment: defineDeployment(environment),
    /** `{}` → the lease, or null: which command works on the deployment. */
    lease: defineLease(environment),
    /** `{ runId, command, host, pid, by, dead? }` → `{ taken, lease, replaced }`. */
    takeLease: defineTakeLease(environment),
    /** `{ token }` → false when somebody else has it. */
    renewLease: defineRenewLease(environment),
    /** `{ token }` → null. */
    releaseLease: defineReleaseLease(environment),
  };
}

function defineChangeFunctions(environment: Environment) {
  return {
    /** `{ runId, changes, purpose, retry? }` → `{ phase, processed, state }`. Called after the import of a list of changes. */
    apply: defineApply(environment),
    /** `{ runId, after?, numItems? }` → `{ items: [{ number, table, id, document, reason, at }], next }`. */
    removed: defineRemoved(environment),
    /** `{ runId, after?, numItems? }` → `{ items: [{ number, table, id, legacyKey, field, theirs, ours, kept, … }], next }`. */
    conflicts: defineConflicts(environment),
    /** `{ runId, removed, conflicts }` → true when there is more to forget. */
    clearRemoved: defineClearRemoved(environment),
  };
}

function defineMaintenanceFunctions(environment: Environment) {
  return {
    /** `{}` → the cutover window: run, step, steps so far, maintenance, control. */
    window: defineWindow(environment),
    /** `{ runId, step, state, detail?, closes? }` → `{ action, by, since, stopped }`: whether anyone paused or aborted. */
    recordStep: defineRecordStep(environment),
    /** `{}` → `{ on, message, since }`. Public, for a banner. */
    maintenance: defineMaintenance(environment),
    /** `{ on, message? }` → `{ on, message, since }`. */
    setMaintenance: defineSetMaintenance(environment),
    /** `{ until }` → the app's scheduled functions that are due by then, and calls that were put off, in pages. */
    scheduledWork: defineScheduledWork(environment),
  };
}

function defineSignInFunctions(environment: Environment, claims?: DecideClaimOptions, links?: InviteLinkOptions) {
  return {
    /** `{ state?, cursor?, numItems? }` → sign-ins that could not be linked without guessing. */
    claims: defineClaims(environment),
    /** `{ claim, user? }` → `{ user, accounts, next }`. Links the sign-in to a user; without `user`, to a new one. */
    decideClaim: defineDecideClaim(environment, claims),
    /** `{}` → how sign-in goes since the launch: imported users in, refused and never seen, and the tries of each day. */
    signIns: defineSignIns(environment),
    /** `{ sample?, seed?, opens? }` → what would happen when users sign in, of each kind of account and hash. */
    trySignIns: defineTrySignIns(environment),
    /** `{ email, provider? }` → `{ trial, accounts }`. The next sign-in with this address is an operator's, and is not counted. */
    openSignInTrial: defineOpenSignInTrial(environment),
    /** `{ trial, session? }` → `{ outcome, isSessionEnded }`. */
    closeSignInTrial: defineCloseSignInTrial(environment),
    /** `{ account, proof, secret }` → whether the password is still the one that was verified. For `legacyPassword`. */
    upgradeHash: defineUpgradeHash(environment),
    /** `{ account, user, session, secret }` → whether the account is that user's. For `legacyPassword`. */
    finishReset: defineFinishReset(environment),
    /** `{ email? | user? | legacyId? }` → `{ user, email, password, sessionsEnded, linksRevoked }`. */
    resetPassword: defineResetPassword(environment),
    /** `{ user? | legacyId? | email?, hours?, again?, createdBy?, cursor?, numItems? }` → `{ invites, …, next }`. */
    createInvites: defineCreateInvites(environment, links),
    /** `{ cursor?, numItems? }` → the links and their state. */
    invites: defineInvites(environment),
    /** `{ user? | legacyId? | email? }` → number of links withdrawn. */
    revokeInvites: defineRevokeInvites(environment),
  };
}

/** Destructuring is how an app exports functions, so reading a name is what `status` takes for an export. */
function noteExports<F extends object>({ exported }: Environment, functions: F): F {
  return new Proxy(functions, {
    get(target, name, receiver) {
      if (typeof name === "string") exported.add(name);
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}
