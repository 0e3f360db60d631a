import { v } from "convex/values";
import {
  computed,
  date,
  definePlan,
  derive,
  email,
  flag,
  geoPoint,
  integer,
  json,
  list,
  number,
  omit,
  oneOf,
  ref,
  table,
  text,
  time,
  timestamp,
} from "../../../convex/client/index.js";
import { nocodb } from "./nocodb.js";
import { authAccounts, users } from "./people.js";
import { findPosition, hasTwoPositions, writePostalCode } from "./places.js";
import { vBounds, vGeometry, vOffice } from "./shapes.js";
import { readUploads } from "./uploads.js";

const levels = {
  Federal: "federal",
  Provincial: "provincial",
  Municipal: "municipal",
  "School Board": "schoolBoard",
} as const;

/** Whoever made a row is named by email. Most of those whom the user tables do not know have left. */
const creator = ref("users", { to: "Email", missing: "clear" }).optional();

/** Representatives change office: what was cached before this day is asked for again. */
const cacheStart = "2026-02-05 00:00:00+00:00";

/** These become environment variables of the deployment. */
const secretSettings = new Set<string | null | undefined>(["smtp_password", "listmonk_api_password"]);

const campaigns = table(
  "campaigns",
  {
    ...nocodb,
    "Campaign Slug": text().as("slug"),
    "Campaign Title": text().as("title"),
    Description: text().optional(),
    "Email Subject": text(),
    "Email Body": text(),
    coverPhotos: computed((row) => readUploads(row["Cover Photo"])).from("Cover Photo"),
    Status: oneOf(["draft", "active", "paused", "archived"]),
    "Allow SMTP Email": flag().as("allowSmtpEmail"),
    "Allow Mailto Link": flag(),
    "Collect User Info": flag().or(true),
    "Target Government Levels": list(oneOf(levels), { separator: "," }).as("targetLevels"),
    "Created By User Email": creator.as("createdById"),
    Responses: omit("how many responses link here: each of them says so itself"),
  },
  { unique: [["slug"]], allow: { rejected: 1 } },
);

const responses = table(
  "responses",
  {
    ...nocodb,
    "Campaign ID": ref("campaigns", { missing: "reject" }).as("campaignId"),
    "Representative Name": text(),
    "Representative Title": text().optional(),
    "Representative Level": oneOf(levels),
    "Response Type": oneOf({
      Email: "email",
      Letter: "letter",
      "Phone Call": "phoneCall",
      Meeting: "meeting",
      "Social Media": "socialMedia",
      Other: "other",
    }).as("type"),
    "Response Text": text().as("text"),
    "User Comment": text().optional(),
    screenshots: computed((row) => readUploads(row["Screenshot"])).from("Screenshot"),
    "Submitted By Name": text().optional(),
    "Submitted By Email": email().optional(),
    "Submitted By User ID": ref("users", { source: "influence_users", missing: "clear" })
      .optional()
      .as("submittedById"),
    "Is Anonymous": flag(),
    Status: oneOf(["pending", "approved", "rejected"]),
    "Is Verified": flag().or(false),
    "Upvote Count": omit("counted from responseUpvotes"),
  },
  { allow: { rejected: 2 } },
);

/** The address of somebody who has an account says nothing: two of a household may vote. */
const responseUpvotes = table(
  "response_upvotes",
  {
    ...nocodb,
    "Response ID": ref("responses", { missing: "reject" }).as("responseId"),
    "User ID": ref("users", { source: "influence_users" }).optional().as("userId"),
    visitorIp: text().optional().from("visitor_ip"),
  },
  {
    columns: {
      visitor_ip: derive(["User ID", "Upvoted IP"], (row) =>
        row["User ID"] === null ? (row["Upvoted IP"] ?? null) : null,
      ),
    },
    unique: [
      ["responseId", "userId"],
      ["responseId", "visitorIp"],
    ],
    allow: { rejected: 8 },
  },
);

