import { computed, email, id, omit, table, text, timestamp, union } from "../../../convex/client/index.js";
import { nocodb } from "./nocodb.js";
import {
  combineExpiry,
  combineRoles,
  combineStatus,
  earliest,
  latest,
  readHash,
  readRole,
  readStatus,
} from "./roles.js";

/** What both apps know of a person. */
const account = {
  ...nocodb,
  Email: email(),
  Name: text().optional(),
  passwordHash: computed(readHash).from("Password"),
  needsPasswordReset: computed((row) => readHash(row) === undefined).from("Password"),
  status: computed(readStatus).from("Expires At"),
  "Expires At": timestamp().optional(),
  "Last Login": timestamp().optional().as("lastLoginAt"),
};

/**
 * One person may have rows in both apps, and two in one: together they become one account, which may do what each of them
 * might. The first row stays, influence_users before login.
 */
export const users = union(
  [
    table("influence_users", {
      ...account,
      Id: id({ form: "integer", prefix: "influence:" }),
      role: computed((row) => readRole(row, "INFLUENCE_ADMIN")).from("Admin", "User Type"),
    }),
    table("login", {
      ...account,
      Id: id({ form: "integer", prefix: "login:" }),
      Phone: text().optional(),
      mapPasswordHash: computed(readHash).from("Password"),
      role: computed((row) => readRole(row, "MAP_ADMIN")).from("Admin", "User Type"),
      "Expire Days": omit("Expires At was worked out from it"),
    }),
  ],
  {
    match: "email",
    merge: {
      by: ["email"],
      fill: true,
      combine: {
        role: combineRoles,
        status: combineStatus,
        expiresAt: combineExpiry,
        needsPasswordReset: (kept, lost) => kept === true && lost === true,
        lastLoginAt: latest,
        _creationTime: earliest,
      },
    },
    allow: { rejected: 2 },
  },
);
