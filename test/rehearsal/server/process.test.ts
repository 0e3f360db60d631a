import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { fixtureApp, runNode } from "./command.js";

const root = path.resolve(import.meta.dirname, "../../..");
const withTsx = ["--import", "tsx"];

test("codegen leaves _generated of the app and its local components as the command writes it", async () => {
  const project = await mkdtemp(path.join(tmpdir(), "cutover-codegen-test-"));
  try {
    await cp(fixtureApp, project, { recursive: true, filter: (file) => path.basename(file) !== "_generated" });
    await symlink(path.join(root, "node_modules"), path.join(project, "node_modules"));
    const codegen = path.join(root, "scripts/rehearsal/server/codegen.ts");
    expect(await runNode([...withTsx, codegen, project], process.env, root)).toMatchObject({ code: 0 });
    for (const folder of ["convex/_generated", "convex/counter/_generated"]) {
      const expected = await readFiles(path.join(fixtureApp, folder));
      expect(await readFiles(path.join(project, folder))).toEqual(expected);
    }
  } finally {
    await rm(project, { recursive: true });
  }
});

async function readFiles(folder: string): Promise<[name: string, text: string][]> {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), "utf8")]));
}

test("the process says where it listens, loads TypeScript through tsx, and stops on SIGTERM", async () => {
  const main = path.join(root, "scripts/rehearsal/server/main.ts");
  const child = spawn(process.execPath, [...withTsx, main, path.join(fixtureApp, "convex")], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const started = JSON.parse((await lines.next()).value as string) as { url: string; adminKey: string; pid: number };
  expect(started.pid).toBe(child.pid);
  const call = async (name: string, args: object): Promise<unknown> => {
    const response = await fetch(`${started.url}/api/function`, {
      method: "POST",
      headers: { authorization: `Convex ${started.adminKey}` },
      body: JSON.stringify({ path: name, args }),
    });
    return response.json();
  };
  expect(await call("cases:add", { legacyId: "a" })).toMatchObject({ status: "success" });
  expect(await call("cases:count", {})).toMatchObject({ status: "success", value: 1 });
  child.kill("SIGTERM");
  expect(await exited).toBe(0);
});

test("the process stops by itself when nobody asks", async () => {
  const main = path.join(root, "scripts/rehearsal/server/main.ts");
  const args = [...withTsx, main, path.join(fixtureApp, "convex"), "--idle-minutes", "0.01"];
  expect(await runNode(args, process.env, root)).toMatchObject({ code: 0 });
});
