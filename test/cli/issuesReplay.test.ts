import { afterAll, beforeAll, expect, test } from "vitest";
import { migrateSmall } from "../stages/smallMigration.js";
import type { Target } from "../catchUp/support.js";
import { temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let target: Target;
beforeAll(async () => {
  home = await temporaryDir();
  target = await migrateSmall(
    home.dir,
    "\nINSERT INTO public.notes VALUES (7, 1, 'of no ticket', NULL), (8, 1, 'nor this', NULL);",
  );
});
afterAll(async () => {
  await target.stop();
  await home.remove();
});

const readOpen = async () => (await target.cutover(["issues"])).json as { open: number; groups: object[] };

test("what was settled since is settled by a replay of the stages that left issues open, which says what is left", async () => {
  const { open, groups } = await readOpen();
  // The plan allows them.
  expect([open, groups]).toMatchObject([2, [{ code: "missing_target", field: "ticketId", plan: [] }]]);
  expect((await target.cutover(["issues", "replay", "--dry-run"])).json).toMatchObject({ stages: ["resolve"] });
  // Somebody has added the ticket.
  const ticket = { legacyId: "7", title: "Restored", status: "open" };
  await target.data.importDocuments(home.dir, "tickets", [ticket], "append");
  const { json } = await target.cutover(["issues", "replay"]);
  expect(json).toMatchObject({ stages: ["resolve"], before: 2, open: 1 });
  expect((await readOpen()).open).toBe(1);
  await target.cutover(["issues", "replay", "--table", "people"], 1);
});
