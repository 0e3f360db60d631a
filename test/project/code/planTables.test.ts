import { expect, test } from "vitest";
import { definePlan, id, list, ref, table, text } from "../../../convex/client/index.js";
import { listTables } from "../../../scripts/project/code/planTables.js";

test("a list of references is an array of ids, without an index, there even if its items are cleared", () => {
  const plan = definePlan({
    people: table("people", { id: id(), name: text() }),
    teams: table("teams", {
      id: id(),
      lead: ref("people", { missing: "clear" }).as("leadId"),
      member_ids: list(ref("people", { missing: "clear" })),
      guest_ids: list(ref("people")).optional(),
    }),
  });
  const teams = listTables(plan).find(({ table: name }) => name === "teams")!;
  expect(teams.fields.map(({ lines }) => lines.join("\n"))).toEqual([
    'leadId: v.optional(v.id("people")),',
    'memberIds: v.array(v.id("people")),',
    'guestIds: v.optional(v.array(v.id("people"))),',
  ]);
  expect(teams.indexes).toEqual([{ name: "by_lead_id", fields: ["leadId"] }]);
});
