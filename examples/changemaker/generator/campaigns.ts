import { Random } from "../../support/random.js";
import { attach } from "./attachments.js";
import { dirt, fileCounts, rowCounts } from "./dirt.js";
import { type People, writeEmail } from "./people.js";
import { makeRow, type Row } from "./values.js";
import { campaigns, comments, firstNames, lastNames, levels } from "./words.js";

const { rejected, flagged } = dirt;

/** Ids that no row has: these campaigns and accounts were deleted. */
const deletedCampaign = 90;
const deletedUser = 900;

export function makeCampaigns({ people }: People, responses: readonly Row[]): readonly Row[] {
  const random = new Random("campaigns");
  // The twin is the last row: the app looks a campaign up by its slug and takes the first.
  const all = [...campaigns, ...campaigns.slice(2, 2 + rejected.campaignsWithUsedSlug)];
  return all.map(([title, slug, status], index) => {
    const isByStranger = index >= 4 && index < 4 + flagged.campaignsByStrangers;
    const creator = isByStranger ? `former.staff${index}@example.net` : random.pick(people).email;
    return makeRow(random, index + 1, {
      "Campaign Slug": slug,
      "Campaign Title": title,
      Description: random.orNull(10, `${title}.\n\n${random.pick(comments)}`),
      "Email Subject": `Please act: ${title}`,
      "Email Body": `Dear representative,\n\nI write about “${title}”.\n\nSincerely,`,
      "Cover Photo": index < fileCounts["campaigns.Cover Photo"] ? [attach(random, `cover ${slug}.jpg`)] : null,
      Status: status,
      "Allow SMTP Email": random.chance(80),
      "Allow Mailto Link": random.chance(90),
      "Collect User Info": random.chance(50) ? null : random.chance(70),
      "Target Government Levels": random.shuffle(levels).slice(0, random.between(1, 3)).join(","),
      "Created By User Email": writeEmail(random, creator),
      Responses: responses.filter((response) => response["Campaign ID"] === index + 1).length,
    });
  });
}

/** The last rows hold the dirt, so that counts stay exact: first those of missing users, then those of a missing campaign. */
export function makeResponses({ influenceIds }: People): readonly Row[] {
  const random = new Random("responses");
  const ids = [...influenceIds.values()].flat();
  const firstOrphan = rowCounts.responses - rejected.responsesOfMissingCampaign;
  const firstOfMissingUser = firstOrphan - flagged.responsesOfMissingUser;
  return Array.from({ length: rowCounts.responses }, (_, index) => {
    const isOfMissingUser = index >= firstOfMissingUser && index < firstOrphan;
    const submitter = random.chance(40) ? random.pick(ids) : null;
    return makeRow(random, index + 1, {
      "Campaign ID": index >= firstOrphan ? deletedCampaign : random.between(1, campaigns.length),
      ...makeAnswer(random),
      Screenshot: makeScreenshots(random, index),
      "Submitted By Name": random.orNull(30, `${random.pick(firstNames)} ${random.pick(lastNames)}`),
      "Submitted By Email": random.orNull(60, `visitor${index}@example.com`),
      "Submitted By User ID": isOfMissingUser ? deletedUser + index : submitter,
      "Is Anonymous": random.chance(20),
      Status: random.pick(["approved", "approved", "pending", "rejected"]),
      "Is Verified": random.chance(30) ? null : random.chance(40),
      "Upvote Count": random.between(0, 9),
    });
  });
}

function makeAnswer(random: Random): Record<string, string | null> {
  return {
    "Representative Name": `${random.pick(firstNames)} ${random.pick(lastNames)}`,
    "Representative Title": random.orNull(50, random.pick(["MP", "MLA", "Councillor", "Trustee"])),
    "Representative Level": random.pick(levels),
    "Response Type": random.pick(["Email", "Email", "Letter", "Phone Call", "Meeting", "Social Media", "Other"]),
    "Response Text": `Thank you for writing.\n\n${random.pick(comments)}`,
    "User Comment": random.orNull(50, random.pick(comments)),
  };
}

/** Two files in the first row, then one each. */
function makeScreenshots(random: Random, index: number) {
  const rows = fileCounts["responses.Screenshot"] - 1;
  if (index >= rows) return index % 2 === 0 ? null : [];
  const count = index === 0 ? 2 : 1;
  return Array.from({ length: count }, (_, file) => attach(random, `screenshot ${index + 1}-${file + 1}.png`));
}
