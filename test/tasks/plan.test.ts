import { expect, test } from "vitest";
import { leaseMsOf } from "../../convex/client/tasks/call.js";
import type { AppTask } from "../../convex/shared/plan/tasks.js";
import { definePlan, id, type PlanOptions, table } from "../../convex/client/index.js";

const planWith = (options: PlanOptions) => definePlan({ users: table("users", { id: id() }) }, options);

test("every fault of the tasks is told at once, with what to write", () => {
  const { faults } = planWith({
    window: { rollbackWindow: "a week" },
    tasks: {
      "clean up": { after: "24h", run: "calendar:cleanUp" },
      decommission7d: { after: "7d", run: "a:b" },
      removeLegacyFields: { after: "0d", run: "a:b" },
      calendar: { after: "24 h", run: "cleanUp", undo: "calendar.undo", kind: "node", limit: "15m" },
    },
  });
  expect(faults).toEqual([
    'window.rollbackWindow: "a week" is not a duration. Write one such as "30m", "24h" or "7d".',
    'tasks: "clean up" is not a name for a task: use letters, digits and _.',
    "tasks.decommission7d: every plan has a task of this name; choose another.",
    expect.stringMatching(/^tasks.removeLegacyFields: every plan .* Its time is set by window: { rollbackWindow }.$/),
    'tasks.removeLegacyFields.after: "0d" is not a duration. Write one such as "30m", "24h" or "7d".',
    'tasks.calendar.after: "24 h" is not a duration. Write one such as "30m", "24h" or "7d".',
    expect.stringContaining('tasks.calendar.limit: "15m" is longer than a Convex action may run'),
    expect.stringContaining('tasks.calendar.run: "cleanUp" names no function'),
    expect.stringContaining('tasks.calendar.undo: "calendar.undo" names no function'),
  ]);
});

test.each([
  [undefined, 31],
  ["action", 31],
  ["node", 11],
  ["mutation", 11],
] as const)("a call of kind %s was made again beside one that Convex had not ended yet", (kind, minutes) => {
  const { tasks } = planWith({
    tasks: { mail: { after: "1h", run: "mail:send", ...(kind === undefined ? {} : { kind }) } },
  });
  expect(leaseMsOf(tasks.get("mail") as AppTask)).toBe(minutes * 60_000);
});

const limits = (kind: "action" | "node", limit: string) =>
  planWith({ tasks: { mail: { after: "1h", run: "mail:send", kind, limit } } }).faults;

test("an action of Convex's own runtime may take 29 minutes, one in Node nine", () => {
  expect(limits("action", "29m")).toEqual([]);
  expect(limits("action", "30m")).toEqual([expect.stringContaining('Use at most "29m"')]);
  expect(limits("node", "9m")).toEqual([]);
  expect(limits("node", "10m")).toEqual([expect.stringContaining('Use at most "9m"')]);
});

test.each([
  ["90m", 1.5],
  ["24h", 24],
  ["1.5d", 36],
])("a task %s after the cutover is due %d hours after it", (after, hours) => {
  const { tasks, faults } = planWith({ tasks: { calendar: { after, run: "calendar:cleanUp" } } });
  expect(faults).toEqual([]);
  expect(tasks.get("calendar")?.afterMs).toBe(hours * 3_600_000);
});

test("the legacy fields stay for a week unless the plan says otherwise", () => {
  expect(planWith({}).tasks.get("removeLegacyFields")?.afterMs).toBe(7 * 86_400_000);
  const { tasks } = planWith({ window: { rollbackWindow: "36h" } });
  expect(tasks.get("removeLegacyFields")?.afterMs).toBe(36 * 3_600_000);
});
