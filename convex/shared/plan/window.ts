import type { Value } from "convex/values";

/** A command line of the team's own, run by `cutover go` in the project's folder. */
export type Hook = string | { readonly command: string; readonly timeoutSeconds?: number };

/** When hooks are run: see the steps of `cutover go --help`. */
export type HookName = "announce" | "freeze" | "unfreeze" | "switchTraffic" | "switchBack" | "smoke" | "notify";

/**
 * How writes to the source are blocked. `refuseWrites`: in PostgreSQL, a trigger on every table refuses each statement that writes,
 * whoever makes it. `revokeWrites`: the privileges of the role the old app uses. `readOnlyDatabase`: PostgreSQL's
 * `default_transaction_read_only` for the database, and other sessions ended; it cannot stop transactions that begin with
 * READ WRITE, as some drivers' do. `hooks`: the plan's own commands `freeze` and `unfreeze`, for every other source. `none`:
 * the plan says that nothing writes any more.
 */
export type FreezePlan =
  | { readonly kind: "refuseWrites" }
  | { readonly kind: "readOnlyDatabase" }
  | { readonly kind: "revokeWrites"; readonly role: string }
  | { readonly kind: "hooks" }
  | { readonly kind: "none"; readonly because: string };

/**
 * A named check. `query`: a query of the app whose answer must equal `expect`, or the one value that the SQL in `source` gives
 * (PostgreSQL, SQLite), or that is answered within `p95Ms` milliseconds in 95 of 100 calls (`calls`, default 20, one after the
 * other; on the way from this machine). `http`: a page that answers with `status` (default 200) and holds `contains`. `dns`: a host
 * name that leads to `to`, an address or another name, at each of the `resolvers` (default: this machine's own). `tls`: a host whose
 * certificate is valid for `days` more days (default 7). `command`: a command line, run in the project's folder, that ends with 0.
 * `timeoutSeconds`: default 30.
 */
export type NamedCheck = { readonly name: string; readonly timeoutSeconds?: number } & (
  | { readonly query: string; readonly args?: Readonly<Record<string, Value>>; readonly expect: Value }
  | { readonly query: string; readonly args?: Readonly<Record<string, Value>>; readonly source: string }
  | {
      readonly query: string;
      readonly args?: Readonly<Record<string, Value>>;
      readonly p95Ms: number;
      readonly calls?: number;
    }
  | { readonly http: string; readonly status?: number; readonly contains?: string }
  | { readonly dns: string; readonly to: string; readonly resolvers?: readonly string[] }
  | { readonly tls: string; readonly days?: number }
  | { readonly command: string }
);

/** Something that only a person can see done. */
export interface ChecklistEntry {
  /** As `cutover check-off` takes it: `dns-ttl`. */
  readonly name: string;
  readonly title: string;
  /** Days from the window: `-2` is two days before it, `0` in it, `30` a month after. */
  readonly day: number;
  /** The window does not begin before somebody has checked it off. Only with a `day` of 0 or earlier. */
  readonly gate?: boolean;
}

/** What the plan says about the cutover window. */
export interface WindowPlan {
  /** Default: `refuseWrites` for PostgreSQL, `hooks` for the rest. */
  readonly freeze?: FreezePlan;
  readonly hooks?: Partial<Readonly<Record<HookName, Hook>>>;
  /**
   * Named checks besides verification: a `NamedCheck`, or a function of the app, such as `checks:dashboardCounts`, that gives
   * `{ name, ok, detail }[]`. `cutover verify` and the window run all of them; one that is not ok fails both.
   */
  readonly checks?: readonly (string | NamedCheck)[];
  /**
   * What has to hold before the window begins, such as "no campaign is being sent": checks as above. One that is not ok closes the
   * gate `before`, and nothing has been touched yet.
   */
  readonly before?: readonly (string | NamedCheck)[];
  /**
   * Checks that `cutover go` repeats every minute once users are in, for so many minutes: that pages answer, how many requests
   * fail. What fails is announced at once; nothing rolls back by itself.
   */
  readonly watch?: { readonly minutes: number; readonly checks: readonly (string | NamedCheck)[] };
  /** What your team does around the window: in the runbook, and checked off by `cutover check-off`. */
  readonly checklist?: readonly ChecklistEntry[];
  /**
   * How many seconds nothing may appear or change in migrated tables once maintenance mode is on, before the window goes on.
   * Default 10.
   */
  readonly quietSeconds?: number;
  /** Whether the old app stays closed after the switch. Default true: it must not take writes that are never migrated. */
  readonly leaveFrozen?: boolean;
  /**
   * How long rollback stays possible after the cutover, such as `"7d"` (default): legacy fields are not removed before.
   */
  readonly rollbackWindow?: string;
  /**
   * A backup of the source that the team makes itself, as a path from the project's folder, and how old it may be when the window
   * begins (default `"24h"`). Without a file, `cutover backup-source` makes one.
   */
  readonly sourceBackup?: { readonly file?: string; readonly within?: string };
  /**
   * Tables that are written whatever maintenance mode says, such as `presence`: the gate `quiet` does not look at them, and a
   * rollback notes what changed there and asks nothing of them.
   */
  readonly lively?: readonly string[];
}

/** Sentences that say what to write. */
export function findChecklistFaults({ checklist = [] }: WindowPlan): string[] {
  const names = checklist.map(({ name }) => name);
  return checklist.flatMap(({ name, title, day, gate }, index) => [
    ...(/^[a-z][\w-]*$/i.test(name ?? "")
      ? []
      : [`window.checklist: "${name}" is not a name: use letters, digits, - and _, as in "dns-ttl".`]),
    ...(names.indexOf(name) === index ? [] : [`window.checklist: two entries are called "${name}".`]),
    ...(title ? [] : [`window.checklist: ${name} has no title: say what has to be seen done.`]),
    ...(Number.isFinite(day)
      ? []
      : [`window.checklist: ${name} needs its day: -2 is two days before the window, 30 a month after.`]),
    ...(gate === true && day > 0
      ? [`window.checklist: ${name} cannot be a gate: day ${day} is after the window.`]
      : []),
  ]);
}
