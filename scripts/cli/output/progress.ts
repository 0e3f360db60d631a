import type { Progress } from "../../stages/stage.js";
import { type Beside, renderBlock, renderLine } from "./renderCounts.js";
import { StageCounts } from "./stageCounts.js";
import type { SafeStream } from "./safeStream.js";

const redrawMs = 100;
/** A terminal shows each second that passes; elsewhere a line stays, so there are fewer. */
const tickMs = { terminal: 1000, plain: 10_000 };

/** The time, for tests to pass by hand. */
export interface Clock {
  now(): number;
  /** Calls again and again; gives what ends it. */
  every(ms: number, tick: () => void): () => void;
}

const systemClock: Clock = {
  now: () => performance.now(),
  every(ms, tick) {
    const timer = setInterval(tick, ms);
    // A command that is done must not wait for its clock.
    timer.unref();
    return () => clearInterval(timer);
  },
};

/** On a terminal, a line for each table is redrawn in place; elsewhere a line is written every ten seconds. */
export function createProgress(stream: SafeStream, clock: Clock = systemClock): Progress {
  return stream.isTTY ? new TerminalProgress(stream, clock) : new PlainProgress(stream, clock);
}

class PlainProgress implements Progress {
  protected counts: StageCounts | null = null;
  private stopClock: (() => void) | null = null;
  private server: string | null = null;
  private deadlineAt: number | null = null;

  constructor(
    protected readonly stream: SafeStream,
    protected readonly clock: Clock,
    private readonly everyMs = tickMs.plain,
  ) {}

  stage(name: string, detail = ""): void {
    this.end();
    this.note(`${name.padEnd(8)} ${detail}`.trimEnd());
    this.counts = new StageCounts(name, this.clock.now());
    this.startClock();
  }

  stageDone(name: string, seconds: number): void {
    this.end();
    this.counts = null;
    this.server = null;
    this.note(`${name.padEnd(8)} done in ${seconds.toFixed(1)} s`);
  }

  total(table: string, count: number): void {
    this.counts?.expect(table, count);
  }

  rows(table: string, count: number): void {
    this.counts?.count(table, count, this.clock.now());
    this.startClock();
  }

  says(words: string | null): void {
    this.server = words;
  }

  deadline(leftMs: number | null): void {
    this.deadlineAt = leftMs === null ? null : this.clock.now() + leftMs;
  }

  note(text: string): void {
    this.stream.print(`${text}\n`);
  }

  end(): void {
    this.stopClock?.();
    this.stopClock = null;
  }

  protected tick(): void {
    if (this.counts !== null) this.note(renderLine(this.counts, this.clock.now(), this.beside()));
  }

  protected beside(): Beside {
    const { server, deadlineAt } = this;
    return { server, leftMs: deadlineAt === null ? null : deadlineAt - this.clock.now() };
  }

  private startClock(): void {
    if (this.counts !== null) this.stopClock ??= this.clock.every(this.everyMs, () => this.tick());
  }
}

class TerminalProgress extends PlainProgress {
  private drawnAt = Number.NEGATIVE_INFINITY;
  /** Lines that are there to be drawn over. */
  private drawn = 1;

  constructor(stream: SafeStream, clock: Clock) {
    super(stream, clock, tickMs.terminal);
  }

  override rows(table: string, count: number): void {
    super.rows(table, count);
    if (this.clock.now() - this.drawnAt >= redrawMs) this.tick();
  }

  override note(text: string): void {
    this.clear();
    super.note(text);
  }

  override end(): void {
    super.end();
    this.clear();
  }

  protected override tick(): void {
    if (this.counts === null) return;
    this.drawnAt = this.clock.now();
    const room = { columns: this.stream.columns - 1, lines: this.stream.lines - 1 };
    const block = renderBlock(this.counts, this.drawnAt, { ...this.beside(), ...room });
    this.clear();
    this.stream.write(block.join("\n"));
    this.drawn = block.length;
  }

  private clear(): void {
    this.stream.clearLines(this.drawn);
    this.drawn = 1;
  }
}
