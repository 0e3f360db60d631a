/// <reference types="vite/client" />
import { convexTest } from "convex-test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api } from "../../convex/cutover/_generated/api.js";
import schema from "../../convex/cutover/schema.js";

const modules = import.meta.glob("../../convex/cutover/**/*.*s");

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const deploy = () => convexTest({ schema, modules, transactionLimits: true });

const holder = { runId: "run-1", command: "cutover load", host: "here", pid: 1, by: "ann" };
const other = { ...holder, runId: "run-2", pid: 2, by: "bob" };

test("the deployment has one id, made at the first call", async () => {
  const t = deploy();
  expect((await t.query(api.status.read, {})).deploymentId).toBeNull();
  const id = await t.mutation(api.deployment.ensure, {});
  expect(await t.mutation(api.deployment.ensure, {})).toBe(id);
  expect((await t.query(api.status.read, {})).deploymentId).toBe(id);
  expect(await deploy().mutation(api.deployment.ensure, {})).not.toBe(id);
});

test("two commands at once on one deployment: the second is told who has it, until it is released", async () => {
  const t = deploy();
  const { taken, lease } = await t.mutation(api.lease.take, { holder, dead: null });
  expect(taken).toBe(true);
  const refused = await t.mutation(api.lease.take, { holder: other, dead: null });
  expect(refused).toMatchObject({ taken: false, lease: { by: "ann", command: "cutover load" }, replaced: null });
  await t.mutation(api.lease.release, { token: "of somebody else" });
  expect(await t.query(api.lease.find, {})).toMatchObject({ token: lease.token });
  await t.mutation(api.lease.release, { token: lease.token });
  expect(await t.mutation(api.lease.take, { holder: other, dead: null })).toMatchObject({
    taken: true,
    replaced: null,
  });
});

test("a lease that is renewed is not taken over; one that was not for 90 seconds is, and its holder hears of it", async () => {
  const t = deploy();
  const { lease } = await t.mutation(api.lease.take, { holder, dead: null });
  vi.advanceTimersByTime(60_000);
  expect(await t.mutation(api.lease.renew, { token: lease.token })).toBe(true);
  vi.advanceTimersByTime(60_000);
  expect(await t.mutation(api.lease.take, { holder: other, dead: null })).toMatchObject({ taken: false });
  vi.advanceTimersByTime(30_000);
  expect(await t.mutation(api.lease.take, { holder: other, dead: null })).toMatchObject({
    taken: true,
    lease: { by: "bob" },
    replaced: { token: lease.token, by: "ann" },
  });
  expect(await t.mutation(api.lease.renew, { token: lease.token })).toBe(false);
});

test("a lease whose process was seen dead is taken over at once, unless another has taken it meanwhile", async () => {
  const t = deploy();
  const { lease } = await t.mutation(api.lease.take, { holder, dead: null });
  const next = await t.mutation(api.lease.take, { holder: other, dead: lease.token });
  expect(next).toMatchObject({ taken: true, replaced: { by: "ann" } });
  expect(await t.mutation(api.lease.take, { holder, dead: lease.token })).toMatchObject({ taken: false });
});
