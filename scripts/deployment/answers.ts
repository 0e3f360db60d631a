import { z } from "zod";

/** What the app's functions answer: the part that the command reads. Other fields may be there and are kept. */

export const vAppStage = z.enum(["match", "resolve", "verify", "cleanup"]);
export type AppStage = z.infer<typeof vAppStage>;

export const vControl = z.object({ action: z.enum(["run", "pause", "abort"]), by: z.string().nullable() });
/** What an operator has decided: `cutover pause | resume | abort`. */
export type Control = Readonly<z.infer<typeof vControl>>;

const vStageStatus = z.object({
  stage: vAppStage,
  table: z.string(),
  state: z.enum(["waiting", "running", "done", "failed", "canceled"]),
  processed: z.number(),
  /** resolve: `resolved`, `unresolved`; match: `matched`, `unmatched`, … */
  counts: z.record(z.string(), z.number()).readonly(),
  error: z.string().nullable(),
  /** When a batch was last scheduled or recorded what it did. */
  movedAt: z.number().nullish(),
});
export type StageStatus = Readonly<z.infer<typeof vStageStatus>>;

const vMatchClasses = z.object({ table: z.string() }).catchall(z.union([z.number(), z.string()]));
/** How many rows of a table match found in which class (convex/client/match/). */
export type MatchClasses = Readonly<z.infer<typeof vMatchClasses>>;

/** References that are being pointed at another document. */
const vRepointing = z.object({
  table: z.string(),
  from: z.string(),
  to: z.string(),
  state: z.enum(["moving", "done", "failed"]),
  moved: z.number(),
  unmoved: z.array(z.object({ table: z.string(), id: z.string(), message: z.string() }).readonly()).readonly(),
});

const vCheckStatus = z.object({
  level: z.string(),
  ok: z.boolean(),
  detail: z.string(),
  /** Checksum buckets that differ. */
  buckets: z.array(z.number()).readonly(),
});

const vTableStatus = z.object({
  table: z.string(),
  matched: z.number(),
  issues: z.object({ open: z.number(), cleared: z.number(), waived: z.number() }).readonly(),
  allowedIssues: z.number(),
  /** null: not verified yet. */
  verified: z.boolean().nullable(),
  checks: z.array(vCheckStatus.readonly()).readonly(),
});
export type TableStatus = Readonly<z.infer<typeof vTableStatus>>;

const vWindowStanding = z.object({
  runId: z.string(),
  state: z.enum(["open", "closed"]),
  step: z.string(),
  openedAt: z.number(),
  deadline: z.object({ at: z.number(), passedAt: z.number().nullable() }).nullable(),
  hasLoaded: z.boolean(),
});
/** The cutover window as the component knows it. */
export type WindowStanding = Readonly<z.infer<typeof vWindowStanding>>;

/** How sign-in goes (convex/client/signIn/signIns.ts). */
const vSignIns = z.object({
  /** The launch, or before it the begin of the run. Epoch milliseconds. */
  since: z.number().nullable(),
  imported: z.number().nullable(),
  signedIn: z.number(),
  refused: z.record(z.string(), z.number()).readonly(),
  neverSeen: z.number().nullable(),
  tries: z
    .array(
      z
        .object({ day: z.string(), ok: z.number(), refused: z.record(z.string(), z.number()), share: z.number() })
        .readonly(),
    )
    .readonly(),
});
export const vTriedSignIns = z.array(
  z
    .object({
      user: z.string().nullable(),
      legacyId: z.string().nullable(),
      kind: z.string(),
      outcome: z.enum(["opens", "resets", "shutOut"]),
      why: z.string(),
    })
    .readonly(),
);
/** `migrations:trySignIns`: what would happen to a sample of users. */
export type TriedSignIns = Readonly<z.infer<typeof vTriedSignIns>>;

export const vOpenedTrial = z.object({ trial: z.string(), accounts: z.number() });
export const vClosedTrial = z.object({ outcome: z.string().nullable(), isSessionEnded: z.boolean() });
/** `migrations:closeSignInTrial`: what the app knows of a sign-in that was tried. */
export type ClosedTrial = Readonly<z.infer<typeof vClosedTrial>>;

