/* eslint-disable */
/**
 * Generated `api` utility.
 *
 * THIS CODE IS AUTOMATICALLY GENERATED.
 *
 * To regenerate, run `npx convex dev`.
 * @module
 */

import type * as migrations from "../migrations.js";
import type * as nocodb from "../nocodb.js";
import type * as people from "../people.js";
import type * as places from "../places.js";
import type * as plan from "../plan.js";
import type * as responses from "../responses.js";
import type * as roles from "../roles.js";
import type * as shapes from "../shapes.js";
import type * as uploads from "../uploads.js";

import type {
  ApiFromModules,
  FilterApi,
  FunctionReference,
} from "convex/server";

declare const fullApi: ApiFromModules<{
  migrations: typeof migrations;
  nocodb: typeof nocodb;
  people: typeof people;
  places: typeof places;
  plan: typeof plan;
  responses: typeof responses;
  roles: typeof roles;
  shapes: typeof shapes;
  uploads: typeof uploads;
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
  cutover: import("../../../../convex/cutover/_generated/component.js").ComponentApi<"cutover">;
};
