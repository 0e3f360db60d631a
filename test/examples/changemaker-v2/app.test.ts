import { convexTest } from "convex-test";
import { expect, test } from "vitest";
import { api } from "../../../examples/changemaker-v2/convex/_generated/api.js";
import { schema } from "../../../examples/changemaker-v2/convex/schema.js";

const folder = "../../../examples/changemaker-v2/convex";
const modules = {
  [`${folder}/_generated/api.js`]: () => import("../../../examples/changemaker-v2/convex/_generated/api.js"),
  [`${folder}/campaigns.ts`]: () => import("../../../examples/changemaker-v2/convex/campaigns.js"),
};

const campaign = {
  emailSubject: "",
  emailBody: "",
  targetGovernmentLevels: [],
  isHighlighted: false,
  featureFlags: {},
  updatedAt: 0,
};

test("campaigns of a tag: running ones, newest first", async () => {
  const app = convexTest({ schema, modules });
  await app.run(async (ctx) => {
    const tagId = await ctx.db.insert("tags", { name: "transit" });
    const add = async (slug: string, status: "active" | "draft", deletedAt?: number) => {
      const campaignId = await ctx.db.insert("campaigns", { ...campaign, slug, title: slug, status, deletedAt });
      await ctx.db.insert("campaignTags", { campaignId, tagId });
    };
    await add("older", "active");
    await add("newer", "active");
    await add("draft", "draft");
    await add("deleted", "active", 1);
    await ctx.db.insert("campaigns", { ...campaign, slug: "untagged", title: "untagged", status: "active" });
  });
  const found = await app.query(api.campaigns.listByTag, { name: "transit" });
  expect(found.map(({ slug }) => slug)).toEqual(["newer", "older"]);
});

test("a tag that is not there has no campaigns", async () => {
  const app = convexTest({ schema, modules });
  expect(await app.query(api.campaigns.listByTag, { name: "none" })).toEqual([]);
});
