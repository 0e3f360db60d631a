import {
  configured,
  constant,
  derive,
  id,
  integer,
  lookup,
  ref,
  table,
  text,
  type TextRow,
  union,
} from "../../../convex/client/index.js";
import { feature, serviceOf, sharedServices } from "./spoke.js";

/** The organisation that texts through the services of the environment; the other one names its own in its features. */
const organizationOfSharedServices = "1";

/** What Spoke kept in its environment: five services there, and one that an organisation names in its features. */
export const messagingServices = union([
  table(
    configured("messaging_service", ["sid", "organization_id", "account_sid", "position"], (env) =>
      sharedServices(env).map((sid, position) => ({
        sid,
        organization_id: organizationOfSharedServices,
        account_sid: env["TWILIO_API_KEY"] ?? null,
        position: String(position),
      })),
    ),
    {
      legacyId: id().from("sid"),
      sid: text(),
      organization_id: ref("organizations"),
      account_sid: text(),
      authTokenVariable: constant("TWILIO_AUTH_TOKEN"),
      position: integer(),
    },
  ),
  table(
    "public.organization",
    {
      legacyId: id().from("sid"),
      sid: text(),
      organizationId: ref("organizations").from("id"),
      account_sid: text(),
      authTokenVariable: constant("TWILIO_AUTH_TOKEN"),
      position: constant(0),
    },
    {
      columns: {
        sid: derive(["features"], (row) => feature(row["features"], "message_service_sid") ?? null),
        account_sid: derive([], (_row, env) => env["TWILIO_API_KEY"] ?? null),
      },
      filter: (row: TextRow) => feature(row["features"], "message_service_sid") !== undefined,
    },
  ),
]);

/** Which service a cell of an organisation stays with. */
export const messagingServiceSticks = table(
  "public.campaign_contact",
  {
    id: id(),
    cell: text(),
    organization_id: ref("organizations"),
    serviceId: ref("messagingServices", { to: "sid" }).from("service_sid"),
  },
  {
    columns: {
      organization_id: lookup("public.campaign", { where: { id: "campaign_id" }, take: "organization_id" }),
      features: lookup("public.organization", { where: { id: "organization_id" }, take: "features" }),
      service_sid: derive(["cell", "features"], (row, env) => serviceOf(row["cell"] ?? "", row["features"], env)),
    },
    // A person keeps their number in all campaigns of an organisation.
    merge: { by: ["cell", "organizationId"], keep: "legacyId" },
  },
);
