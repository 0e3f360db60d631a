import { v } from "convex/values";
import { id } from "../../convex/shared/plan/fields.js";
import { email, text, timestamp } from "../../convex/shared/plan/valueFields.js";
import { testFindings } from "./oneTable.js";

const people = {
  fields: { id: id(), mail: email().optional().as("email"), seen: timestamp().optional().as("emailVerificationTime") },
  validators: { email: v.optional(v.string()), emailVerificationTime: v.optional(v.number()) },
  columns: ["id", "mail", "seen"],
  options: { match: "email" },
};
const time = "2024-03-10 05:00:00+00";

testFindings({
  "the same address twice": {
    given: {
      ...people,
      rows: [
        ["1", "a@x.de", time],
        ["2", "a@x.de", time],
      ],
    },
    found: ["warning duplicate_email things.mail 2 [2]"],
  },
  "three rows of one address are three, not four": {
    given: {
      ...people,
      rows: [
        ["1", "a@x.de", time],
        ["2", "a@x.de", time],
        ["3", "a@x.de", time],
      ],
    },
    found: ["warning duplicate_email things.mail 3 [2; 3]"],
  },
  "the same address in other letters": {
    given: {
      ...people,
      rows: [
        ["1", "a@x.de", time],
        ["2", " A@x.de", time],
      ],
    },
    found: ["warning case_variant_email things.mail 2 [2]", "info untidy_email things.mail 1 [2]"],
  },
  "an address never verified": {
    given: { ...people, rows: [["1", "a@x.de", null]] },
    found: ["warning unverified_email things.mail 1 [1]"],
  },
  "no address": { given: { ...people, rows: [["1", null, null]] }, found: ["warning missing_email things.mail 1 [1]"] },
  "a plan that forgets when addresses were verified, and keeps capitals": {
    given: {
      ...people,
      fields: { id: id(), mail: text().as("email") },
      columns: ["id", "mail"],
      rows: [["1", "A@x.de"]],
    },
    found: [
      "warning verification_not_mapped things.emailVerificationTime 1 []",
      "warning untidy_email things.mail 1 [1]",
    ],
  },
});
