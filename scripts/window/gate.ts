import { CutoverError, type Fault } from "../errors.js";
import { windowFailures } from "./failures.js";
import type { Gate, GateName } from "../run/windowRecord.js";

/** Every gate, and what it stands for. */
export const gates: Readonly<Record<GateName, string>> = {
  rights: "the key may do what the window needs, and refusals arrive with their words",
  check: "every row was checked with this plan, lately, and none would be lost unallowed",
  rehearsal: "the whole move was rehearsed with this plan, and every table was verified",
  "rollback-rehearsed": "the rollback was rehearsed with this plan",
  "source-backup": "the source was backed up lately, and the backup opens",
  "nothing-unguarded": "no code of the app writes in maintenance mode, unless it is exempt by name",
  "scheduled-work": "no scheduled function is due within the window, unless it is put off",
  "catch-up-lag": "after a preload: the last catch-up is not so old that the difference takes the window",
  disk: "there is room for the documents and the backup",
  clock: "this machine's clock agrees with the source's",
  forecast: "the steps fit into the window",
  before: "what the plan asks before the window (window.before) holds",
  checklist: "every entry of the plan's checklist that the window waits for was checked off",
  backup: "the backup is there, can be read, and has been counted",
  quiet: "in maintenance mode nothing appears or changes in migrated tables for some seconds",
  "source-frozen": "a write to the source failed, as it must",
  "source-still": "nothing was written to the source since it was frozen",
  verification: "every table is verified in this run, with no more open issues than the plan allows",
  checks: "every named check of the plan passed",
  "sign-in": "of a sample of users, of each kind of account and hash, nobody would be shut out",
};

/** Gates somebody decided to pass all the same, with the reason that stands in the report. */
export type Waivers = ReadonlyMap<GateName, string>;

/** `--waive rehearsal="rehearsed on the other laptop"` */
export function parseWaivers(words: readonly string[]): Waivers {
  const faults: Fault[] = [];
  const waivers = new Map<GateName, string>();
  for (const word of words) {
    const at = word.indexOf("=");
    const name = at === -1 ? word : word.slice(0, at);
    const reason = at === -1 ? "" : word.slice(at + 1).trim();
    if (!isGateName(name)) {
      faults.push({ what: `There is no gate "${name}"`, next: `One of: ${Object.keys(gates).join(", ")}.` });
    } else if (reason === "") {
      faults.push({ what: `Gate "${name}" is waived without a reason`, next: `--waive ${name}="why"` });
    } else waivers.set(name, reason);
  }
  if (faults.length > 0) throw new CutoverError(windowFailures.badWaiver, faults);
  return waivers;
}

function isGateName(name: string): name is GateName {
  return Object.hasOwn(gates, name);
}

/** Throws, all at once, for those that are closed and not waived. */
export function passGates(measured: readonly Gate[], waivers: Waivers): void {
  const closed = measured.filter(({ name, isOpen }) => !isOpen && !waivers.has(name));
  if (closed.length === 0) return;
  throw new CutoverError(
    windowFailures.gateClosed,
    closed.map(({ name, value, limit, opens }) => ({
      what: `Gate "${name}" is closed: ${value}; it has to be: ${limit}`,
      next: `${opens}, or pass it knowingly: --waive ${name}="why"`,
    })),
  );
}

/** One line a gate, for people. */
export function renderGate({ name, value, isOpen }: Gate, waivers: Waivers): string {
  const reason = waivers.get(name);
  const state = isOpen ? "open" : reason === undefined ? "CLOSED" : `waived (${reason})`;
  return `gate ${name}: ${state}: ${value}`;
}
