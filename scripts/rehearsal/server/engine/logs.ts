import { AsyncLocalStorage } from "node:async_hooks";
import { inspect } from "node:util";

interface Sink {
  lines: string[];
  /** A scheduled function inherits the sink of the call that scheduled it, which may long be answered. */
  isOpen: boolean;
}

const levels = { log: "LOG", info: "INFO", warn: "WARN", error: "ERROR", debug: "DEBUG" } as const;
type Level = keyof typeof levels;

const sinks = new AsyncLocalStorage<Sink>();

/** Runs app code and collects what it prints, in the form a Convex deployment reports it. */
export async function withLogLines<T>(work: (lines: string[]) => Promise<T>): Promise<T> {
  ensureConsoleIsWatched();
  const sink: Sink = { lines: [], isOpen: true };
  try {
    return await sinks.run(sink, () => work(sink.lines));
  } finally {
    sink.isOpen = false;
  }
}

let isWatched = false;

function ensureConsoleIsWatched(): void {
  if (isWatched) return;
  isWatched = true;
  for (const level of Object.keys(levels) as Level[]) watch(level);
}

/** Calls from outside a function go where they always went, those of scheduled functions to stderr. */
function watch(level: Level): void {
  const print = console[level].bind(console);
  console[level] = (...args: unknown[]) => {
    const sink = sinks.getStore();
    if (sink?.isOpen) sink.lines.push(renderLogLine(level, args));
    else if (sink) process.stderr.write(`${renderLogLine(level, args)}\n`);
    else print(...args);
  };
}

/** Strings are quoted as the real server quotes them. */
function renderLogLine(level: Level, args: readonly unknown[]): string {
  return `[${levels[level]}] ${args.map((arg) => inspect(arg)).join(" ")}`;
}
