import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { spawn } from "node:child_process";
import path from "node:path";
import { fixtureApp, Stage } from "./command.js";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

describe("convex run", () => {
  test("runs mutations and queries, and shows what they print", async () => {
    const added = await stage.convex("run", "cases:add", '{legacyId: "a", cents: {$integer: "AQAAAAAAAAA="}}');
    expect(added).toMatchObject({ code: 0, stdout: expect.stringMatching(/^"[0-9]+cases"\n$/) });
    expect(added.stderr).toContain("[LOG] 'adding' 'a'");
    expect(await stage.run("cases:byLegacyId", { legacyId: "a" })).toMatchObject({
      legacyId: "a",
      cents: { $integer: "AQAAAAAAAAA=" },
    });
  });

  test("runs internal functions, actions, components and as somebody", async () => {
    expect(await stage.run("cases:hidden")).toBe("internal");
    expect(await stage.run("cases:addByAction", { legacyId: "b" })).toMatch(/cases$/);
    expect(await stage.run("counts:get", { name: "actions" }, "--component", "visits")).toEqual({
      $integer: "AQAAAAAAAAA=",
    });
    expect(await stage.run("cases:whoAmI", {}, "--identity", '{email: "a@x.com"}')).toBe("a@x.com");
  });

  test("scheduled functions and migrations run by themselves", async () => {
    await stage.run("cases:closeLater", { legacyId: "a" });
    expect(await stage.run("cases:byLegacyId", { legacyId: "a" })).toMatchObject({ status: "closed" });
    await stage.run("migrations:run", { fn: "migrations:openAll" });
    expect(await stage.run("cases:byLegacyId", { legacyId: "a" })).toMatchObject({ status: "open" });
  });

  test("--watch prints every new result", async () => {
    const main = path.join(fixtureApp, "../../../../node_modules/convex/bin/main.js");
    const watcher = spawn(process.execPath, [main, "run", "cases:count", "--watch"], {
      cwd: fixtureApp,
      env: stage.environment,
    });
    let printed = "";
    const until = (text: string): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => (printed.includes(text) ? resolve() : void setTimeout(look, 20));
        look();
      });
    watcher.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
    await until("2\n");
    await stage.run("cases:add", { legacyId: "watched" });
    await until("3\n");
    watcher.kill("SIGINT");
    expect(printed).toBe("2\n3\n");
  });
});

describe("what a function throws reaches the command", () => {
  test.each([
    ["cases:fail", '{kind: "plain"}', /Uncaught Error: it broke\n {4}at handler \(\.\.\/convex\/cases\.ts:/],
    ["cases:fail", '{kind: "convex"}', /ConvexError: .*\nUncaught ConvexError: \{"code":"TOO_MANY"/],
    ["cases:nothing", "{}", /Could not find function for 'cases:nothing'.*\n+Available functions:\n• cases:add\n/],
    ["nowhere:nothing", "{}", /Could not find function for 'nowhere:nothing'/],
    ["cases:add", "{legacyId: 5}", /ArgumentValidationError: Value does not match validator\.\nPath: \.legacyId/],
    ["cases:add", '{legacyId: "x", more: 1}', /Object contains extra field `more`/],
  ])("%s %s", async (name, args, message) => {
    const { code, stdout, stderr } = await stage.convex("run", name, args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(message);
  });

  test("and nothing it wrote stays", async () => {
    expect(await stage.run("cases:byLegacyId", { legacyId: "never" })).toBeNull();
  });
});

test("a wrong admin key is turned away", async () => {
  const response = await fetch(`${stage.rehearsal.url}/api/function`, {
    method: "POST",
    headers: { authorization: "Convex rehearsal|wrong" },
    body: "{}",
  });
  expect(response.status).toBe(401);
});
