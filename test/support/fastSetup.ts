import { ChildProcess } from "node:child_process";
import { Server } from "node:net";

/** For the project `fast`: what needs a process or a server is slow, and depends on the machine. */
function refuse(): never {
  throw new Error("This test starts a process or a server: findSlowTests.ts has to see that.");
}

Object.assign(ChildProcess.prototype, { spawn: refuse });
Object.assign(Server.prototype, { listen: refuse });

// Vitest asks for 100 lines of every error's stack. Validators throw thousands of errors that nobody reads.
Error.stackTraceLimit = 10;
