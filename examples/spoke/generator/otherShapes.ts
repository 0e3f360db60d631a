/** What MoveOn's own migrations of September 2019 to April 2020 make of the schema of April 2019. */
const laterMigrations = [
  ["20190916145342_add_user_alias", [`ALTER TABLE "user" ADD alias varchar(255)`]],
  [
    "20191108164924_message_errors",
    [
      `ALTER TABLE message ADD error_code integer, DROP service_response`,
      `ALTER TABLE campaign_contact ADD error_code integer`,
      `ALTER TABLE log ADD error_code integer, ADD from_num varchar(15), ADD to_num varchar(15)`,
    ],
  ],
  [
    "20191217125726_add_message_campaign_contact_id",
    [
      `ALTER TABLE message ADD campaign_contact_id integer REFERENCES campaign_contact, ADD messageservice_sid text,
        ALTER assignment_id DROP NOT NULL`,
    ],
  ],
  [
    "20200220094840_campaign_admin_table",
    [
      `CREATE TABLE campaign_admin (id serial PRIMARY KEY, campaign_id integer NOT NULL REFERENCES campaign,
        ingest_method text, ingest_data_reference text, ingest_result text, ingest_success boolean, contacts_count integer,
        deleted_optouts_count integer, duplicate_contacts_count integer, updated_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now())`,
    ],
  ],
  [
    "20200322171627_tags",
    [
      `CREATE TABLE tag (id serial PRIMARY KEY, "group" text, name text NOT NULL, description text NOT NULL,
        is_deleted boolean DEFAULT false, created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(), organization_id integer NOT NULL REFERENCES organization)`,
      `CREATE TABLE tag_campaign_contact (id serial PRIMARY KEY, value text, tag_id integer NOT NULL REFERENCES tag,
        campaign_contact_id integer NOT NULL REFERENCES campaign_contact, created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now())`,
    ],
  ],
  [
    "20200422002041_add_messaging_sid_to_campaign",
    [`ALTER TABLE campaign ADD messageservice_sid varchar(255), ADD use_own_messaging_service boolean DEFAULT false`],
  ],
] as const;

/** Databases the plan is not for, by name: what was done to the schema of April 2019, and by which names that is seen. */
export const otherShapes = {
  "september-2019": { statements: laterMigrations[0][1], seenBy: ["public.user.alias"] },
  "april-2020": {
    statements: laterMigrations.flatMap(([, statements]) => [...statements]),
    seenBy: [
      "public.message.service_response",
      "public.user.alias",
      "public.message.error_code",
      "public.message.campaign_contact_id",
      "public.campaign_admin",
      "public.tag",
    ],
  },
  "january-2019": {
    statements: ["ALTER TABLE campaign DROP creator_id CASCADE"],
    seenBy: ["public.campaign.creator_id"],
  },
  /** The fork's third migration has begun. */
  fork: {
    statements: ["ALTER TABLE message ADD campaign_contact_id integer REFERENCES campaign_contact"],
    seenBy: ["public.message.campaign_contact_id"],
  },
} as const satisfies Record<string, { readonly statements: readonly string[]; readonly seenBy: readonly string[] }>;

export type OtherShape = keyof typeof otherShapes;

export function isOtherShape(name: string): name is OtherShape {
  return Object.hasOwn(otherShapes, name);
}
