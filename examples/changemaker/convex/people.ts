import {
  computed,
  constant,
  email,
  id,
  omit,
  ref,
  table,
  text,
  timestamp,
  union,
} from "../../../convex/client/index.js";
import { nocodb } from "./nocodb.js";
import {
  combineExpiry,
  combineRoles,
  combineStatus,
  earliest,
  hasPassword,
  joinHashes,
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

/** How one row lets its owner in. Rows without a hash let nobody in: their owners set a new password. */
const password = {
  provider: constant("password"),
  Email: email().as("providerAccountId"),
  Password: computed(readHash).as("secret").from("Password"),
  CreatedAt: nocodb.CreatedAt,
  UpdatedAt: omit("of the user, not of the password"),
  nc_order: nocodb.nc_order,
  Name: omit("the user's own row says it"),
  Admin: omit("the user's own row says it"),
  "User Type": omit("the user's own row says it"),
  "Expires At": omit("the user's own row says it"),
  "Last Login": omit("the user's own row says it"),
};

/** Who had an account in each app has two passwords and may know either: both open, until one of them was used. */
export const authAccounts = union(
  [
    table(
      "influence_users",
      {
        ...password,
        Id: id({ form: "integer", prefix: "influence:" }),
        userId: ref("users", { source: "influence_users" }).from("Id"),
      },
      { filter: hasPassword },
    ),
    table(
      "login",
      {
        ...password,
        Id: id({ form: "integer", prefix: "login:" }),
        userId: ref("users", { source: "login" }).from("Id"),
        Phone: omit("the user's own row says it"),
        "Expire Days": omit("the user's own row says it"),
      },
      { filter: hasPassword },
    ),
  ],
  { merge: { by: ["providerAccountId"], combine: { secret: joinHashes } } },
);
