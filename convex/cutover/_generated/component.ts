/* eslint-disable */
/**
 * Generated `ComponentApi` utility.
 *
 * THIS CODE IS AUTOMATICALLY GENERATED.
 *
 * To regenerate, run `npx convex dev`.
 * @module
 */

import type { FunctionReference } from "convex/server";

/**
 * A utility for referencing a Convex component's exposed API.
 *
 * Useful when expecting a parameter like `components.myComponent`.
 * Usage:
 * ```ts
 * async function myFunction(ctx: QueryCtx, component: ComponentApi) {
 *   return ctx.runQuery(component.someFile.someQuery, { ...args });
 * }
 * ```
 */
export type ComponentApi<Name extends string | undefined = string | undefined> =
  {
    issues: {
      add: FunctionReference<
        "mutation",
        "internal",
        {
          progress: string;
          issues: Array<{
            legacyKey: string;
            field?: string;
            code: string;
            message: string;
            state: "open" | "cleared" | "waived";
          }>;
        },
        null,
        Name
      >;
      list: FunctionReference<
        "query",
        "internal",
        {
          table?: string;
          state?: "open" | "cleared" | "waived";
          cursor: string | null;
          numItems: number;
        },
        {
          items: Array<{
            legacyKey: string;
            field?: string;
            code: string;
            message: string;
            state: "open" | "cleared" | "waived";
            stage: "match" | "resolve" | "verify" | "cleanup";
            table: string;
            reason?: string;
          }>;
          isDone: boolean;
          cursor: string;
        },
        Name
      >;
      waiveOpen: FunctionReference<
        "mutation",
        "internal",
        { table: string; legacyKey: string; field?: string; reason: string },
        number,
        Name
      >;
    };
    matching: {
      add: FunctionReference<
        "mutation",
        "internal",
        {
          progress: string;
          match: {
            legacyKey: string;
            id: string;
            filled: Array<string>;
            kept: Array<{ field: string; value?: any }>;
          };
        },
        null,
        Name
      >;
      addAccounts: FunctionReference<
        "mutation",
        "internal",
        { progress: string; accounts: Array<{ key: string; id: string }> },
        null,
        Name
      >;
      find: FunctionReference<
        "query",
        "internal",
        { table: string; legacyKey: string },
        {
          legacyKey: string;
          id: string;
          filled: Array<string>;
          kept: Array<{ field: string; value?: any }>;
        } | null,
        Name
      >;
      list: FunctionReference<
        "query",
        "internal",
        { table: string; cursor: string | null; numItems: number },
        {
          items: Array<{
            legacyKey: string;
            id: string;
            filled: Array<string>;
            kept: Array<{ field: string; value?: any }>;
          }>;
          isDone: boolean;
          cursor: string;
        },
        Name
      >;
      look: FunctionReference<
        "query",
        "internal",
        { progress: string; key: string | null; id: string },
        { accounts: Array<string>; isSurvivor: boolean },
        Name
      >;
    };
    progress: {
      drop: FunctionReference<
        "mutation",
        "internal",
        { stage: "match" | "resolve" | "verify" | "cleanup" },
        null,
        Name
      >;
      fail: FunctionReference<
        "mutation",
        "internal",
        {
          stage: "match" | "resolve" | "verify" | "cleanup";
          table: string;
          error: string;
        },
        null,
        Name
      >;
      report: FunctionReference<
        "mutation",
        "internal",
        {
          progress: string;
          processed: number;
          changed: number;
          counts: Record<string, number>;
          batchSize: number | null;
          sums: Array<string>;
          done: boolean;
        },
        { continues: boolean },
        Name
      >;
      shrinkBatch: FunctionReference<
        "mutation",
        "internal",
        { stage: "match" | "resolve" | "verify" | "cleanup"; table: string },
        null,
        Name
      >;
      start: FunctionReference<
        "mutation",
        "internal",
        {
          stage: "match" | "resolve" | "verify" | "cleanup";
          table: string;
          first: boolean;
        },
        | {
            refused: null;
            progress: string;
            batchSize: number | null;
            sizes: Record<
              string,
              { averageBytes: number; largestBytes: number }
            >;
            hasAccounts: boolean;
            hasMatches: boolean;
          }
        | { refused: { code: string; message: string } },
        Name
      >;
    };
    runs: {
      begin: FunctionReference<
        "mutation",
        "internal",
        {
          runId: string;
          planHash: string;
          tables: Array<{
            table: string;
            read: number;
            written: number;
            rejected: number;
            filtered: number;
            merged: number;
            sums: Array<string>;
            averageBytes: number;
            largestBytes: number;
            allowedIssues: number;
          }>;
        },
        null,
        Name
      >;
      expect: FunctionReference<
        "mutation",
        "internal",
        {
          runId: string;
          tables: Array<{
            table: string;
            read: number;
            written: number;
            rejected: number;
            filtered: number;
            merged: number;
            sums: Array<string>;
            averageBytes: number;
            largestBytes: number;
            allowedIssues: number;
          }>;
        },
        null,
        Name
      >;
      setSeries: FunctionReference<
        "mutation",
        "internal",
        { stage: "match" | "resolve" | "verify" | "cleanup" | null },
        null,
        Name
      >;
    };
    status: {
      current: FunctionReference<
        "query",
        "internal",
        {},
        {
          runId: string;
          planHash: string;
          begunAt: number;
          progress: Array<{
            stage: "match" | "resolve" | "verify" | "cleanup";
            table: string;
            processed: number;
            changed: number;
            counts: Record<string, number>;
            issues: { open: number; cleared: number; waived: number };
            batchSize: number | null;
            done: boolean;
            error: string | null;
            startedAt: number;
          }>;
          tables: Array<{
            table: string;
            read: number;
            written: number;
            rejected: number;
            filtered: number;
            merged: number;
            averageBytes: number;
            largestBytes: number;
            allowedIssues: number;
            matched: number;
            issues: { open: number; cleared: number; waived: number };
            verified: boolean | null;
            checks: Array<{
              level: "counts" | "fingerprints" | "references";
              ok: boolean;
              expected: string;
              found: string;
              detail: string;
              buckets: Array<number>;
            }>;
          }>;
        } | null,
        Name
      >;
    };
  };
