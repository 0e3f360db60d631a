import os from "node:os";
import type { z } from "zod";
import { CutoverError } from "../errors.js";
import { deploymentFailures } from "./failures.js";
import { isProcessAlive } from "../run/files.js";
import type { Lease, vTakenLease } from "./answers.js";
import type { App } from "./app.js";

export interface LeaseOptions {
  readonly runId: string;
  /** `cutover load` */
  readonly command: string;
  /** Says that a lease was left behind and is taken over. */
  note(text: string): void;
  /** Called when somebody else has the lease: nothing more may be written. */
  lost(error: CutoverError): void;
  readonly renewMs?: number;
  /** For tests; monotonic milliseconds. */
  readonly now?: () => number;
}

const renewMs = 20_000;
/** What the component gives a holder that does not renew (convex/cutover/lease.ts). */
const staleMs = 90_000;

/** One command at a time writes to a deployment, whatever folder or machine it runs in. Readers need no lease. */
export class HeldLease {
  private token: string;
  private renewedAt: number;
  private readonly timer: NodeJS.Timeout;
  private renewal: Promise<void> = Promise.resolve();

  private constructor(
    private readonly app: App,
    private readonly options: LeaseOptions,
    { token }: Lease,
  ) {
    this.token = token;
    heldHere.add(token);
    this.renewedAt = this.now();
    this.timer = setInterval(() => void (this.renewal = this.renew()), options.renewMs ?? renewMs);
  }

  /** `app`: one whose calls wait for no other `convex` command. */
  static async take(app: App, options: LeaseOptions): Promise<HeldLease> {
    const { lease, replaced } = await takeLease(app, options);
    if (replaced !== null) options.note(`${describeLease(replaced)} ended without a word: this command takes over.`);
    return new HeldLease(app, options, lease);
  }

  /** A deployment that does not answer now gives the lease to others by itself after 90 seconds. */
  async release(app: App): Promise<void> {
    clearInterval(this.timer);
    await this.renewal;
    heldHere.delete(this.token);
    await app.releaseLease(this.token).catch(() => {});
  }

  private now(): number {
    return (this.options.now ?? (() => performance.now()))();
  }

  private async renew(): Promise<void> {
    try {
      if (!(await this.app.renewLease(this.token))) await this.takeAgain();
      this.renewedAt = this.now();
    } catch (error) {
      // Silence passes, or the work itself fails of it.
      if (error instanceof CutoverError && error.failure === "gate") this.options.lost(error);
    }
  }

  /**
   * A backup that was restored brings the leases of its own time, or none. Nobody else can have had the lease in the time
   * that it is given without being renewed; after that somebody may have worked here.
   */
  private async takeAgain(): Promise<void> {
    const { lease } = await takeLease(this.app, this.options);
    const sleptMs = this.now() - this.renewedAt;
    if (sleptMs < staleMs) {
      heldHere.delete(this.token);
      heldHere.add((this.token = lease.token));
      return;
    }
    await this.app.releaseLease(lease.token);
    throw new CutoverError(deploymentFailures.leaseLost, {
      what: `This command gave no sign of life for ${Math.round(sleptMs / 1000)} s, and another one may have worked here meanwhile`,
      where: this.app.convex.deploymentName,
      next: "cutover status shows how the run stands. Type the same command again.",
    });
  }
}

async function takeLease(app: App, { runId, command }: LeaseOptions): Promise<z.infer<typeof vTakenLease>> {
  const holder = { runId, command, host: os.hostname(), pid: process.pid, by: os.userInfo().username };
  const first = await app.takeLease(holder);
  if (first.taken) return first;
  if (!isDead(first.lease)) throw createHeldError(app, first.lease);
  const second = await app.takeLease({ ...holder, dead: first.lease.token });
  if (second.taken) return second;
  throw createHeldError(app, second.lease);
}

/** A lease of this process that is not held here is of a restored backup, or of an earlier process with the same id. */
function isDead({ host, pid, token }: Lease): boolean {
  if (host !== os.hostname()) return false;
  return pid === process.pid ? !heldHere.has(token) : !isProcessAlive(pid);
}

/** The tokens of the leases that this process holds now. */
const heldHere = new Set<string>();

function createHeldError(app: App, lease: Lease): CutoverError {
  return new CutoverError(deploymentFailures.deploymentBusy, {
    what: `${describeLease(lease)} is working on this deployment`,
    where: app.convex.deploymentName,
    next: "Wait until it has ended, then type the same command again. Should it have been killed, its lease ends after 90 seconds.",
  });
}

/** `"cutover go" of run 20261121-… (anna, process 4711 on build-1, since 2026-11-21 12:00:00 UTC)` */
export function describeLease({ command, runId, by, pid, host, since }: Lease): string {
  const at = new Date(since).toISOString().replace("T", " ").replace(/\..*$/, " UTC");
  return `"${command}" of run ${runId} (${by}, process ${pid} on ${host}, since ${at})`;
}
