import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FreezePlan } from "../../../convex/shared/plan/window.js";
import { readState } from "../../../scripts/window/freeze/freeze.js";
import { openFreeze } from "../../../scripts/window/freeze/openFreeze.js";
import type { WindowContext } from "../../../scripts/window/hooks.js";
import { Random } from "../../../examples/support/random.js";
import { makeContext } from "../support.js";
import { type AppServer, attempt, readPrivileges, startAppServer } from "./server.js";

let server: AppServer;

beforeAll(async () => void (server = await startAppServer()));
afterAll(async () => await server.stop());

const kills = 6;
/** A freeze and its way back take a little longer than this together. */
const longestMs = 1200;

/** Starts a process that freezes and unfreezes without end, and ends it in the middle. */
async function killAfter(context: WindowContext, ms: number): Promise<void> {
  const script = fileURLToPath(new URL("freezeForever.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(context)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  await sleep(ms);
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function readSettings(): Promise<unknown[]> {
  return (await server.run("SELECT * FROM pg_db_role_setting")).rows;
}

test.each([{ kind: "readOnlyDatabase" }, { kind: "revokeWrites", role: "app" }] as const satisfies FreezePlan[])(
  "killed at any moment, $kind restores exactly what was there before",
  async (freeze) => {
    const database = freeze.kind.toLowerCase();
    await server.createDatabase(database);
    await server.run(
      `GRANT ALL ON ALL TABLES IN SCHEMA "Shop" TO app; GRANT ALL ON ALL SEQUENCES IN SCHEMA "Shop" TO app;
     ALTER DATABASE ${database} SET default_transaction_read_only = off`,
      database,
    );
    const { context, remove } = await makeContext({ source: server.urlOf("postgres", database), window: { freeze } });
    const before = [await readPrivileges(server, database), await readSettings()];
    const random = new Random(freeze.kind);
    const found = { record: 0, none: 0 };
    for (let kill = 0; kill < kills; kill++) {
      await killAfter(context, random.between(0, longestMs));
      found[(await readState(context.run)) === null ? "none" : "record"]++;
      if (kill % 2 === 1) {
        await (await openFreeze(context)).freeze();
        await (await openFreeze(context)).verify();
      }
      await (await openFreeze(context)).unfreeze();
      expect([await readPrivileges(server, database), await readSettings()]).toEqual(before);
      expect(await attempt(server.urlOf("app", database), `UPDATE "Shop".items SET price = 2`)).toBeNull();
    }
    expect(found.record).toBeGreaterThan(0);
    await remove();
  },
);
