import { exitCodes } from "../errors.js";
import { runCli } from "./runCli.js";

/** The first Ctrl-C lets the current batch finish; the second exits at once. */
function listenForInterrupt(): AbortSignal {
  const interrupt = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
      process.stderr.write("\nStopping after the current batch; press Ctrl-C again to stop at once.\n");
      interrupt.abort();
    });
  }
  return interrupt.signal;
}

// A terminal that was closed takes no words any more; the command goes on to its end all the same.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
// A socket or a child that is slow to close must not keep a finished command alive.
process.exit(await runCli(process.argv.slice(2), process, listenForInterrupt()));