export const vAppStatus = z.object({
  maintenance: z.object({ on: z.boolean(), since: z.number().nullable() }).readonly(),
  window: vWindowStanding.readonly().nullable(),
  control: vControl.readonly(),
  /** Whose rows the deployment holds. The component names a run that was rolled back, too: `App.status` does not. */
  runId: z.string().nullable(),
  runState: z.enum(["current", "rollingBack", "rolledBack", "replaced"]).nullish(),
  deploymentId: z.string().nullish(),
  /** When somebody said that users work in Convex from now on. */
  launchedAt: z.number().nullish(),
  planHash: z.string().nullable(),
  /** Grows whenever the migration writes. */
  generation: z.number(),
  stages: z.array(vStageStatus.readonly()).readonly(),
  tables: z.array(vTableStatus.readonly()).readonly(),
  people: z.array(vMatchClasses.readonly()).readonly(),
  signIns: vSignIns.readonly().nullish(),
  /** Documents that gave way to others and wait to be read into the run's folder. */
  removed: z.number(),
  moves: z.array(vRepointing.readonly()).readonly(),
  waitingFor: z.string(),
  next: z.string(),
});
/** `migrations:status` (all of it: convex/client/run/status.ts). */
export type AppStatus = Readonly<z.infer<typeof vAppStatus>>;

const vScheduledCall = z.object({ function: z.string(), at: z.number() });
/** A call of a function of the app that is due, or was put off. */
export type ScheduledCall = Readonly<z.infer<typeof vScheduledCall>>;

/** `migrations:scheduledWork` (convex/client/maintenance/). */
export const vScheduledWork = z.object({
  due: z.array(vScheduledCall.readonly()).readonly(),
  isDone: z.boolean(),
  cursor: z.string().nullable(),
});
export type ScheduledWork = Readonly<z.infer<typeof vScheduledWork>>;

export const vSettled = z.object({
  table: z.string(),
  legacyKey: z.string(),
  id: z.string(),
  outcome: z.enum(["merged", "self", "already"]),
  closed: z.number(),
  moves: z.boolean(),
});
/** `migrations:settle`: what became of a row that match could not decide (convex/client/match/). */
export type Settled = Readonly<z.infer<typeof vSettled>>;

/** What an export has shown of a table (convex/cutover/validators.ts). */
export interface ExportVerdict {
  readonly table: string;
  readonly documents: number;
  readonly differences: number;
  readonly changedByUsers: number;
}

export const vInspectedDocument = z.object({
  legacyKey: z.string(),
  id: z.string(),
  fields: z.array(z.tuple([z.string(), z.string()]).readonly()).readonly(),
});
/** A document as the app sees it, for comparing with the exported one; a field is its name and its canonical form. */
export type InspectedDocument = Readonly<z.infer<typeof vInspectedDocument>>;

export const vAppIssue = z.object({
  stage: vAppStage,
  table: z.string(),
  legacyKey: z.string(),
  field: z.string().optional(),
  code: z.string(),
  message: z.string(),
  state: z.enum(["open", "cleared", "waived"]),
  reason: z.string().optional(),
});
/** A row the stages could not finish by themselves, and why. */
export type AppIssue = Readonly<z.infer<typeof vAppIssue>>;

const vLease = z.object({
  token: z.string(),
  runId: z.string(),
  command: z.string(),
  host: z.string(),
  pid: z.number(),
  by: z.string(),
  /** Epoch milliseconds, by the deployment's clock. */
  since: z.number(),
  renewedAt: z.number(),
});
/** Which command works on a deployment (convex/cutover/lease.ts). */
export type Lease = Readonly<z.infer<typeof vLease>>;

export const vTakenLease = z.object({ taken: z.boolean(), lease: vLease, replaced: vLease.nullable() });

export const vDeployment = z.object({
  id: z.string(),
  /** As the deployment says it of itself. */
  url: z.string().nullish(),
  /** Paths of the components the app works with; an app that was deployed with an older version says none. */
  mounts: z.object({ cutover: z.string(), migrations: z.string() }).readonly().nullish(),
  /** What its `apply` can be asked for; an older version does not say. */
  purposes: z.array(z.string()).readonly().nullish(),
});

/** One page of a long answer. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly isDone: boolean;
  readonly cursor: string | null;
}

export function vPage<T>(item: z.ZodType<T>): z.ZodType<Page<T>> {
  return z.object({ items: z.array(item).readonly(), isDone: z.boolean(), cursor: z.string().nullable() });
}
