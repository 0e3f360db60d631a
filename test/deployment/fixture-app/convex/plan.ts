import { definePlan, email, id, table, text } from "../../../../convex/client/index.js";

export default definePlan({
  users: table("users", { id: id(), email: email(), name: text() }, { match: "email" }),
});
