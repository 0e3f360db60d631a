import { describe, expect, test } from "vitest";
import { paint, takesColour } from "../../scripts/cli/output/colour.js";
import { type Clock, createProgress } from "../../scripts/cli/output/progress.js";
import { SafeStream } from "../../scripts/cli/output/safeStream.js";

/** Time that passes when the test says so. */
class HandClock implements Clock {
  private time = 0;
  private readonly timers = new Set<{ readonly ms: number; next: number; readonly tick: () => void }>();

  now(): number {
    return this.time;
  }

  every(ms: number, tick: () => void): () => void {
    const timer = { ms, next: this.time + ms, tick };
    this.timers.add(timer);
    return () => void this.timers.delete(timer);
  }

  pass(seconds: number): void {
    const end = this.time + seconds * 1000;
    for (;;) {
      const due = [...this.timers].filter(({ next }) => next <= end).toSorted((a, b) => a.next - b.next)[0];
      if (due === undefined) break;
      this.time = due.next;
      due.next += due.ms;
      due.tick();
    }
    this.time = end;
  }

  get isRunning(): boolean {
    return this.timers.size > 0;
  }
}

function open(stream: { isTTY?: boolean; columns?: number; rows?: number }, env: NodeJS.ProcessEnv = {}) {
  let printed = "";
  const clock = new HandClock();
  const write = (text: string) => void (printed += text);
  const progress = createProgress(new SafeStream({ ...stream, write }, env), clock);
  /** What was printed since the last look. */
  const look = () => {
    const shown = printed;
    printed = "";
    return shown;
  };
  return { clock, progress, look };
}

describe("without a terminal", () => {
  test("load was silent for two minutes: a line comes every ten seconds, with total, rate and time left", () => {
    const { clock, progress, look } = open({});
    progress.stage("resolve", "write the ids");
    progress.total("users", 100);
    progress.total("cases", 900);
    progress.rows("users", 100);
    clock.pass(5);
    progress.rows("cases", 50);
    expect(look()).toBe("resolve  write the ids\n");
    clock.pass(5);
    expect(look()).toBe("resolve  cases 150 of 1,000 rows, 15 %, 5 rows/s, 2 min 50 s left\n");
    clock.pass(20);
    expect(look().trim().split("\n")).toHaveLength(2);
    progress.stageDone("resolve", 30);
    clock.pass(60);
    expect(look()).toBe("resolve  done in 30.0 s\n");
    expect(clock.isRunning).toBe(false);
  });

  test("a stage that counts nothing says how long it has been at work", () => {
    const { clock, progress, look } = open({});
    progress.stage("backup");
    clock.pass(70);
    expect(look().split("\n").slice(-2)).toStrictEqual(["backup   for 1 min 10 s", ""]);
    progress.end();
    expect(clock.isRunning).toBe(false);
  });

  test("a table without a total leaves out share and time left; an estimate that was too small grows", () => {
    const { clock, progress, look } = open({});
    progress.stage("export");
    progress.total("users", 10);
    progress.rows("users", 40);
    clock.pass(10);
    expect(look()).toContain("export   users 40 of 40 rows, 100 %, for 10 s\n");
    progress.rows("cases", 60);
    clock.pass(10);
    expect(look()).toBe("export   cases 100 rows, 3 rows/s, for 20 s\n");
  });

  test("what an earlier command has done says nothing about the speed of this one", () => {
    const { clock, progress, look } = open({});
    progress.stage("verify");
    progress.total("users", 1000);
    progress.rows("users", 900);
    clock.pass(8);
    progress.rows("users", 940);
    clock.pass(2);
    expect(look()).toContain("users 940 of 1,000 rows, 94 %, 4 rows/s, 15 s left\n");
  });
});

test("a long import was silent: what the deployment says stands in the line, and what is left of the window", () => {
  const { clock, progress, look } = open({});
  progress.deadline(30 * 60_000);
  progress.stage("load");
  progress.says('Importing "cases" (1,000 documents)');
  clock.pass(10);
  expect(look().split("\n").at(-2)).toBe(
    'load     for 10 s; 29 min 50 s of the window left; Convex: Importing "cases" (1,000 documents)',
  );
  progress.stageDone("load", 10);
  progress.stage("match");
  clock.pass(30 * 60);
  expect(look().split("\n").at(-2)).toBe("match    for 30 min 0 s; the window is over");
});

