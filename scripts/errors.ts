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

/** The first digit of a code says which exit code the command ends with. */
const failures = {
  1: "usage",
  2: "mismatch",
  3: "gate",
  4: "source",
  5: "deployment",
  7: "bug",
  8: "interrupted",
} as const satisfies Readonly<Record<number, Failure>>;

/** Stays the same for ever: scripts and runbooks refer to it. */
export type FailureCode = `CUT${keyof typeof failures}${number}`;

export function failureOf(code: FailureCode): Failure {
  return failures[code.charAt(3) as unknown as keyof typeof failures];
}

/** A kind of failure, as `cutover explain` tells it. Each room lists its own in its `failures.ts`. */
export interface FailureKind {
  readonly code: FailureCode;
  /** What has happened, without the names and numbers of one case. */
  readonly title: string;
  readonly means: string;
  /** Why the command stops instead of going on. */
  readonly why: string;
  /** What to type or change. */
  readonly next: string;
  /** Lines as they are typed or written. */
  readonly example: string;
}

/** Keeps the names of a room's kinds for its throw sites. */
export function defineFailures<Name extends string>(
  kinds: Readonly<Record<Name, FailureKind>>,
): Readonly<Record<Name, FailureKind>> {
  return kinds;
}

/** What may happen in every room. */
export const generalFailures = defineFailures({
  bug: {
    code: "CUT7001",
    title: "A bug in cutover",
    means: "Something happened that the command does not expect. The message or stack below it says where.",
    why: "Whatever follows could be wrong, so nothing follows. What was done so far is recorded in the run's folder.",
    next: "Type the same command again: it resumes. If it fails again, report the message, the stack and the version.",
    example: "npx cutover --version",
  },
  interrupted: {
    code: "CUT8001",
    title: "Stopped by Ctrl-C or a signal",
    means: "The batch at work was finished, and nothing after it has begun.",
    why: "You, a shell or a system that shuts down asked for it.",
    next: "Type the command again that was printed: it continues from its checkpoint.",
    example: "npx cutover load --prod",
  },
});

/** The one error the command reports as a message instead of a stack: what happened, where, and what to type next. */
export class CutoverError extends Error {
  readonly faults: readonly Fault[];

  constructor(
    readonly kind: FailureKind,
    faults: Fault | readonly Fault[],
    options?: ErrorOptions,
  ) {
    const list = Array.isArray(faults) ? (faults as readonly Fault[]) : [faults as Fault];
    super(list.map(renderFault).join("\n"), options);
    this.name = "CutoverError";
    this.faults = list;
  }

  get failure(): Failure {
    return failureOf(this.kind.code);
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

/** A word of a printed command, as the shell takes it. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
