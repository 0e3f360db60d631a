import { itemAt } from "../../support/items.js";
import { ownService, sharedServices } from "./environment.js";
import { userAt } from "./people.js";
import type { Row } from "./rows.js";
import { day, hour, printTime, timeOf } from "./time.js";
import type { Assignment, Campaign, Organization } from "./world.js";

export const organizations: readonly Organization[] = [
  { id: 1, services: sharedServices },
  { id: 2, services: [ownService] },
];

/** id, organisation, title, uploaded, positions of its texters among the users. */
const drafts = [
  [3, 0, "Get out the vote: primary", "2019-02-04T15:00:00Z", [3, 4, 5, 6, 7]],
  [4, 0, "Rent hearing", "2019-03-04T15:30:00Z", [5, 6, 8, 9, 10]],
  [7, 0, "Volunteer recruitment", "2019-03-25T14:00:00Z", [7, 8, 9, 11, 12]],
  [9, 1, "Harbor clean-up", "2019-04-08T17:00:00Z", [15, 16, 17, 18, 19]],
  [10, 1, "Petition (draft)", "2019-04-12T16:00:00Z", [18, 19]],
] as const;

export const draftCampaign = 10;

/** Three of 25 assignments were deleted. */
const firstAssignment = 31;

export const campaigns: readonly Campaign[] = drafts.map(([id, organization, , uploaded, texters], place) => {
  const assignments: Assignment[] = [];
  const campaign = {
    id,
    organization: itemAt(organizations, organization),
    uploadedAt: timeOf(uploaded),
    assignments,
  };
  texters.forEach((texter, index) => {
    assignments.push({ id: firstAssignment + place * 6 + index, user: userAt(texter), campaign });
  });
  return campaign;
});

/** What ActionKit needs is a secret; `''` is what Spoke's own default leaves. */
const harborFeatures = JSON.stringify({
  service: "twilio",
  message_service_sid: ownService,
  opt_out_message: "You won't hear from us again. Fair winds! ⚓",
  AK_BASEURL: "https://act.harbor.example",
  AK_SECRET: "ak-secret-9d41f0",
});

export function organizationRows(): Row[] {
  return [
    {
      id: "1",
      uuid: "0b5c4b0e-6f6e-4f2f-9f53-2a1d8f0e7c11",
      name: "Northside Voters",
      created_at: "2017-08-10 12:00:00+00",
      features: "",
      texting_hours_enforced: "t",
      texting_hours_start: "9",
      texting_hours_end: "21",
    },
    {
      id: "2",
      uuid: null,
      name: "Harbor Alliance",
      created_at: "2018-05-02 08:30:00.25+00",
      features: harborFeatures,
      texting_hours_enforced: null,
      texting_hours_start: "10",
      texting_hours_end: "20",
    },
  ];
}

export function campaignRows(): Row[] {
  return drafts.map(([id, organization, title, uploaded, texters], place) => {
    const isDraft = id === draftCampaign;
    return {
      id: String(id),
      organization_id: String(itemAt(organizations, organization).id),
      creator_id: place === 0 ? null : String(userAt(texters[0]).id),
      title,
      description: isDraft ? "" : `${title}\n"first pass"`,
      is_started: isDraft ? null : "t",
      due_by: isDraft ? null : printTime(timeOf(uploaded) + 14 * day),
      created_at: printTime(timeOf(uploaded) - 2 * hour),
      is_archived: place === 0 ? "t" : place === 1 ? "f" : null,
      use_dynamic_assignment: place === 2 ? "t" : "f",
      logo_image_url: place === 3 ? "https://harbor.example/logo.png" : null,
      intro_html: place === 3 ? "<p>Texts & <b>tea</b></p>" : null,
      primary_color: place === 3 ? "rgb(83, 180, 119)" : null,
      override_organization_texting_hours: place === 1 ? "t" : "f",
      texting_hours_enforced: "t",
      texting_hours_start: "9",
      texting_hours_end: "21",
      timezone: place === 3 ? "US/Pacific" : "US/Eastern",
    };
  });
}

export function assignmentRows(): Row[] {
  return campaigns.flatMap(({ id, assignments, uploadedAt }) =>
    assignments.map((assignment, index) => ({
      id: String(assignment.id),
      user_id: String(assignment.user.id),
      campaign_id: String(id),
      created_at: printTime(uploadedAt + hour),
      max_contacts: index % 3 === 0 ? null : index % 3 === 1 ? "0" : "200",
    })),
  );
}

export function campaignOf(id: number): Campaign {
  const campaign = campaigns.find((each) => each.id === id);
  if (campaign === undefined) throw new Error(`The generator has no campaign ${id}.`);
  return campaign;
}
