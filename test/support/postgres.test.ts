import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { projectDir } from "./folders.js";

test.each([1, 2])("a run that failed ended with 0 where a PostgreSQL had been prepared: %i", async (code) => {
  const script = `
    const { prepareCluster } = await import("./test/support/postgres.ts");
    await (await prepareCluster())();
    process.exitCode = ${code};`;
  const words = ["--import", "tsx", "--input-type=module", "-e", script];
  const running = promisify(execFile)(process.execPath, words, { cwd: projectDir });
  await expect(running).rejects.toMatchObject({ code });
});
