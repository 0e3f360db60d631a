import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { type Rehearsal, startRehearsal } from "../../../scripts/rehearsal/server/deployment.js";
import { fixtureApp } from "./command.js";

let rehearsal: Rehearsal;
afterEach(() => rehearsal.stop());

async function start(redacts: boolean): Promise<void> {
  rehearsal = await startRehearsal({ appDir: path.join(fixtureApp, "convex"), redacts });
}

async function call(name: string, args: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${rehearsal.url}/api/function`, {
    method: "POST",
    headers: { authorization: `Convex ${rehearsal.adminKey}` },
    body: JSON.stringify({ path: name, args }),
  });
  return (await response.json()) as Record<string, unknown>;
}

test.each(["cases:failed", "cases:failedInAction"])(
  "%s: an error that crossed a function border is text with a stack, and a ConvexError keeps its data",
  async (name) => {
    await start(false);
    const plain = await call(name, { kind: "plain" });
    const message = expect.stringMatching(/^Uncaught Error: it broke\n {4}at /);
    expect(plain["value"]).toEqual({ message, limit: null });
    const { value } = await call(name, { kind: "convex" });
    expect(value).toEqual({
      message: expect.stringMatching(/^Uncaught ConvexError: .*TOO_MANY.*\n {4}at /),
      limit: { $integer: "AwAAAAAAAAA=" },
    });
  },
);

test("a deployment that redacts gives a ConvexError's data and no message", async () => {
  await start(true);
  expect(await call("cases:fail", { kind: "convex" })).toEqual({
    status: "error",
    errorMessage: expect.stringMatching(/^\[Request ID: \w+\] Server Error$/),
    errorData: { code: "TOO_MANY", limit: { $integer: "AwAAAAAAAAA=" } },
    logLines: [],
  });
  expect(await call("cases:nothing", {})).toEqual({
    status: "error",
    errorMessage: expect.stringMatching(/^\[Request ID: \w+\] Server Error$/),
    logLines: [],
  });
});
