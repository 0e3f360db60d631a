import type { Reporter, TestModule } from "vitest/node";

/** Prints `tests: N passed, N failed, N skipped` as the run's last line, for people and for CI. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string) => tests.filter((result) => result === state).length;
    // A file that does not even load has no tests, but it has failed.
    const broken = modules.filter(
      (module) => module.state() === "failed" && [...module.children.allTests()].length === 0,
    );
    console.log(
      `tests: ${count("passed")} passed, ${count("failed") + broken.length} failed, ${count("skipped")} skipped`,
    );
  }
}
