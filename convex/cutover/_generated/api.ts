/* eslint-disable */
/**
 * Generated `api` utility.
 *
 * THIS CODE IS AUTOMATICALLY GENERATED.
 *
 * To regenerate, run `npx convex dev`.
 * @module
 */

import type * as amend from "../amend.js";
import type * as changeValidators from "../changeValidators.js";
import type * as changes from "../changes.js";
import type * as claims from "../claims.js";
import type * as current from "../current.js";
import type * as deployment from "../deployment.js";
import type * as fileTables from "../fileTables.js";
import type * as fileValidators from "../fileValidators.js";
import type * as files from "../files.js";
import type * as idMap from "../idMap.js";
import type * as importedUsers from "../importedUsers.js";
import type * as invites from "../invites.js";
import type * as issues from "../issues.js";
import type * as kept from "../kept.js";
import type * as lease from "../lease.js";
import type * as ledger from "../ledger.js";
import type * as ledgerCounts from "../ledgerCounts.js";
import type * as ledgerOwners from "../ledgerOwners.js";
import type * as matching from "../matching.js";
import type * as moves from "../moves.js";
import type * as postponed from "../postponed.js";
import type * as progress from "../progress.js";
import type * as removed from "../removed.js";
import type * as runs from "../runs.js";
import type * as settlements from "../settlements.js";
import type * as signInTables from "../signInTables.js";
import type * as signInValidators from "../signInValidators.js";
import type * as signIns from "../signIns.js";
import type * as status from "../status.js";
import type * as sweep from "../sweep.js";
import type * as switches from "../switches.js";
import type * as taskValidators from "../taskValidators.js";
import type * as tasks from "../tasks.js";
import type * as trials from "../trials.js";
import type * as upgrades from "../upgrades.js";
import type * as validators from "../validators.js";
import type * as verdict from "../verdict.js";
import type * as window from "../window.js";

import type {
  ApiFromModules,
  FilterApi,
  FunctionReference,
} from "convex/server";
import { anyApi, componentsGeneric } from "convex/server";

const fullApi: ApiFromModules<{
  amend: typeof amend;
  changeValidators: typeof changeValidators;
  changes: typeof changes;
  claims: typeof claims;
  current: typeof current;
  deployment: typeof deployment;
  fileTables: typeof fileTables;
  fileValidators: typeof fileValidators;
  files: typeof files;
  idMap: typeof idMap;
  importedUsers: typeof importedUsers;
  invites: typeof invites;
  issues: typeof issues;
  kept: typeof kept;
  lease: typeof lease;
  ledger: typeof ledger;
  ledgerCounts: typeof ledgerCounts;
  ledgerOwners: typeof ledgerOwners;
  matching: typeof matching;
  moves: typeof moves;
  postponed: typeof postponed;
  progress: typeof progress;
  removed: typeof removed;
  runs: typeof runs;
  settlements: typeof settlements;
  signInTables: typeof signInTables;
  signInValidators: typeof signInValidators;
  signIns: typeof signIns;
  status: typeof status;
  sweep: typeof sweep;
  switches: typeof switches;
  taskValidators: typeof taskValidators;
  tasks: typeof tasks;
  trials: typeof trials;
  upgrades: typeof upgrades;
  validators: typeof validators;
  verdict: typeof verdict;
  window: typeof window;
}> = anyApi as any;

/**
 * A utility for referencing Convex functions in your app's public API.
 *
 * Usage:
 * ```js
 * const myFunctionReference = api.myModule.myFunction;
 * ```
 */
export const api: FilterApi<
  typeof fullApi,
  FunctionReference<any, "public">
> = anyApi as any;

/**
 * A utility for referencing Convex functions in your app's internal API.
 *
 * Usage:
 * ```js
 * const myFunctionReference = internal.myModule.myFunction;
 * ```
 */
export const internal: FilterApi<
  typeof fullApi,
  FunctionReference<any, "internal">
> = anyApi as any;

export const components = componentsGeneric() as unknown as {};