describe("on a terminal", () => {
  const clear = "\r\u001b[2K";
  const up = "\u001b[1A\u001b[2K";
  /** The block that was drawn last. */
  const lastBlock = (printed: string) => printed.split(up).at(-1)!.split(clear).at(-1)!.split("\n");

  test("a line for each table is redrawn in place, and time passes in it without a row", () => {
    const { clock, progress, look } = open({ isTTY: true, columns: 100 });
    progress.stage("load");
    progress.total("users", 40);
    progress.total("cases", 1000);
    progress.rows("users", 0);
    clock.pass(0.5);
    progress.rows("users", 10);
    expect(lastBlock(look())).toStrictEqual([
      "load     1 s",
      "  users █████░░░░░░░░░░░░░░░ 10 of 40 rows, 25 %, 20 rows/s, 2 s left",
      "  cases ░░░░░░░░░░░░░░░░░░░░ 0 of 1,000 rows, 0 %",
    ]);
    clock.pass(0.5);
    expect(look()).toBe(
      `${clear}${up}${up}load     1 s\n  users █████░░░░░░░░░░░░░░░ 10 of 40 rows, 25 %, 10 rows/s, 3 s left\n  cases ░░░░░░░░░░░░░░░░░░░░ 0 of 1,000 rows, 0 %`,
    );
    progress.note("a remark");
    expect(look()).toBe(`${clear}${up}${up}a remark\n`);
    progress.end();
    expect(look()).toBe(clear);
    expect(clock.isRunning).toBe(false);
  });

  test("a table that is done says no rate, and above all stand the clock, the window and the deployment's words", () => {
    const { clock, progress, look } = open({ isTTY: true, columns: 120 });
    progress.deadline(600_000);
    progress.stage("load");
    progress.total("users", 40);
    progress.rows("users", 10);
    clock.pass(65);
    progress.says("Importing");
    progress.rows("users", 40);
    clock.pass(1);
    expect(lastBlock(look())).toStrictEqual([
      "load     1 min 6 s; 8 min 54 s of the window left; Convex: Importing",
      "  users ████████████████████ 40 of 40 rows, 100 %",
    ]);
  });

  test("more tables than the terminal has lines: those that move are shown, the others counted", () => {
    const { clock, progress, look } = open({ isTTY: true, columns: 100, rows: 6 });
    progress.stage("load");
    for (const name of ["a", "b", "c", "d", "e"]) progress.total(name, 10);
    progress.rows("a", 10);
    progress.rows("d", 5);
    clock.pass(1);
    expect(lastBlock(look())).toStrictEqual([
      "load     1 s",
      "  b ░░░░░░░░░░░░░░░░░░░░ 0 of 10 rows, 0 %",
      "  d ██████████░░░░░░░░░░ 5 of 10 rows, 50 %",
      "  and 3 more, 1 of them done",
    ]);
  });

  test("a terminal that said its width is 0 got a bar cut off in the middle", () => {
    const { progress, look } = open({ isTTY: true, columns: 0 });
    progress.stage("load");
    progress.total("users", 40);
    progress.rows("users", 10);
    expect(lastBlock(look())[1]).toBe("  users █████░░░░░░░░░░░░░░░ 10 of 40 rows, 25 %");
  });

  test("no line is longer than the terminal, whatever is in a name", () => {
    const { clock, progress, look } = open({ isTTY: true, columns: 40 });
    progress.stage("load");
    progress.total("a\u001btable with a long name", 40);
    clock.pass(1);
    progress.rows("a\u001btable with a long name", 10);
    const block = lastBlock(look());
    expect(block).toHaveLength(2);
    for (const line of block) expect(line.length).toBeLessThan(40);
  });
});

describe("colour", () => {
  test.each<[string, boolean, NodeJS.ProcessEnv, boolean]>([
    ["a terminal", true, {}, true],
    ["a pipe", false, {}, false],
    ["NO_COLOR on a terminal", true, { NO_COLOR: "1" }, false],
    ["an empty NO_COLOR", true, { NO_COLOR: "" }, true],
    ["a terminal that takes none", true, { TERM: "dumb" }, false],
    ["FORCE_COLOR into a pipe", false, { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR, which wins over NO_COLOR", false, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
    ["FORCE_COLOR=0 on a terminal", true, { FORCE_COLOR: "0" }, false],
  ])("%s", (_name, isTerminal, env, expected) => {
    expect(takesColour(isTerminal, env)).toBe(expected);
    let printed = "";
    const stream = new SafeStream({ isTTY: isTerminal, write: (text) => void (printed += text) }, env);
    stream.print("CUT3707: a gate is closed\n");
    expect(printed.includes("\u001b[31mCUT3707\u001b[0m")).toBe(expected);
    printed = "";
    stream.write('{"verified":"NO"}\n');
    expect(printed).toBe('{"verified":"NO"}\n');
  });

  test("what is wrong is red, what to type is cyan, and everything else stays as it is", () => {
    const lines = ["users  120  120  NO  1.4", "  → cutover load", "load     done in 1.0 s", "plain NOTHING here"];
    expect(paint(lines.join("\n")).split("\n")).toStrictEqual([
      "users  120  120  \u001b[31mNO\u001b[0m  1.4",
      "\u001b[36m  → cutover load\u001b[0m",
      "\u001b[32mload     \u001b[0mdone in 1.0 s",
      "plain NOTHING here",
    ]);
  });

  test("control characters of a name do not reach the terminal as colours", () => {
    let printed = "";
    new SafeStream({ isTTY: true, write: (text) => void (printed += text) }, {}).print("a\u001b[31mb");
    expect(printed).not.toContain("\u001b[31m");
  });
});
