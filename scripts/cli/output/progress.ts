import type { Progress } from "../../stages/stage.js";

/** Where a command prints: the answer to stdout, everything else to stderr. */
export interface Streams {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

/** A terminal, a pipe, or a test that keeps what it gets. */
export interface OutputStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** As commands see one: what they write is made safe, so clearing a terminal's line is a call of its own. */
export interface CommandStreams {
  readonly stdout: CommandStream;
  readonly stderr: CommandStream;
}

interface CommandStream extends OutputStream {
  clearLine(): void;
}

const redrawMs = 100;

/** On a terminal, one line is redrawn with counts and rows/s; elsewhere only permanent lines are written. */
export function createProgress(stream: CommandStream): Progress {
  return stream.isTTY ? new TerminalProgress(stream) : new PlainProgress(stream);
}

class PlainProgress implements Progress {
  constructor(protected readonly stream: CommandStream) {}

  stage(name: string, detail = ""): void {
    this.note(`${name.padEnd(8)} ${detail}`.trimEnd());
  }

  stageDone(name: string, seconds: number): void {
    this.note(`${name.padEnd(8)} done in ${seconds.toFixed(1)} s`);
  }

  rows(_table: string, _count: number): void {}

  note(text: string): void {
    this.stream.write(`${text}\n`);
  }

  end(): void {}
}

class TerminalProgress extends PlainProgress {
  private readonly counts = new Map<string, number>();
  private stageName = "";
  private startedAt = 0;
  private drawnAt = 0;

  override stage(name: string, detail = ""): void {
    super.stage(name, detail);
    this.stageName = name;
    this.counts.clear();
    this.startedAt = performance.now();
  }

  override rows(table: string, count: number): void {
    this.counts.set(table, count);
    const now = performance.now();
    if (now - this.drawnAt < redrawMs) return;
    this.drawnAt = now;
    const total = [...this.counts.values()].reduce((sum, rows) => sum + rows, 0);
    const seconds = Math.max(0.001, (now - this.startedAt) / 1000);
    const line = `${this.stageName.padEnd(8)} ${table} ${count} · ${total} rows · ${Math.round(total / seconds)} rows/s`;
    this.stream.clearLine();
    this.stream.write(line);
  }

  override note(text: string): void {
    this.end();
    super.note(text);
  }

  override end(): void {
    this.stream.clearLine();
  }
}
