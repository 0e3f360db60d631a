import { definePlan, email, id, ref, table, text } from "../../../convex/client/index.js";

export default definePlan(
  {
    users: table("public.users", { id: id(), email: email() }),
    cases: table("public.cases", { id: id(), user_id: ref("users"), title: text() }),
  },
  {
    window: { rollbackWindow: "3d" },
    tasks: {
      mail: { after: "24h", run: "work:run", undo: "work:undo", close: "work:close" },
      flags: { after: "36h", run: "work:runInMutation", kind: "mutation", limit: "2m" },
    },
  },
);
