import { convexTest } from "convex-test";
import { expect, test } from "vitest";
import { api } from "../../../examples/changemaker/convex/_generated/api.js";
import { schema } from "../../../examples/changemaker/convex/schema.js";

const folder = "../../../examples/changemaker/convex";
const modules = {
  [`${folder}/_generated/api.js`]: () => import("../../../examples/changemaker/convex/_generated/api.js"),
  [`${folder}/responses.ts`]: () => import("../../../examples/changemaker/convex/responses.js"),
};

const firstPage = { numItems: 10, cursor: null };

test("the wall shows approved responses with their upvotes, newest first, and nobody's address", async () => {
  const app = convexTest({ schema, modules });
  await app.run(async (ctx) => {
    const campaignId = await ctx.db.insert("campaigns", {
      slug: "warm-homes",
      title: "Warm homes",
      emailSubject: "",
      emailBody: "",
      coverPhotos: [],
      status: "active",
      allowSmtpEmail: true,
      allowMailtoLink: true,
      collectUserInfo: true,
      targetLevels: ["municipal"],
    });
    const response = {
      campaignId,
      representativeName: "Rosa Quill",
      representativeLevel: "municipal",
      type: "email",
      screenshots: [],
      submittedByName: "Ivan",
      submittedByEmail: "ivan@example.com",
      isVerified: false,
    } as const;
    const add = { ...response, screenshots: [] };
    const older = await ctx.db.insert("responses", { ...add, text: "first", isAnonymous: false, status: "approved" });
    await ctx.db.insert("responses", { ...add, text: "second", isAnonymous: true, status: "approved" });
    await ctx.db.insert("responses", { ...add, text: "third", isAnonymous: false, status: "pending" });
    await ctx.db.insert("responseUpvotes", { responseId: older, visitorIp: "192.0.2.1" });
    await ctx.db.insert("responseUpvotes", { responseId: older, visitorIp: "192.0.2.2" });
  });
  const { page } = await app.query(api.responses.listOnWall, { slug: "warm-homes", paginationOpts: firstPage });
  expect(page.map(({ text, submittedByName, upvotes }) => [text, submittedByName, upvotes])).toEqual([
    ["second", undefined, 0],
    ["first", "Ivan", 2],
  ]);
  expect(JSON.stringify(page)).not.toContain("ivan@example.com");
});

test("a campaign that is not there has an empty wall", async () => {
  const app = convexTest({ schema, modules });
  const { page } = await app.query(api.responses.listOnWall, { slug: "none", paginationOpts: firstPage });
  expect(page).toEqual([]);
});
