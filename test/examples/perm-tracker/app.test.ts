import { convexTest, type TestConvex } from "convex-test";
import { beforeEach, expect, test } from "vitest";
import { register } from "../../../convex/client/test.js";
import { api, internal } from "../../../convex/_generated/api.js";
import type { Doc, Id } from "../../../convex/_generated/dataModel.js";
import { schema } from "../../../convex/schema.js";
import { readDocuments } from "./dump.js";

const modules = {
  "../../../convex/_generated/api.js": () => import("../../../convex/_generated/api.js"),
  "../../../convex/auth.ts": () => import("../../../convex/auth.js"),
  "../../../convex/cases/cases.ts": () => import("../../../convex/cases/cases.js"),
  "../../../convex/migrations.ts": () => import("../../../convex/migrations.js"),
  "../../../convex/notifications/notifications.ts": () => import("../../../convex/notifications/notifications.js"),
  "../../../convex/users/users.ts": () => import("../../../convex/users/users.js"),
};

const firstPage = { numItems: 10, cursor: null };

let app: TestConvex<typeof schema>;
let amara: Id<"users">;
let liam: Id<"users">;

beforeEach(async () => {
  app = convexTest({ schema, modules });
  register(app);
  [amara, liam] = await app.run(
    async (ctx) =>
      [await ctx.db.insert("users", { name: "Amara" }), await ctx.db.insert("users", { name: "Liam" })] as const,
  );
});

/** Convex Auth's tokens name the user first, then the session. */
function signedInAs(userId: Id<"users">) {
  return app.withIdentity({ subject: `${userId}|session` });
}

function makeCase(userId: Id<"users">, fields: Partial<Doc<"cases">> = {}): Promise<Id<"cases">> {
  const required = {
    userId,
    employerName: "Acme",
    beneficiaryIdentifier: "AB-1",
    caseStatus: "pwd",
    progressStatus: "filed",
    priority: "normal",
    tags: [],
    documents: [],
    calendarSyncEnabled: false,
    isFavorite: false,
    isDeleted: false,
    updatedAt: 1,
  } as const;
  return app.run((ctx) => ctx.db.insert("cases", { ...required, tags: [], documents: [], ...fields }));
}

test("a person sees their own cases that are not deleted, newest first, by status if they like", async () => {
  const older = await makeCase(amara, { pwdWageAmount: 8_500_050n });
  const newer = await makeCase(amara, { caseStatus: "i140" });
  await makeCase(amara, { isDeleted: true });
  await makeCase(liam);
  const { page } = await signedInAs(amara).query(api.cases.cases.list, { paginationOpts: firstPage });
  expect(page.map(({ _id: id }) => id)).toEqual([newer, older]);
  const filtered = await signedInAs(amara).query(api.cases.cases.list, { paginationOpts: firstPage, status: "i140" });
  expect(filtered.page.map(({ _id: id }) => id)).toEqual([newer]);
});

test("the dashboard counts what the list shows", async () => {
  await makeCase(amara);
  await makeCase(amara, { caseStatus: "i140" });
  await makeCase(amara, { isDeleted: true });
  const counts = await signedInAs(amara).query(api.cases.cases.countByStatus);
  expect(counts).toEqual({ total: 2, byStatus: { pwd: 1, recruitment: 0, eta9089: 0, i140: 1, closed: 0 } });
});

test("nobody reads another person's case", async () => {
  const caseId = await makeCase(liam);
  expect(await signedInAs(amara).query(api.cases.cases.get, { caseId })).toBeNull();
  expect((await signedInAs(liam).query(api.cases.cases.get, { caseId }))?.employerName).toBe("Acme");
  await expect(app.query(api.cases.cases.get, { caseId })).rejects.toThrow("Sign in first.");
});

test("a notification is marked as read by its owner only, and once", async () => {
  const notificationId = await app.run((ctx) =>
    ctx.db.insert("notifications", { userId: amara, type: "system", title: "Hello", isRead: false }),
  );
  await expect(signedInAs(liam).mutation(api.notifications.notifications.markRead, { notificationId })).rejects.toThrow(
    "no such",
  );
  await signedInAs(amara).mutation(api.notifications.notifications.markRead, { notificationId });
  const { page } = await signedInAs(amara).query(api.notifications.notifications.list, { paginationOpts: firstPage });
  expect(page[0]).toMatchObject({ isRead: true });
  expect(page[0]?.readAt).toBeTypeOf("number");
});

test("nothing is marked while the app is under maintenance, and people are told", async () => {
  const notificationId = await app.run((ctx) =>
    ctx.db.insert("notifications", { userId: amara, type: "system", title: "Hello", isRead: false }),
  );
  await app.mutation(internal.migrations.setMaintenance, { on: true, message: "Back at noon." });
  await expect(
    signedInAs(amara).mutation(api.notifications.notifications.markRead, { notificationId }),
  ).rejects.toThrow("Back at");
  expect(await app.query(api.migrations.maintenance)).toMatchObject({ on: true, message: "Back at noon." });
});

test("the current user comes with the time zone of their settings, and is null when nobody is signed in", async () => {
  expect(await app.query(api.users.users.current)).toBeNull();
  expect(await signedInAs(amara).query(api.users.users.current)).toMatchObject({ name: "Amara" });
});

test("the target's existing accounts fit the schema", async () => {
  const accounts = readDocuments("target/users.jsonl").map(({ _id, _creationTime, ...user }) => user);
  await app.run(async (ctx) => {
    for (const user of accounts) await ctx.db.insert("users", user);
  });
  expect(await app.run((ctx) => ctx.db.query("users").collect())).toHaveLength(2 + accounts.length);
});
