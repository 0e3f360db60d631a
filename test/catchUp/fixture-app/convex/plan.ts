import {
  bytes,
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
} from "../../../../convex/client/index.js";

const plenty = 10_000;

/** References of every sort: plain, self, by another key, to a composite key; each of the ways to treat a missing target. */
export default definePlan({
  people: table(
    "public.people",
    {
      id: id(),
      email: email().optional(),
      email_verified_at: timestamp().optional().as("emailVerificationTime"),
      full_name: text().optional().as("name"),
      invited_by: ref("people").optional(),
      created_at: timestamp().asCreationTime(),
    },
    { match: "email", allow: { issues: plenty, rejected: plenty } },
  ),
  teams: table(
    "public.teams",
    { id: id(), slug: text(), owner_id: ref("people") },
    { allow: { issues: plenty, rejected: plenty } },
  ),
  tickets: table(
    "public.tickets",
    {
      id: id(),
      person_id: ref("people", { missing: "reject" }),
      team: ref("teams", { to: "slug" }).as("teamId").optional(),
      parent_id: ref("tickets", { missing: "clear" }).optional(),
      title: text(),
      status: oneOf({ open: "open", closed: "closed" }),
      amount: cents().optional(),
      created_at: timestamp().asCreationTime(),
    },
    { allow: { issues: plenty, rejected: plenty } },
  ),
  notes: table(
    "public.notes",
    {
      legacyId: id().from("ticket_id", "number"),
      ticket_id: ref("tickets"),
      number: integer(),
      body: text().optional(),
      seal: bytes().optional(),
    },
    { allow: { issues: plenty, rejected: plenty } },
  ),
});
