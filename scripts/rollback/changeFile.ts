import type { LineWriter } from "../rows/write/lineWriter.js";
import { readLines } from "../run/files.js";
import type { RunDirectory } from "../run/runDirectory.js";

/** Which value stays where somebody has changed an account since: the one in Convex, or the account's own from before. */
export type Keep = "theirs" | "backup";

/** A value of a field, as `convexToJson` has it; a side that is missing stands for an absent field. */
export interface FieldChange {
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A change as the component's table `changes` has it (convex/cutover/changeValidators.ts), without its number. */
export type RollbackChange =
  | { readonly kind: "remove"; readonly table: string; readonly id: string; readonly hash: string }
  | {
      readonly kind: "restore";
      readonly table: string;
      readonly id: string;
      readonly fields: string;
      readonly keep: Keep;
    };

export interface ChangeCounts {
  /** Rows of `changes`: a change too large for a document is several. */
  readonly rows: number;
  readonly removed: number;
  readonly restored: number;
  /** Documents that users wrote into tables the app had empty: part of `removed`, and in `writes/`. */
  readonly later: number;
}

export function changesFile(run: RunDirectory): string {
  return run.file("rollback", "changes.jsonl");
}

/** Every change, those in parts put together again. */
export async function* readChanges(file: string): AsyncGenerator<RollbackChange> {
  let text = "";
  for await (const line of readLines(file)) {
    if (line === "") continue;
    const row = JSON.parse(line) as RollbackChange | Part;
    if (row.kind !== "part") yield row;
    else if ((text += row.text) !== "" && row.part === row.of - 1) {
      yield JSON.parse(text) as RollbackChange;
      text = "";
    }
  }
}

interface Part {
  readonly kind: "part";
  readonly part: number;
  readonly of: number;
  readonly text: string;
}

/** A change is a document of Convex's, which takes 1 MiB; three bytes a character at most. */
const partLength = 300_000;

/** Counts what it writes. */
export class ChangeWriter {
  private number = 0;
  private rows = 0;
  private removed = 0;
  private restored = 0;
  private later = 0;

  constructor(private readonly file: LineWriter) {}

  async write(change: RollbackChange, isLater: boolean): Promise<void> {
    const { number } = this;
    for (const row of splitChange(change, number)) {
      await this.file.write(JSON.stringify(row));
      this.rows += 1;
    }
    this.number += 1;
    if (change.kind === "restore") this.restored += 1;
    else this.removed += 1;
    if (isLater) this.later += 1;
  }

  async finish(): Promise<ChangeCounts> {
    await this.file.finish();
    const { rows, removed, restored, later } = this;
    return { rows, removed, restored, later };
  }
}

function splitChange(change: RollbackChange, number: number): object[] {
  const text = JSON.stringify({ number, ...change });
  if (text.length <= partLength) return [{ number, ...change }];
  const of = Math.ceil(text.length / partLength);
  return Array.from({ length: of }, (_, part) => ({
    kind: "part",
    number,
    part,
    of,
    text: text.slice(part * partLength, (part + 1) * partLength),
  }));
}
