import type { ReportContent } from "./content.js";
import {
  describeReferences,
  describeRejected,
  describeTables,
  describeUnmigrated,
  describeUsers,
} from "./rowSections.js";
import type { Section } from "./section.js";
import { describeCost, describeTimeline } from "./timeSections.js";
import { describeChecks, describeGates, describeTasks, describeVerification } from "./verificationSections.js";

/** Everything after the verdict, in the order of what is asked first. */
export function describeReport(content: ReportContent): Section[] {
  return [
    describeTables(content),
    describeRejected(content),
    ...describeUsers(content),
    describeReferences(content),
    describeVerification(content),
    ...describeChecks(content),
    ...describeGates(content),
    ...describeTimeline(content),
    ...describeCost(content),
    describeUnmigrated(content),
    ...describeTasks(content),
  ];
}
