import type { Progress } from "../../stages/stage.js";
import { createProgress } from "./progress.js";
import type { SafeStream, Streams } from "./safeStream.js";

/**
 * Where a command prints, decided here only: what was asked for goes to stdout, as text or with --json as JSON; progress,
 * remarks, questions, the next command and failures go to stderr.
 */
export class Output {
  readonly progress: Progress;

  constructor(
    private readonly streams: Streams<SafeStream>,
    private readonly isJson: boolean,
  ) {
    this.progress = createProgress(streams.stderr);
  }

  /** How wide a table may be; a file is read on terminals, too. */
  get columns(): number {
    return this.streams.stdout.isTTY ? this.streams.stdout.columns : 80;
  }

  /** What was asked for, for a reader. With --json the document says it. */
  show(text: string): void {
    if (this.isJson) return;
    this.progress.end();
    this.streams.stdout.print(`${text}\n`);
  }

  /** A text for a program, such as a shell: as it is. */
  script(text: string): void {
    this.streams.stdout.write(text);
  }

  /** With --json: one line of stdout. A command prints one; `status --watch` one for each change. */
  json(value: unknown): void {
    if (!this.isJson) return;
    this.progress.end();
    this.streams.stdout.writeJson(value);
  }
}
