import { v } from "convex/values";
import {
  computed,
  constant,
  definePlan,
  derive,
  email,
  flag,
  geoPoint,
  id,
  int64,
  integer,
  json,
  list,
  omit,
  oneOf,
  ref,
  table,
  text,
  timestamp,
  union,
} from "../../../convex/client/index.js";
import * as filters from "./filters.js";
import { emailVerificationTime, phoneVerificationTime, renderHash } from "./users.js";

const instant = () => timestamp({ form: "milliseconds" });

const users = table(
  "users",
  {
    id: id(),
    email: email().optional(),
    emailVerified: computed(emailVerificationTime)
      .from("emailVerified", "createdAt")
      .optional()
      .as("emailVerificationTime"),
    name: text().optional(),
    image: text().optional(),
    phone: text().optional(),
    phoneVerified: computed(phoneVerificationTime).from("phone", "createdAt").optional().as("phoneVerificationTime"),
    isAnonymous: flag(),
    disabled: flag(),
    createdAt: instant().asCreationTime(),
    lastSignedInAt: instant().optional(),
  },
  { match: "email", jq: filters.users },
);

/** Disabled users have none: they stay what they are in the app, and cannot sign in. */
const authAccounts = union(
  [
    table(
      "users.google",
      {
        subject: id({ prefix: "google:" }),
        provider: constant("google"),
        user: ref("users").as("userId"),
        providerAccountId: text().from("subject"),
      },
      { jq: filters.googleAccounts },
    ),
    table(
      "users.passwords",
      {
        legacyId: id({ prefix: "password:" }).from("user"),
        provider: constant("password"),
        user: ref("users").as("userId"),
        email: email().as("providerAccountId"),
        hash: text().as("secret"),
        salt: omit("part of the hash"),
        passwordHash: omit("part of the hash"),
      },
      { jq: filters.passwords, columns: { hash: derive(["salt", "passwordHash"], renderHash) } },
    ),
  ],
  { match: ["provider", "providerAccountId"] },
);

const recipes = table(
  "firestore.recipes",
  {
    id: id(),
    title: text(),
    author: ref("users").as("authorId"),
    createdAt: instant().optional().invalid("clear"),
    servings: integer(),
    minutes: int64(),
    where: geoPoint({ order: "lat-lng" }).optional(),
    tags: list(text()),
    ingredients: json(v.array(v.object({ name: v.string(), grams: v.number() }))),
  },
  { jq: filters.recipes },
);

const comments = table(
  "firestore.comments",
  {
    legacyId: id().from("recipe", "id"),
    recipe: ref("recipes").as("recipeId"),
    // Deleted users leave their comments behind.
    author: ref("users", { missing: "clear" }).optional().as("authorId"),
    text: text(),
    at: instant().asCreationTime(),
    hidden: flag(),
  },
  { jq: filters.comments },
);

const profiles = table(
  "firestore.profiles",
  {
    legacyId: id().from("user"),
    user: ref("users").as("userId"),
    bio: text().or(""),
    units: oneOf(["metric", "imperial"]).or("metric"),
  },
  { jq: filters.profiles },
);

const favourites = table(
  "firestore.favourites",
  {
    legacyId: id().from("user", "recipe"),
    user: ref("users").as("userId"),
    // Deleted recipes stay in the lists of those who liked them.
    recipe: ref("recipes", { missing: "reject" }).as("recipeId"),
  },
  { jq: filters.favourites, allow: { rejected: 1 } },
);

/** A recipe site on Firebase: users and passwords from Firebase Authentication, everything else from Firestore. */
export default definePlan({ users, authAccounts, recipes, comments, profiles, favourites });