const representatives = table(
  "representatives",
  {
    ...nocodb,
    postalCode: text(),
    Name: text(),
    Email: email().optional(),
    "District Name": text(),
    "Elected Office": text(),
    "Party Name": text().optional(),
    "Representative Set Name": text(),
    "Photo URL": text().optional().as("photoUrl"),
    Offices: json(v.array(vOffice)),
    "Cached At": timestamp(),
  },
  {
    columns: { postalCode: derive(["Postal Code"], writePostalCode) },
    filter: (row) => (row["Cached At"] ?? "") >= cacheStart,
  },
);

const postalCodes = table(
  "postal_code_cache",
  {
    ...nocodb,
    postalCode: text(),
    City: text().optional(),
    Province: text(),
    Centroid: geoPoint().optional(),
    "Cached At": timestamp(),
  },
  {
    columns: { postalCode: derive(["Postal Code"], writePostalCode) },
    merge: { by: ["postalCode"], fill: true },
  },
);

const locations = table(
  "locations",
  {
    ...nocodb,
    position: geoPoint().optional(),
    needsGeocoding: computed((row) => row["position"] === null).from("position"),
    Address: text(),
    "Unit Number": text().optional(),
    "First Name": text().optional(),
    "Last Name": text().optional(),
    Email: email().optional(),
    Phone: text().optional(),
    "Support Level": oneOf(["1", "2", "3", "4"]).optional(),
    Sign: flag().or(false).as("wantsSign"),
    "Sign Size": oneOf({ Small: "small", Medium: "medium", Large: "large", Unsure: "unsure" }).optional(),
    Notes: text().optional(),
    createdById: creator.from("creator"),
  },
  {
    columns: {
      position: derive(["Geo Location", "latitude", "longitude"], findPosition),
      // The public form writes this word.
      creator: derive(["created_by_user"], (row) =>
        row["created_by_user"] === "anonymous" ? null : (row["created_by_user"] ?? null),
      ),
    },
    rejectWhen: { contradictory_coordinates: hasTwoPositions },
    allow: { rejected: 6 },
  },
);

const cuts = table(
  "cuts",
  {
    ...nocodb,
    name: text(),
    description: text().optional(),
    color: text(),
    opacity: number(),
    category: text().optional(),
    is_public: flag(),
    is_official: flag().or(false),
    geojson: json(vGeometry).as("geometry"),
    bounds: json(vBounds).optional(),
    created_by: creator.as("createdById"),
  },
  { allow: { rejected: 1 } },
);

const shifts = table(
  "shifts",
  {
    ...nocodb,
    Title: text(),
    Description: text().optional(),
    Date: date(),
    "Start Time": time(),
    "End Time": time(),
    Location: text().optional(),
    "Max Volunteers": integer(),
    "Current Volunteers": omit("counted from shiftSignups"),
    Status: oneOf({ Open: "open", Full: "full", Cancelled: "cancelled" }),
    // A shift needs somebody who runs it: who is not known has to be settled by hand.
    "Created By": ref("users", { to: "Email", missing: "issue" }).optional().as("organiserId"),
  },
  { allow: { issues: 2 } },
);

const shiftSignups = table(
  "shift_signups",
  {
    ...nocodb,
    "Shift ID": ref("shifts", { missing: "reject" }).as("shiftId"),
    "Shift Title": omit("the shift says it"),
    "User Email": email(),
    userId: ref("users", { to: "Email", missing: "clear" }).optional().from("User Email"),
    "User Name": text().optional(),
    Phone: text().optional(),
    "Signup Date": timestamp().as("signedUpAt"),
    Status: oneOf({ Confirmed: "confirmed", Cancelled: "cancelled" }),
  },
  { unique: [["shiftId", "userEmail"]], allow: { rejected: 5 } },
);

const settings = table(
  "settings",
  {
    ...nocodb,
    Key: text(),
    Title: omit("never filled in"),
    Value: text().optional(),
  },
  { filter: (row) => !secretSettings.has(row["Key"]), unique: [["key"]] },
);

export default definePlan({
  users,
  authAccounts,
  campaigns,
  responses,
  responseUpvotes,
  representatives,
  postalCodes,
  locations,
  cuts,
  shifts,
  shiftSignups,
  settings,
});
