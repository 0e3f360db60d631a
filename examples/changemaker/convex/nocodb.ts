import { id, omit, timestamp } from "../../../convex/client/index.js";

/** What NocoDB adds to every table. */
export const nocodb = {
  Id: id({ form: "integer" }),
  CreatedAt: timestamp().asCreationTime(),
  UpdatedAt: timestamp().optional(),
  nc_order: omit("the order of rows in NocoDB's grid"),
};
