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
    amend: {
      formerTargets: FunctionReference<
        "query",
        "internal",
        { keys: Array<{ table: string; field: string; key: string }> },
        Array<Array<string>>,
        Name
      >;
      issueKeys: FunctionReference<
        "query",
        "internal",
        {
          progress: string;
          after: string;
          numItems: number;
          codes: Array<string>;
        },
        { legacyKeys: Array<string>; next: string | null },
        Name
      >;
      rounds: FunctionReference<
        "query",
        "internal",
        { tables: Array<string> },
        Array<{
          table: string;
          match: string | null;
          resolve: string | null;
          hasAccounts: boolean;
          hasMatches: boolean;
          hasKeptValues: boolean;
          hasAliases: boolean;
          hasFormerTargets: boolean;
        }>,
        Name
      >;
      rows: FunctionReference<
        "query",
        "internal",
        {
          rows: Array<{ table: string; legacyKey: string; id: string | null }>;
        },
        Array<{
          match: {
            legacyKey: string;
            id: string;
            class: "one_to_one" | "settled" | "claimed";
            value: string | null;
            filled: Array<string>;
            wrote?: Array<{ field: string; value?: any }>;
            kept: Array<{ field: string; value?: any }>;
            replaced: Array<{ field: string; value?: any }>;
            aliases: Array<{ field: string; key: string }>;
          } | null;
          others: Array<string>;
          unresolved: Array<{ field: string; key?: string }>;
          keptFields: Array<string | null>;
        }>,
        Name
      >;
      write: FunctionReference<
        "mutation",
        "internal",
        {
          unmatched: Array<{ table: string; legacyKey: string }>;
          matches: Array<{
            table: string;
            matches: Array<{
              legacyKey: string;
              id: string;
              class: "one_to_one" | "settled" | "claimed";
              value: string | null;
              filled: Array<string>;
              wrote?: Array<{ field: string; value?: any }>;
              kept: Array<{ field: string; value?: any }>;
              replaced: Array<{ field: string; value?: any }>;
              aliases: Array<{ field: string; key: string }>;
              imported?: string;
            }>;
          }>;
          dropped: Array<{
            progress: string;
            legacyKeys: Array<string>;
            codes: Array<string> | null;
            field: string | null;
          }>;
          issues: Array<{
            progress: string;
            issues: Array<{
              legacyKey: string;
              field?: string;
              key?: string;
              code: string;
              message: string;
              state: "open" | "cleared" | "waived";
            }>;
          }>;
          counts: Array<{ progress: string; counts: Record<string, number> }>;
          formerTargets: Array<{
            table: string;
            field: string;
            key: string;
            id: string;
          }>;
          removed: Array<{
            table: string;
            id: string;
            document: string;
            reason: string;
          }>;
          conflicts: Array<{
            kind:
              "insert" | "update" | "delete" | "keep" | "remove" | "restore";
            table: string;
            id: string;
            legacyKey: string | null;
            field: string | null;
            theirs: string | null;
            ours: string | null;
            kept: "theirs" | "ours";
            reason: string;
          }>;
          agreed: Array<{
            id: string;
            legacyKey: string;
            field: string | null;
            table: string;
          }>;
        },
        null,
        Name
      >;
    };
    changes: {
      advance: FunctionReference<
        "mutation",
        "internal",
        {
          changes: string;
          phase:
            | { kind: "write"; after: number }
            | { kind: "match"; after: number }
            | { kind: "resolve"; after: number }
            | { kind: "retry"; table: string; after: string }
            | { kind: "sweep" }
            | { kind: "done" };
          batchSize: number;
          job: string | null;
          processed: number;
        },
        {
          changes: string;
          purpose: "load" | "catchUp" | "repair" | "rollback";
          phase:
            | { kind: "write"; after: number }
            | { kind: "match"; after: number }
            | { kind: "resolve"; after: number }
            | { kind: "retry"; table: string; after: string }
            | { kind: "sweep" }
            | { kind: "done" };
          batchSize: number;
          retry: Array<string>;
          ticket: number;
          job: string | null;
          processed: number;
        },
        Name
      >;
      find: FunctionReference<
        "query",
        "internal",
        { changes: string },
        {
          changes: string;
          purpose: "load" | "catchUp" | "repair" | "rollback";
          phase:
            | { kind: "write"; after: number }
            | { kind: "match"; after: number }
            | { kind: "resolve"; after: number }
            | { kind: "retry"; table: string; after: string }
            | { kind: "sweep" }
            | { kind: "done" };
          batchSize: number;
          retry: Array<string>;
          ticket: number;
          job: string | null;
          processed: number;
        } | null,
        Name
      >;
      open: FunctionReference<
        "mutation",
        "internal",
        {
          runId: string;
          changes: string;
          purpose: "load" | "catchUp" | "repair" | "rollback";
          retry: Array<string>;
        },
        {
          changes: string;
          purpose: "load" | "catchUp" | "repair" | "rollback";
          phase:
            | { kind: "write"; after: number }
            | { kind: "match"; after: number }
            | { kind: "resolve"; after: number }
            | { kind: "retry"; table: string; after: string }
            | { kind: "sweep" }
            | { kind: "done" };
          batchSize: number;
          retry: Array<string>;
          ticket: number;
          job: string | null;
          processed: number;
        },
        Name
      >;
      page: FunctionReference<
        "query",
        "internal",
        { after: number; numItems: number },
        {
          items: Array<
            | {
                number: number;
                table: string;
                legacyKey: string;
                kind: "insert";
                document?: string;
                creationTime?: number;
                replaces?: boolean;
              }
            | {
                number: number;
                table: string;
                legacyKey: string;
                kind: "update";
                fields: string;
              }
            | {
                number: number;
                table: string;
                legacyKey: string;
                kind: "delete";
                hash?: string;
                isListed?: boolean;
              }
            | {
                number: number;
                table: string;
                legacyKey: string;
                kind: "keep";
                fields?: string;
                document?: string;
              }
            | {
                number: number;
                table: string;
                legacyKey: string;
                kind: "match";
              }
            | {
                number: number;
                table: string;
                legacyKey: string;
                kind: "resolve";
              }
            | {
                number: number;
                table: string;
                id: string;
                kind: "remove";
                hash?: string;
              }
            | {
                number: number;
                table: string;
                id: string;
                kind: "restore";
                fields: string;
                keep: "theirs" | "backup";
              }
          >;
          isDone: boolean;
        },
        Name
      >;
      sweep: FunctionReference<"mutation", "internal", {}, boolean, Name>;
    };
    claims: {
      decide: FunctionReference<
        "mutation",
        "internal",
        { claim: string; user: string | null },
        {
          code:
            | "unverified_provider"
            | "unverified_legacy"
            | "several"
            | "unsupported_hash";
          provider: string;
          email: string;
          message: string;
          users: Array<string>;
          waiting: string | null;
          state: "open" | "decided" | "resolved";
          user: string | null;
          attempts: number;
          firstAt: number;
          lastAt: number;
          secret: string | null;
        } | null,
        Name
      >;
      list: FunctionReference<
        "query",
        "internal",
        {
          state?: "open" | "decided" | "resolved";
          cursor: string | null;
          numItems: number;
        },
        {
          items: Array<{
            code:
              | "unverified_provider"
              | "unverified_legacy"
              | "several"
              | "unsupported_hash";
            provider: string;
            email: string;
            message: string;
            users: Array<string>;
            waiting: string | null;
            state: "open" | "decided" | "resolved";
            user: string | null;
            attempts: number;
            firstAt: number;
            lastAt: number;
            claim: string;
          }>;
          isDone: boolean;
          cursor: string;
        },
        Name
      >;
      record: FunctionReference<
        "mutation",
        "internal",
        {
          claim: {
            code:
              | "unverified_provider"
              | "unverified_legacy"
              | "several"
              | "unsupported_hash";
            provider: string;
            email: string;
            message: string;
            users: Array<string>;
            waiting: string | null;
            secret?: string;
          };
        },
        null,
        Name
      >;
      resolve: FunctionReference<
        "mutation",
        "internal",
        { waiting: string; user: string },
        null,
        Name
      >;
      resolveAddress: FunctionReference<
        "mutation",
        "internal",
        { provider: string; email: string; user: string },
        null,
        Name
      >;
      takeBack: FunctionReference<"mutation", "internal", {}, boolean, Name>;
      triedSecrets: FunctionReference<
        "query",
        "internal",
        { provider: string; email: string },
        Array<string>,
        Name
      >;
      waiting: FunctionReference<
        "query",
        "internal",
        { ids: Array<string> },
        Array<{
          code:
            | "unverified_provider"
            | "unverified_legacy"
            | "several"
            | "unsupported_hash";
          provider: string;
          email: string;
          message: string;
          users: Array<string>;
          waiting: string | null;
          state: "open" | "decided" | "resolved";
          user: string | null;
          attempts: number;
          firstAt: number;
          lastAt: number;
        } | null>,
        Name
      >;
    };
    deployment: {
      ensure: FunctionReference<"mutation", "internal", {}, string, Name>;
    };
    files: {
      beginUploads: FunctionReference<
        "mutation",
        "internal",
        {
          runId: string;
          contents: Array<{ sha256: string; contentType: string | null }>;
        },
        null,
        Name
      >;
      endUploads: FunctionReference<"mutation", "internal", {}, boolean, Name>;
      find: FunctionReference<
        "query",
        "internal",
        { place: string; keys: Array<string> },
        Array<{
          storageId: string;
          sha256: string;
          contentType: string | null;
          size: number;
          version: string | null;
          runId: string;
        } | null>,
        Name
      >;
      findContents: FunctionReference<
        "query",
        "internal",
        { contents: Array<{ sha256: string; contentType: string | null }> },
        Array<string | null>,
        Name
      >;
      forget: FunctionReference<
        "mutation",
        "internal",
        { storageIds: Array<string> },
        null,
        Name
      >;
      pendingSince: FunctionReference<
        "query",
        "internal",
        {},
        number | null,
        Name
      >;
      record: FunctionReference<
        "mutation",
        "internal",
        {
          runId: string;
          entries: Array<{
            place: string;
            key: string;
            version: string | null;
            storageId: string;
            sha256: string;
            contentType: string | null;
            size: number;
          }>;
        },
        null,
        Name
      >;
      recordFound: FunctionReference<
        "mutation",
        "internal",
        {
          files: Array<{
            sha256: string;
            contentType: string | null;
            size: number;
            storageId: string;
            storedAt: number;
          }>;
        },
        number,
        Name
      >;
      storedBy: FunctionReference<
        "query",
        "internal",
        { runId: string; numItems: number },
        { storageIds: Array<string>; found: number },
        Name
      >;
    };
    idMap: {
      find: FunctionReference<
        "query",
        "internal",
        { table: string; legacyKey: string },
        string | null,
        Name
      >;
      record: FunctionReference<
        "mutation",
        "internal",
        { progress: string; entries: Array<{ legacyKey: string; id: string }> },
        null,
        Name
      >;
    };
    importedUsers: {
      among: FunctionReference<
        "query",
        "internal",
        { users: Array<string> },
        Array<string>,
        Name
      >;
      record: FunctionReference<
        "mutation",
        "internal",
        { users: Array<string> },
        null,
        Name
      >;
      recordSpellings: FunctionReference<
        "mutation",
        "internal",
        { table: string; spellings: Array<{ key: string; id: string }> },
        null,
        Name
      >;
      under: FunctionReference<
        "query",
        "internal",
        { table: string; emails: Array<string> },
        Array<Array<string>>,
        Name
      >;
    };
    invites: {
      create: FunctionReference<
        "mutation",
        "internal",
        {
          invites: Array<{ user: string; tokenHash: string }>;
          expiresAt: number;
          createdBy: string | null;
        },
        null,
        Name
      >;
      list: FunctionReference<
        "query",
        "internal",
        { cursor: string | null; numItems: number },
        {
          items: Array<{
            user: string;
            createdAt: number;
            createdBy: string | null;
            expiresAt: number;
            usedAt: number | null;
            revokedAt: number | null;
            fault: "unknown" | "expired" | "used" | "revoked" | null;
          }>;
          isDone: boolean;
          cursor: string;
        },
        Name
      >;
      open: FunctionReference<
        "query",
        "internal",
        { users: Array<string> },
        Array<string>,
        Name
      >;
      revoke: FunctionReference<
        "mutation",
        "internal",
        { users: Array<string> },
        number,
        Name
      >;
      use: FunctionReference<
        "mutation",
        "internal",
        { tokenHash: string },
        | { kind: "used"; user: string }
        | {
            kind: "refused";
            fault: "unknown" | "expired" | "used" | "revoked";
          },
        Name
      >;
    };
    issues: {
      add: FunctionReference<
        "mutation",
        "internal",
        {
          progress: string;
          issues: Array<{
            legacyKey: string;
            field?: string;
            key?: string;
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
            key?: string;
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
    kept: {
      areGone: FunctionReference<
        "query",
        "internal",
        { rows: Array<{ table: string; legacyKey: string }> },
        Array<boolean>,
        Name
      >;
      listGone: FunctionReference<
        "query",
        "internal",
        { table: string },
        Array<{ legacyKey: string; document: string }>,
        Name
      >;
      values: FunctionReference<
        "query",
        "internal",
        { table: string; ids: Array<string> },
        Array<{
          id: string;
          legacyKey: string;
          field: string | null;
          ours: string | null;
        }>,
        Name
      >;
    };
    lease: {
      find: FunctionReference<
        "query",
        "internal",
        {},
        {
          token: string;
          runId: string;
          command: string;
          host: string;
          pid: number;
          by: string;
          since: number;
          renewedAt: number;
        } | null,
        Name
      >;
      release: FunctionReference<
        "mutation",
        "internal",
        { token: string },
        null,
        Name
      >;
      renew: FunctionReference<
        "mutation",
        "internal",
        { token: string },
        boolean,
        Name
      >;
      take: FunctionReference<
        "mutation",
        "internal",
        {
          holder: {
            runId: string;
            command: string;
            host: string;
            pid: number;
            by: string;
          };
          dead: string | null;
        },
        {
          taken: boolean;
          lease: {
            token: string;
            runId: string;
            command: string;
            host: string;
            pid: number;
            by: string;
            since: number;
            renewedAt: number;
          };
          replaced: {
            token: string;
            runId: string;
            command: string;
            host: string;
            pid: number;
            by: string;
            since: number;
            renewedAt: number;
          } | null;
        },
        Name
      >;
    };
    ledger: {
      clear: FunctionReference<
        "mutation",
        "internal",
        { task: string; numItems: number },
        { isDone: boolean },
        Name
      >;
      clearContents: FunctionReference<
        "mutation",
        "internal",
        {
          task: string;
          owner: string;
          cursor: string | null;
          numItems: number;
        },
        { isDone: boolean; cursor: string | null },
        Name
      >;
      counts: FunctionReference<
        "query",
        "internal",
        { task: string; cursor: string | null; numItems: number },
        {
          entries: Record<string, number>;
          reasons: Record<string, number>;
          owners: Record<string, number>;
          ownerReasons: Record<string, number>;
          isDone: boolean;
          cursor: string | null;
        },
        Name
      >;
      list: FunctionReference<
        "query",
        "internal",
        {
          task: string;
          owner: string;
          cursor: string | null;
          numItems: number;
        },
        {
          items: Array<{
            key: string;
            state:
              | "open"
              | "started"
              | "done"
              | "gone"
              | "kept"
              | "failed"
              | "undone";
            reason: string | null;
            contents: string | null;
            at: number;
          }>;
          isDone: boolean;
          cursor: string | null;
        },
        Name
      >;
      next: FunctionReference<
        "query",
        "internal",
        {
          task: string;
          owner: string;
          states: Array<
            "open" | "started" | "done" | "gone" | "kept" | "failed" | "undone"
          >;
          numItems: number;
        },
        Array<{
          key: string;
          state:
            "open" | "started" | "done" | "gone" | "kept" | "failed" | "undone";
          reason: string | null;
          contents: string | null;
          at: number;
        }>,
        Name
      >;
      record: FunctionReference<
        "mutation",
        "internal",
        {
          task: string;
          owner: string;
          entries: Array<{ key: string; contents: string | null }>;
          change?: {
            state?:
              "listing" | "working" | "done" | "failed" | "undoing" | "undone";
            reason?: string | null;
            cursor?: string | null;
            attempts?: number;
            dueAt?: number;
          };
        },
        null,
        Name
      >;
      recordOutcome: FunctionReference<
        "mutation",
        "internal",
        {
          task: string;
          owner: string;
          entries: Array<{
            key: string;
            state:
              | "open"
              | "started"
              | "done"
              | "gone"
              | "kept"
              | "failed"
              | "undone";
            reason?: string;
            contents?: string;
          }>;
          change?: {
            state?:
              "listing" | "working" | "done" | "failed" | "undoing" | "undone";
            reason?: string | null;
            cursor?: string | null;
            attempts?: number;
            dueAt?: number;
          };
        },
        null,
        Name
      >;
      reopen: FunctionReference<
        "mutation",
        "internal",
        {
          task: string;
          owner: string;
          states: Array<
            "open" | "started" | "done" | "gone" | "kept" | "failed" | "undone"
          >;
          numItems: number;
        },
        number,
        Name
      >;
    };
    ledgerOwners: {
      add: FunctionReference<
        "mutation",
        "internal",
        { task: string; owners: Array<string> },
        null,
        Name
      >;
      change: FunctionReference<
        "mutation",
        "internal",
        {
          task: string;
          owner: string;
          change: {
            state?:
              "listing" | "working" | "done" | "failed" | "undoing" | "undone";
            reason?: string | null;
            cursor?: string | null;
            attempts?: number;
            dueAt?: number;
          };
        },
        null,
        Name
      >;
      list: FunctionReference<
        "query",
        "internal",
        { task: string; cursor: string | null; numItems: number },
        {
          items: Array<{
            owner: string;
            state:
              "listing" | "working" | "done" | "failed" | "undoing" | "undone";
            reason: string | null;
            cursor: string | null;
            attempts: number;
            dueAt: number;
            counts: Record<string, number>;
            reasons: Record<string, number>;
          }>;
          isDone: boolean;
          cursor: string | null;
        },
        Name
      >;
      next: FunctionReference<
        "query",
        "internal",
        {
          task: string;
          state:
            "listing" | "working" | "done" | "failed" | "undoing" | "undone";
          numItems: number;
        },
        Array<{
          owner: string;
          state:
            "listing" | "working" | "done" | "failed" | "undoing" | "undone";
          reason: string | null;
          cursor: string | null;
          attempts: number;
          dueAt: number;
          counts: Record<string, number>;
          reasons: Record<string, number>;
        }>,
        Name
      >;
    };
    matching: {
      add: FunctionReference<
        "mutation",
        "internal",
        {
          table: string;
          matches: Array<{
            legacyKey: string;
            id: string;
            class: "one_to_one" | "settled" | "claimed";
            value: string | null;
            filled: Array<string>;
            wrote?: Array<{ field: string; value?: any }>;
            kept: Array<{ field: string; value?: any }>;
            replaced: Array<{ field: string; value?: any }>;
            aliases: Array<{ field: string; key: string }>;
            imported?: string;
          }>;
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
          class: "one_to_one" | "settled" | "claimed";
          value: string | null;
          filled: Array<string>;
          wrote?: Array<{ field: string; value?: any }>;
          kept: Array<{ field: string; value?: any }>;
          replaced: Array<{ field: string; value?: any }>;
          aliases: Array<{ field: string; key: string }>;
        } | null,
        Name
      >;
      findAliases: FunctionReference<
        "query",
        "internal",
        { keys: Array<{ table: string; field: string; key: string }> },
        Array<string | null>,
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
            class: "one_to_one" | "settled" | "claimed";
            value: string | null;
            filled: Array<string>;
            wrote?: Array<{ field: string; value?: any }>;
            kept: Array<{ field: string; value?: any }>;
            replaced: Array<{ field: string; value?: any }>;
            aliases: Array<{ field: string; key: string }>;
          }>;
          isDone: boolean;
          cursor: string;
        },
        Name
      >;
      lookUpRows: FunctionReference<
        "query",
        "internal",
        {
          progress: string;
          rows: Array<{
            legacyKey: string;
            id: string;
            key: string | null;
            former: string | null;
          }>;
        },
        Array<{
          accounts: Array<string>;
          formerAccounts: Array<string>;
          merged: Array<{ legacyKey: string; id: string }>;
          isSurvivor: boolean;
          settlement: {
            table: string;
            legacyKey: string;
            keep: string;
            keepKey: string | null;
            reason: string;
          } | null;
        }>,
        Name
      >;
      ofSurvivors: FunctionReference<
        "query",
        "internal",
        { table: string; ids: Array<string> },
        Array<{
          legacyKey: string;
          id: string;
          class: "one_to_one" | "settled" | "claimed";
          value: string | null;
          filled: Array<string>;
          wrote?: Array<{ field: string; value?: any }>;
          kept: Array<{ field: string; value?: any }>;
          replaced: Array<{ field: string; value?: any }>;
          aliases: Array<{ field: string; key: string }>;
        }>,
        Name
      >;
    };
    moves: {
      advance: FunctionReference<
        "mutation",
        "internal",
        {
          state: "moving" | "done" | "failed";
          place: string | null;
          cursor: string | null;
          moved: number;
          read: number;
          batchSize: number;
          unmoved: Array<{ table: string; id: string; message: string }>;
          job: string | null;
          move: string;
        },
        null,
        Name
      >;
      find: FunctionReference<
        "query",
        "internal",
        { table: string; from: string; to: string },
        {
          move: string;
          table: string;
          from: string;
          to: string;
          by: string;
          state: "moving" | "done" | "failed";
          place: string | null;
          cursor: string | null;
          moved: number;
          read: number;
          batchSize: number;
          unmoved: Array<{ table: string; id: string; message: string }>;
          ticket: number;
          job: string | null;
        } | null,
        Name
      >;
      get: FunctionReference<
        "query",
        "internal",
        { move: string },
        {
          move: string;
          table: string;
          from: string;
          to: string;
          by: string;
          state: "moving" | "done" | "failed";
          place: string | null;
          cursor: string | null;
          moved: number;
          read: number;
          batchSize: number;
          unmoved: Array<{ table: string; id: string; message: string }>;
          ticket: number;
          job: string | null;
        } | null,
        Name
      >;
      open: FunctionReference<
        "mutation",
        "internal",
        { table: string; from: string; to: string; by: string },
        {
          move: string;
          table: string;
          from: string;
          to: string;
          by: string;
          state: "moving" | "done" | "failed";
          place: string | null;
          cursor: string | null;
          moved: number;
          read: number;
          batchSize: number;
          unmoved: Array<{ table: string; id: string; message: string }>;
          ticket: number;
          job: string | null;
        },
        Name
      >;
      schedule: FunctionReference<
        "mutation",
        "internal",
        { move: string; job: string },
        null,
        Name
      >;
    };
    postponed: {
      list: FunctionReference<
        "query",
        "internal",
        { cursor: string | null; numItems: number },
        {
          items: Array<{ function: string; at: number }>;
          isDone: boolean;
          cursor: string;
        },
        Name
      >;
      record: FunctionReference<
        "mutation",
        "internal",
        { function: string; handle: string; args: string },
        null,
        Name
      >;
    };
    progress: {
      drop: FunctionReference<
        "mutation",
        "internal",
        {
          stage: "match" | "resolve" | "verify" | "cleanup";
          keepsExport?: boolean;
        },
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
      intend: FunctionReference<
        "mutation",
        "internal",
        {
          stage: "match" | "resolve" | "verify" | "cleanup";
          batches: Array<{
            table: string;
            batchSize: number;
            largestBatch: number | null;
            job: string;
          }>;
        },
        null,
        Name
      >;
      read: FunctionReference<
        "query",
        "internal",
        { stage: "match" | "resolve" | "verify" | "cleanup"; table: string },
        {
          control: {
            action: "run" | "pause" | "abort";
            by: string | null;
            since: number | null;
            stopped: Array<string>;
          };
          round: { processed: number; job: string | null } | null;
        },
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
            hasKeptValues: boolean;
            hasAliases: boolean;
            hasFormerTargets: boolean;
          }
        | { refused: { code: string; message: string } },
        Name
      >;
    };
    removed: {
      add: FunctionReference<
        "mutation",
        "internal",
        {
          removed: Array<{
            table: string;
            id: string;
            document: string;
            reason: string;
          }>;
        },
        null,
        Name
      >;
      clear: FunctionReference<
        "mutation",
        "internal",
        { runId: string; removed: number; conflicts: number },
        boolean,
        Name
      >;
      list: FunctionReference<
        "query",
        "internal",
        { runId: string; after: number; numItems: number },
        {
          items: Array<{
            table: string;
            id: string;
            document: string;
            reason: string;
            number: number;
            at: number;
          }>;
          isDone: boolean;
        },
        Name
      >;
      listConflicts: FunctionReference<
        "query",
        "internal",
        { runId: string; after: number; numItems: number },
        {
          items: Array<{
            kind:
              "insert" | "update" | "delete" | "keep" | "remove" | "restore";
            table: string;
            id: string;
            legacyKey: string | null;
            field: string | null;
            theirs: string | null;
            ours: string | null;
            kept: "theirs" | "ours";
            reason: string;
            number: number;
            at: number;
          }>;
          isDone: boolean;
        },
        Name
      >;
    };
    runs: {
      allowCleanup: FunctionReference<
        "mutation",
        "internal",
        { reason: string },
        null,
        Name
      >;
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
            wasEmpty?: boolean;
            loadedBy?: "import" | "changes";
          }>;
        },
        null,
        Name
      >;
      beginSeries: FunctionReference<
        "mutation",
        "internal",
        { stage: "match" | "resolve" | "verify" | "cleanup" },
        null,
        Name
      >;
      endSeries: FunctionReference<"mutation", "internal", {}, null, Name>;
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
            wasEmpty?: boolean;
            loadedBy?: "import" | "changes";
          }>;
        },
        null,
        Name
      >;
    };
    settlements: {
      find: FunctionReference<
        "query",
        "internal",
        { table: string; legacyKey: string },
        {
          settlement: {
            table: string;
            legacyKey: string;
            keep: string;
            keepKey: string | null;
            reason: string;
          } | null;
          codes: Array<string>;
        },
        Name
      >;
      record: FunctionReference<
        "mutation",
        "internal",
        {
          settlement: {
            table: string;
            legacyKey: string;
            keep: string;
            keepKey: string | null;
            reason: string;
          };
        },
        number,
        Name
      >;
    };
    signIns: {
      read: FunctionReference<
        "query",
        "internal",
        {},
        {
          since: number | null;
          imported: number | null;
          users: Record<string, number>;
          days: Array<{ day: string; outcomes: Record<string, number> }>;
        },
        Name
      >;
      record: FunctionReference<
        "mutation",
        "internal",
        {
          outcome: string;
          user: string | null;
          isImported: boolean;
          address?: string;
        },
        null,
        Name
      >;
    };
    status: {
      read: FunctionReference<
        "query",
        "internal",
        {},
        {
          deploymentId: string | null;
          lease: {
            token: string;
            runId: string;
            command: string;
            host: string;
            pid: number;
            by: string;
            since: number;
            renewedAt: number;
          } | null;
          run: {
            runId: string;
            state: "current" | "rollingBack" | "rolledBack" | "replaced";
            planHash: string;
            begunAt: number;
            series: "match" | "resolve" | "verify" | "cleanup" | null;
            seriesNumber: number;
            generation: number;
            cleanupReason: string | null;
            progress: Array<{
              stage: "match" | "resolve" | "verify" | "cleanup";
              table: string;
              processed: number;
              changed: number;
              counts: Record<string, number>;
              issues: { open: number; cleared: number; waived: number };
              codes: Record<string, number>;
              batchSize: number | null;
              done: boolean;
              error: string | null;
              startedAt: number;
              job?: string | null;
              largestBatch?: number;
              movedAt?: number;
              series?: number;
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
              wasEmpty?: boolean;
              loadedBy?: "import" | "changes";
              matched: number;
              matchedBy: Record<string, number>;
              issues: { open: number; cleared: number; waived: number };
              verified: boolean | null;
              checks: Array<{
                level: "counts" | "fingerprints" | "references" | "export";
                ok: boolean;
                expected: string;
                found: string;
                detail: string;
                buckets: Array<number>;
              }>;
            }>;
            removed: number;
            conflicts: number;
          } | null;
          control: {
            action: "run" | "pause" | "abort";
            by: string | null;
            since: number | null;
            stopped: Array<string>;
          };
          maintenance: {
            on: boolean;
            message: string | null;
            since: number | null;
            overdueSince?: number;
          };
          window: {
            runId: string;
            state: "open" | "closed";
            step: string;
            openedAt: number;
            deadline: {
              at: number;
              autoRollback: boolean;
              passedAt: number | null;
            } | null;
            hasLoaded: boolean;
          } | null;
          moves: Array<{
            move: string;
            table: string;
            from: string;
            to: string;
            by: string;
            state: "moving" | "done" | "failed";
            place: string | null;
            cursor: string | null;
            moved: number;
            read: number;
            batchSize: number;
            unmoved: Array<{ table: string; id: string; message: string }>;
            ticket: number;
            job: string | null;
          }>;
          cutover: {
            standing: "none" | "open" | "stands" | "rolledBack";
            at: number | null;
          };
          signIns: {
            since: number | null;
            imported: number | null;
            users: Record<string, number>;
            days: Array<{ day: string; outcomes: Record<string, number> }>;
          };
        },
        Name
      >;
    };
    tasks: {
      claim: FunctionReference<
        "mutation",
        "internal",
        { name: string; ticket: number; until: number },
        boolean,
        Name
      >;
      confirm: FunctionReference<
        "mutation",
        "internal",
        { name: string; item: string; by: string; reason: string },
        {
          state:
            | "waiting"
            | "scheduled"
            | "running"
            | "done"
            | "failed"
            | "cancelled";
          verb: "run" | "undo" | "close";
          waitsFor: string | null;
          guard: { ok: boolean; reason: string; at: number } | null;
          result: Record<string, number | string> | null;
          error: string | null;
          attempts: number;
          nextAt: number | null;
          job: string | null;
          ticket: number;
          lease: { ticket: number; until: number; claimed: boolean } | null;
          closedAt: number | null;
          begunAt?: number;
          name: string;
          cutoverAt: number;
          dueAt: number;
          items: Array<{
            item: string;
            title: string;
            asks: "convex" | "command" | "person";
            measured: { ok: boolean | null; value: string; at: number } | null;
            confirmed: { by: string; at: number; reason: string } | null;
          }>;
          history: Array<{
            at: number;
            state:
              | "waiting"
              | "scheduled"
              | "running"
              | "done"
              | "failed"
              | "cancelled";
            detail: string;
          }>;
        },
        Name
      >;
      create: FunctionReference<
        "mutation",
        "internal",
        {
          name: string;
          cutoverAt: number;
          dueAt: number;
          items: Array<{
            item: string;
            title: string;
            asks: "convex" | "command" | "person";
            measured: { ok: boolean | null; value: string; at: number } | null;
            confirmed: { by: string; at: number; reason: string } | null;
          }>;
        },
        {
          state:
            | "waiting"
            | "scheduled"
            | "running"
            | "done"
            | "failed"
            | "cancelled";
          verb: "run" | "undo" | "close";
          waitsFor: string | null;
          guard: { ok: boolean; reason: string; at: number } | null;
          result: Record<string, number | string> | null;
          error: string | null;
          attempts: number;
          nextAt: number | null;
          job: string | null;
          ticket: number;
          lease: { ticket: number; until: number; claimed: boolean } | null;
          closedAt: number | null;
          begunAt?: number;
          name: string;
          cutoverAt: number;
          dueAt: number;
          items: Array<{
            item: string;
            title: string;
            asks: "convex" | "command" | "person";
            measured: { ok: boolean | null; value: string; at: number } | null;
            confirmed: { by: string; at: number; reason: string } | null;
          }>;
          history: Array<{
            at: number;
            state:
              | "waiting"
              | "scheduled"
              | "running"
              | "done"
              | "failed"
              | "cancelled";
            detail: string;
          }>;
        },
        Name
      >;
      cutover: FunctionReference<
        "query",
        "internal",
        {},
        {
          standing: "none" | "open" | "stands" | "rolledBack";
          at: number | null;
        },
        Name
      >;
      find: FunctionReference<
        "query",
        "internal",
        { name: string },
        {
          state:
            | "waiting"
            | "scheduled"
            | "running"
            | "done"
            | "failed"
            | "cancelled";
          verb: "run" | "undo" | "close";
          waitsFor: string | null;
          guard: { ok: boolean; reason: string; at: number } | null;
          result: Record<string, number | string> | null;
          error: string | null;
          attempts: number;
          nextAt: number | null;
          job: string | null;
          ticket: number;
          lease: { ticket: number; until: number; claimed: boolean } | null;
          closedAt: number | null;
          begunAt?: number;
          name: string;
          cutoverAt: number;
          dueAt: number;
          items: Array<{
            item: string;
            title: string;
            asks: "convex" | "command" | "person";
            measured: { ok: boolean | null; value: string; at: number } | null;
            confirmed: { by: string; at: number; reason: string } | null;
          }>;
          history: Array<{
            at: number;
            state:
              | "waiting"
              | "scheduled"
              | "running"
              | "done"
              | "failed"
              | "cancelled";
            detail: string;
          }>;
        } | null,
        Name
      >;
      list: FunctionReference<
        "query",
        "internal",
        {},
        Array<{
          state:
            | "waiting"
            | "scheduled"
            | "running"
            | "done"
            | "failed"
            | "cancelled";
          verb: "run" | "undo" | "close";
          waitsFor: string | null;
          guard: { ok: boolean; reason: string; at: number } | null;
          result: Record<string, number | string> | null;
          error: string | null;
          attempts: number;
          nextAt: number | null;
          job: string | null;
          ticket: number;
          lease: { ticket: number; until: number; claimed: boolean } | null;
          closedAt: number | null;
          begunAt?: number;
          name: string;
          cutoverAt: number;
          dueAt: number;
          items: Array<{
            item: string;
            title: string;
            asks: "convex" | "command" | "person";
            measured: { ok: boolean | null; value: string; at: number } | null;
            confirmed: { by: string; at: number; reason: string } | null;
          }>;
          history: Array<{
            at: number;
            state:
              | "waiting"
              | "scheduled"
              | "running"
              | "done"
              | "failed"
              | "cancelled";
            detail: string;
          }>;
        }>,
        Name
      >;
      measure: FunctionReference<
        "mutation",
        "internal",
        {
          name: string;
          measurements: Array<{
            item: string;
            ok: boolean | null;
            value: string;
          }>;
        },
        {
          state:
            | "waiting"
            | "scheduled"
            | "running"
            | "done"
            | "failed"
            | "cancelled";
          verb: "run" | "undo" | "close";
          waitsFor: string | null;
          guard: { ok: boolean; reason: string; at: number } | null;
          result: Record<string, number | string> | null;
          error: string | null;
          attempts: number;
          nextAt: number | null;
          job: string | null;
          ticket: number;
          lease: { ticket: number; until: number; claimed: boolean } | null;
          closedAt: number | null;
          begunAt?: number;
          name: string;
          cutoverAt: number;
          dueAt: number;
          items: Array<{
            item: string;
            title: string;
            asks: "convex" | "command" | "person";
            measured: { ok: boolean | null; value: string; at: number } | null;
            confirmed: { by: string; at: number; reason: string } | null;
          }>;
          history: Array<{
            at: number;
            state:
              | "waiting"
              | "scheduled"
              | "running"
              | "done"
              | "failed"
              | "cancelled";
            detail: string;
          }>;
        },
        Name
      >;
      move: FunctionReference<
        "mutation",
        "internal",
        {
          name: string;
          detail: string | null;
          to: {
            state?:
              | "waiting"
              | "scheduled"
              | "running"
              | "done"
              | "failed"
              | "cancelled";
            verb?: "run" | "undo" | "close";
            waitsFor?: string | null;
            guard?: { ok: boolean; reason: string; at: number } | null;
            result?: Record<string, number | string> | null;
            error?: string | null;
            attempts?: number;
            nextAt?: number | null;
            job?: string | null;
            ticket?: number;
            lease?: { ticket: number; until: number; claimed: boolean } | null;
            closedAt?: number | null;
            begunAt?: number;
          };
          dueAt?: number;
        },
        {
          state:
            | "waiting"
            | "scheduled"
            | "running"
            | "done"
            | "failed"
            | "cancelled";
          verb: "run" | "undo" | "close";
          waitsFor: string | null;
          guard: { ok: boolean; reason: string; at: number } | null;
          result: Record<string, number | string> | null;
          error: string | null;
          attempts: number;
          nextAt: number | null;
          job: string | null;
          ticket: number;
          lease: { ticket: number; until: number; claimed: boolean } | null;
          closedAt: number | null;
          begunAt?: number;
          name: string;
          cutoverAt: number;
          dueAt: number;
          items: Array<{
            item: string;
            title: string;
            asks: "convex" | "command" | "person";
            measured: { ok: boolean | null; value: string; at: number } | null;
            confirmed: { by: string; at: number; reason: string } | null;
          }>;
          history: Array<{
            at: number;
            state:
              | "waiting"
              | "scheduled"
              | "running"
              | "done"
              | "failed"
              | "cancelled";
            detail: string;
          }>;
        },
        Name
      >;
      readSourceBaseline: FunctionReference<
        "mutation",
        "internal",
        {},
        {
          description: string;
          at: number;
          facts: Array<{ name: string; value: number | string }>;
          checks: number;
        } | null,
        Name
      >;
      saveSourceBaseline: FunctionReference<
        "mutation",
        "internal",
        {
          cutoverAt: number;
          baseline: {
            description: string;
            at: number;
            facts: Array<{ name: string; value: number | string }>;
          };
        },
        null,
        Name
      >;
    };
    trials: {
      close: FunctionReference<
        "mutation",
        "internal",
        { trial: string },
        string | null,
        Name
      >;
      isOpen: FunctionReference<
        "query",
        "internal",
        { user: string },
        boolean,
        Name
      >;
      open: FunctionReference<
        "mutation",
        "internal",
        { address: string; user: string | null },
        string,
        Name
      >;
    };
    upgrades: {
      forget: FunctionReference<
        "mutation",
        "internal",
        { accounts: Array<string> },
        null,
        Name
      >;
      isUpgrade: FunctionReference<
        "query",
        "internal",
        { account: string; from: string; to: string },
        boolean,
        Name
      >;
      record: FunctionReference<
        "mutation",
        "internal",
        { account: string; from: string; to: string },
        null,
        Name
      >;
    };
    verdict: {
      recordExport: FunctionReference<
        "mutation",
        "internal",
        {
          runId: string;
          generation: number;
          tables: Array<{
            table: string;
            documents: number;
            differences: number;
            changedByUsers: number;
          }>;
        },
        boolean,
        Name
      >;
    };
    window: {
      control: FunctionReference<
        "query",
        "internal",
        {},
        {
          action: "run" | "pause" | "abort";
          by: string | null;
          since: number | null;
          stopped: Array<string>;
        },
        Name
      >;
      current: FunctionReference<
        "query",
        "internal",
        {},
        {
          runId: string | null;
          state: "open" | "closed";
          step: string | null;
          openedAt: number | null;
          closedAt: number | null;
          maintenance: {
            on: boolean;
            message: string | null;
            since: number | null;
            overdueSince?: number;
          };
          control: {
            action: "run" | "pause" | "abort";
            by: string | null;
            since: number | null;
            stopped: Array<string>;
          };
          steps: Array<{
            step: string;
            state:
              "started" | "finished" | "failed" | "interrupted" | "skipped";
            at: number;
            detail: string;
          }>;
        },
        Name
      >;
      maintenance: FunctionReference<
        "query",
        "internal",
        {},
        {
          on: boolean;
          message: string | null;
          since: number | null;
          overdueSince?: number;
        },
        Name
      >;
      recordStep: FunctionReference<
        "mutation",
        "internal",
        {
          runId: string;
          step: string;
          state: "started" | "finished" | "failed" | "interrupted" | "skipped";
          detail: string;
          closes: boolean;
          deadline?: { at: number; autoRollback: boolean };
        },
        string | null,
        Name
      >;
      setControl: FunctionReference<
        "mutation",
        "internal",
        {
          action: "run" | "pause" | "abort";
          by: string;
          stopped: Array<string>;
        },
        {
          action: "run" | "pause" | "abort";
          by: string | null;
          since: number | null;
          stopped: Array<string>;
        },
        Name
      >;
      setMaintenance: FunctionReference<
        "mutation",
        "internal",
        { on: boolean; message: string },
        {
          on: boolean;
          message: string | null;
          since: number | null;
          overdueSince?: number;
        },
        Name
      >;
    };
  };
