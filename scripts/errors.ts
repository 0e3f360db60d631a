import type { z } from "zod";

/** Exit codes of the command; the README prints the same table. */
export const exitCodes = {
  done: 0,
  usage: 1,
  mismatch: 2,
  gate: 3,
  source: 4,
  deployment: 5,
  interrupted: 130,
  bug: 70,
} as const;

export type Failure = Exclude<keyof typeof exitCodes, "done">;

export interface Fault {
  /** What happened, in one sentence. Holds no secret. */
  what: string;
  /** Where: a file, table, key, column or address. */
  where?: string;
  /** What to type or change next. */
  next?: string;
}

/** The one error the command reports as a message instead of a stack: what happened, where, and what to type next. */
export class CutoverError extends Error {
  readonly faults: readonly Fault[];

  constructor(
    readonly failure: Failure,
    faults: Fault | readonly Fault[],
    options?: ErrorOptions,
  ) {
    const list = Array.isArray(faults) ? (faults as readonly Fault[]) : [faults as Fault];
    super(list.map(renderFault).join("\n"), options);
    this.name = "CutoverError";
    this.faults = list;
  }

  get exitCode(): number {
    return exitCodes[this.failure];
  }
}

/** "what (where). next" on one line, the next step on a line of its own. */
export function renderFault(fault: Fault): string {
  const where = fault.where === undefined ? "" : ` (${fault.where})`;
  const next = fault.next === undefined ? "" : `\n  → ${fault.next}`;
  return `${fault.what}${where}${next}`;
}

/** One sentence for each place that does not fit the schema: `tables[0].written: expected number, received string`. */
export function describeSchemaErrors({ issues }: z.ZodError): string[] {
  return issues.map(({ path, message }) => {
    const place = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
    return `${place === "" ? "" : `${place.replace(/^\./, "")}: `}${message.replace(/^Invalid input: /, "")}`;
  });
}
