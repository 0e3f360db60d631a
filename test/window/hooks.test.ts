import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Hook } from "../../convex/shared/plan/window.js";
import { describeHook, runHook } from "../../scripts/window/hooks.js";
import { maskSecrets, registerEnvironment } from "../../scripts/secrets.js";
import { failureOf, makeContext } from "./support.js";

let made: Awaited<ReturnType<typeof makeContext>>;

beforeEach(async () => void (made = await makeContext()));
afterEach(async () => await made.remove());

const run = async (hook: Hook, step?: string) => await runHook("announce", hook, made.context, step);
const logOf = async (name: string) => await readFile(made.context.run.file("hooks", name), "utf8");

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a hook runs in the project's folder, knows run, step and deployment, and its output is kept", async () => {
  await run('echo "$PWD"; echo "$CUTOVER_RUN $CUTOVER_STEP $CUTOVER_DEPLOYMENT" >&2', "backup");
  const { dir, context } = made;
  expect((await logOf("announce-1.log")).split("\n").slice(0, 2)).toEqual([
    expect.stringContaining(path.basename(dir)),
    `${context.run.run} backup dev:happy-otter-1`,
  ]);
});

test("each run of a hook has a log of its own", async () => {
  for (const word of ["one", "two"]) await run(`echo ${word}`);
  expect([await logOf("announce-1.log"), await logOf("announce-2.log")]).toEqual(["one\n", "two\n"]);
  expect((await readdir(made.context.run.file("hooks"))).toSorted()).toEqual(["announce-1.log", "announce-2.log"]);
});

test("a failed hook is a closed gate with the end of its output", async () => {
  const { failure, message } = await failureOf(run("seq 1 2000; echo no such host >&2; exit 3"));
  expect(failure).toBe("gate");
  expect(message).toContain("Hook announce failed with exit code 3:");
  expect(message).toContain("    no such host");
  expect(message).not.toContain("\n    100\n");
  expect(message).toContain("announce-1.log");
});

test("how each hook ended stands in the run's folder, for the report", async () => {
  await failureOf(run("exit 3"));
  const [started, ended] = await made.context.run.hooks.entries();
  expect(started).toMatchObject({ stage: "announce", event: "started" });
  expect(ended).toMatchObject({ stage: "announce", event: "failed", message: "failed with exit code 3" });
  await run("true");
  expect((await made.context.run.hooks.latest()).get("announce")).toMatchObject({ event: "finished" });
});

test("a command that does not exist is a failed hook", async () => {
  expect((await failureOf(run("./no-such-script.sh"))).message).toContain("exit code 127");
});

test("when the time is up the whole group is ended, also what ignores a polite word", async () => {
  const file = path.join(made.dir, "pids");
  const child = `sh -c 'trap "" TERM; echo $$ >> "${file}"; while :; do sleep 0.1; done'`;
  const startedAt = performance.now();
  const { message } = await failureOf(run({ command: `${child} & ${child}`, timeoutSeconds: 1 }));
  expect(message).toContain("Hook announce was ended after 1 s");
  expect(performance.now() - startedAt).toBeLessThan(30_000);
  const pids = (await readFile(file, "utf8")).trim().split("\n").map(Number);
  expect(pids).toHaveLength(2);
  for (const pid of pids) await waitUntil(() => !isAlive(pid));
});

async function waitUntil(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 100) throw new Error("it did not come so");
    await sleep(100);
  }
}

test("a hook that left a process behind on purpose ends when its own command ends", async () => {
  const file = path.join(made.dir, "pid");
  await run(`sleep 60 & echo $! > "${file}"`);
  const pid = Number(await readFile(file, "utf8"));
  expect(isAlive(pid)).toBe(true);
  process.kill(pid);
});

test("the folder a hook works in was blackened, because PWD looks like a password", () => {
  const env = { PWD: "/srv/app", OLDPWD: "/srv", DB_PWD: "/srv/app-secret" };
  registerEnvironment(env);
  expect(maskSecrets("cannot read /srv/app/dns.sh, tried /srv/app-secret")).toBe(
    "cannot read /srv/app/dns.sh, tried …",
  );
});

test("secrets are printed neither in the message nor in the log", async () => {
  const env = {
    ...made.context.env,
    API_TOKEN: "t0ken-value",
    DATABASE_URL: "postgres://app:p%40ssword@db/x",
    SHORT_KEY: "no",
  };
  const hook = 'echo "$API_TOKEN $DATABASE_URL p@ssword no"; exit 1';
  const { message } = await failureOf(runHook("smoke", hook, { ...made.context, env }));
  const shown = "… postgres://app:…@db/x … no";
  expect(message).toContain(shown);
  expect(await logOf("smoke-1.log")).toBe(`${shown}\n`);
});

test.each([
  {
    text: "see https://me:secret1@host/a and http://host:80/b",
    masked: "see https://me:…@host/a and http://host:80/b",
  },
  { text: "postgres://me@host:5432/db", masked: "postgres://me@host:5432/db" },
])("passwords in addresses are masked: $text", ({ text, masked }) => {
  expect(maskSecrets(text)).toBe(masked);
});

test("a dry run says what would run, and for how long", () => {
  expect(describeHook("freeze", "./stop.sh")).toBe("freeze: ./stop.sh (at most 120 s)");
  expect(describeHook("smoke", { command: "curl https://a:hush@b", timeoutSeconds: 5 })).toBe(
    "smoke: curl https://a:…@b (at most 5 s)",
  );
});

test("the hook that a killed run left behind ends before the next one begins", async () => {
  const file = path.join(made.dir, "order");
  const left = spawn(`sleep 1; echo left >> "${file}"`, { shell: true, detached: true, stdio: "ignore" });
  const ended = once(left, "exit");
  await run("echo https://me:hush-hush@host");
  const log = made.context.run.file("hooks", "announce-1.log");
  await writeFile(log, "https://me:hush-hush@host\n");
  const running = made.context.run.file("hooks", "running.json");
  await writeFile(running, JSON.stringify({ version: 1, group: left.pid, timeoutSeconds: 20, log }));
  await run(`echo next >> "${file}"`);
  await ended;
  expect(await readFile(file, "utf8")).toBe("left\nnext\n");
  expect(await readFile(log, "utf8")).toBe("https://me:…@host\n");
});

test("the hook that a killed run left behind is not waited for without end", async () => {
  const left = spawn("sleep 60", { shell: true, detached: true, stdio: "ignore" });
  await run("true");
  const running = made.context.run.file("hooks", "running.json");
  await writeFile(running, JSON.stringify({ version: 1, group: left.pid, timeoutSeconds: -4, log: "" }));
  const { failure, message } = await failureOf(run("true"));
  expect([failure, message]).toEqual(["gate", expect.stringContaining(`process group ${left.pid}`)]);
  process.kill(-left.pid!, "SIGKILL");
});
