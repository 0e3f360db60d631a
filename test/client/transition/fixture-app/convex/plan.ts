import {
  cents,
  definePlan,
  email,
  id,
  integer,
  oneOf,
  ref,
  table,
  text,
  timestamp,
} from "../../../../../convex/client/index.js";

/** Old URLs name people and tickets; notes have no pages of their own. */
export default definePlan({
  people: table(
    "people",
    { id: id(), email: email(), verified_at: timestamp().optional().as("emailVerificationTime"), name: text() },
    { match: "email", keepIdMap: true },
  ),
  tickets: table(
    "tickets",
    {
      id: id(),
      person_id: ref("people"),
      parent_id: ref("tickets").optional(),
      title: text(),
      status: oneOf({ o: "open", c: "closed" }),
      amount: cents().optional(),
    },
    { keepIdMap: true },
  ),
  notes: table("notes", {
    id: id().from("ticket_id", "number"),
    ticket_id: ref("tickets"),
    number: integer(),
    body: text(),
  }),
});
