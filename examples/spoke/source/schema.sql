-- MoveOnOrg/Spoke as of 15 April 2019, as PostgreSQL prints what its thinky models and their Knex adapter make: serial
-- keys, enumerations as text with a check, JSON in text columns. 18 tables.

CREATE TABLE "user" (
  id serial PRIMARY KEY,
  auth0_id text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  cell text NOT NULL,
  email text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  assigned_cell text,
  is_superadmin boolean,
  terms boolean DEFAULT false
);

CREATE TABLE pending_message_part (
  id serial PRIMARY KEY,
  service text NOT NULL,
  service_id text NOT NULL,
  parent_id text DEFAULT '',
  service_message text NOT NULL,
  user_number text NOT NULL DEFAULT '',
  contact_number text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX pending_message_part_parent_id_index ON pending_message_part (parent_id);
CREATE INDEX pending_message_part_service_index ON pending_message_part (service);

CREATE TABLE organization (
  id serial PRIMARY KEY,
  uuid text,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  features text DEFAULT '',
  texting_hours_enforced boolean DEFAULT false,
  texting_hours_start integer DEFAULT 9,
  texting_hours_end integer DEFAULT 21
);

CREATE TABLE campaign (
  id serial PRIMARY KEY,
  organization_id integer NOT NULL,
  creator_id integer,
  title text NOT NULL DEFAULT '',
  description text NOT NULL DEFAULT '',
  is_started boolean,
  due_by timestamptz,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_archived boolean,
  use_dynamic_assignment boolean,
  logo_image_url text,
  intro_html text,
  primary_color text,
  override_organization_texting_hours boolean DEFAULT false,
  texting_hours_enforced boolean DEFAULT true,
  texting_hours_start integer DEFAULT 9,
  texting_hours_end integer DEFAULT 21,
  timezone text DEFAULT 'US/Eastern',
  CONSTRAINT campaign_organization_id_foreign FOREIGN KEY (organization_id) REFERENCES organization (id),
  CONSTRAINT campaign_creator_id_foreign FOREIGN KEY (creator_id) REFERENCES "user" (id)
);
CREATE INDEX campaign_organization_id_index ON campaign (organization_id);
CREATE INDEX campaign_creator_id_index ON campaign (creator_id);

CREATE TABLE assignment (
  id serial PRIMARY KEY,
  user_id integer NOT NULL,
  campaign_id integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  max_contacts integer,
  CONSTRAINT assignment_user_id_foreign FOREIGN KEY (user_id) REFERENCES "user" (id),
  CONSTRAINT assignment_campaign_id_foreign FOREIGN KEY (campaign_id) REFERENCES campaign (id)
);
CREATE INDEX assignment_user_id_index ON assignment (user_id);
CREATE INDEX assignment_campaign_id_index ON assignment (campaign_id);

CREATE TABLE campaign_contact (
  id serial PRIMARY KEY,
  campaign_id integer NOT NULL,
  assignment_id integer,
  external_id text NOT NULL DEFAULT '',
  first_name text NOT NULL DEFAULT '',
  last_name text NOT NULL DEFAULT '',
  cell text NOT NULL,
  zip text NOT NULL DEFAULT '',
  custom_fields text NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  message_status text NOT NULL DEFAULT 'needsMessage',
  is_opted_out boolean DEFAULT false,
  timezone_offset text DEFAULT '',
  CONSTRAINT campaign_contact_message_status_check CHECK (
    message_status IN ('needsMessage', 'needsResponse', 'convo', 'messaged', 'closed', 'UPDATING')
  ),
  CONSTRAINT campaign_contact_assignment_id_foreign FOREIGN KEY (assignment_id) REFERENCES assignment (id),
  CONSTRAINT campaign_contact_campaign_id_foreign FOREIGN KEY (campaign_id) REFERENCES campaign (id)
);
CREATE INDEX campaign_contact_assignment_id_index ON campaign_contact (assignment_id);
CREATE INDEX campaign_contact_campaign_id_index ON campaign_contact (campaign_id);
CREATE INDEX campaign_contact_cell_index ON campaign_contact (cell);
CREATE INDEX campaign_contact_campaign_id_assignment_id_index ON campaign_contact (campaign_id, assignment_id);
CREATE INDEX campaign_contact_assignment_id_timezone_offset_index ON campaign_contact (assignment_id, timezone_offset);

CREATE TABLE interaction_step (
  id serial PRIMARY KEY,
  campaign_id integer NOT NULL,
  question text NOT NULL DEFAULT '',
  script text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  parent_interaction_id integer,
  answer_option text NOT NULL DEFAULT '',
  answer_actions text NOT NULL DEFAULT '',
  is_deleted boolean NOT NULL DEFAULT false,
  CONSTRAINT interaction_step_parent_interaction_id_foreign FOREIGN KEY (parent_interaction_id) REFERENCES interaction_step (id),
  CONSTRAINT interaction_step_campaign_id_foreign FOREIGN KEY (campaign_id) REFERENCES campaign (id)
);
CREATE INDEX interaction_step_parent_interaction_id_index ON interaction_step (parent_interaction_id);
CREATE INDEX interaction_step_campaign_id_index ON interaction_step (campaign_id);

CREATE TABLE question_response (
  id serial PRIMARY KEY,
  campaign_contact_id integer NOT NULL,
  interaction_step_id integer NOT NULL,
  value text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT question_response_campaign_contact_id_foreign FOREIGN KEY (campaign_contact_id) REFERENCES campaign_contact (id),
  CONSTRAINT question_response_interaction_step_id_foreign FOREIGN KEY (interaction_step_id) REFERENCES interaction_step (id)
);
CREATE INDEX question_response_campaign_contact_id_index ON question_response (campaign_contact_id);
CREATE INDEX question_response_interaction_step_id_index ON question_response (interaction_step_id);

CREATE TABLE opt_out (
  id serial PRIMARY KEY,
  cell text NOT NULL,
  assignment_id integer NOT NULL,
  organization_id integer NOT NULL,
  reason_code text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT opt_out_assignment_id_foreign FOREIGN KEY (assignment_id) REFERENCES assignment (id),
  CONSTRAINT opt_out_organization_id_foreign FOREIGN KEY (organization_id) REFERENCES organization (id)
);
CREATE INDEX opt_out_cell_index ON opt_out (cell);
CREATE INDEX opt_out_assignment_id_index ON opt_out (assignment_id);
CREATE INDEX opt_out_organization_id_index ON opt_out (organization_id);

CREATE TABLE migrations (
  id serial PRIMARY KEY,
  completed integer NOT NULL
);

CREATE TABLE job_request (
  id serial PRIMARY KEY,
  campaign_id integer NOT NULL,
  payload text NOT NULL,
  queue_name text NOT NULL,
  job_type text NOT NULL,
  result_message text DEFAULT '',
  locks_queue boolean DEFAULT false,
  assigned boolean DEFAULT false,
  status integer DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT job_request_campaign_id_foreign FOREIGN KEY (campaign_id) REFERENCES campaign (id)
);
CREATE INDEX job_request_queue_name_index ON job_request (queue_name);

CREATE TABLE invite (
  id serial PRIMARY KEY,
  is_valid boolean NOT NULL,
  hash text,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX invite_is_valid_index ON invite (is_valid);

CREATE TABLE canned_response (
  id serial PRIMARY KEY,
  campaign_id integer NOT NULL,
  text text NOT NULL,
  title text NOT NULL,
  user_id integer,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT canned_response_campaign_id_foreign FOREIGN KEY (campaign_id) REFERENCES campaign (id),
  CONSTRAINT canned_response_user_id_foreign FOREIGN KEY (user_id) REFERENCES "user" (id)
);
CREATE INDEX canned_response_campaign_id_index ON canned_response (campaign_id);
CREATE INDEX canned_response_user_id_index ON canned_response (user_id);

CREATE TABLE user_organization (
  id serial PRIMARY KEY,
  user_id integer NOT NULL,
  organization_id integer NOT NULL,
  role text NOT NULL,
  CONSTRAINT user_organization_role_check CHECK (role IN ('OWNER', 'ADMIN', 'SUPERVOLUNTEER', 'TEXTER')),
  CONSTRAINT user_organization_user_id_foreign FOREIGN KEY (user_id) REFERENCES "user" (id),
  CONSTRAINT user_organization_organization_id_foreign FOREIGN KEY (organization_id) REFERENCES organization (id)
);
CREATE INDEX user_organization_user_id_index ON user_organization (user_id);
CREATE INDEX user_organization_organization_id_index ON user_organization (organization_id);
CREATE INDEX user_organization_organization_id_user_id_index ON user_organization (organization_id, user_id);

CREATE TABLE user_cell (
  id serial PRIMARY KEY,
  cell text NOT NULL,
  user_id integer NOT NULL,
  service text,
  is_primary boolean,
  CONSTRAINT user_cell_service_check CHECK (service IN ('nexmo', 'twilio')),
  CONSTRAINT user_cell_user_id_foreign FOREIGN KEY (user_id) REFERENCES "user" (id)
);

CREATE TABLE message (
  id serial PRIMARY KEY,
  user_id integer,
  user_number text NOT NULL DEFAULT '',
  contact_number text NOT NULL,
  is_from_contact boolean NOT NULL,
  text text NOT NULL DEFAULT '',
  service_response text NOT NULL DEFAULT '',
  assignment_id integer NOT NULL,
  service text NOT NULL DEFAULT '',
  service_id text NOT NULL DEFAULT '',
  send_status text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  queued_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  sent_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  service_response_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  send_before timestamptz,
  CONSTRAINT message_send_status_check CHECK (
    send_status IN ('QUEUED', 'SENDING', 'SENT', 'DELIVERED', 'ERROR', 'PAUSED', 'NOT_ATTEMPTED')
  ),
  CONSTRAINT message_assignment_id_foreign FOREIGN KEY (assignment_id) REFERENCES assignment (id),
  CONSTRAINT message_user_id_foreign FOREIGN KEY (user_id) REFERENCES "user" (id)
);
CREATE INDEX message_assignment_id_index ON message (assignment_id);
CREATE INDEX message_send_status_index ON message (send_status);
CREATE INDEX message_user_number_index ON message (user_number);
CREATE INDEX message_contact_number_index ON message (contact_number);
CREATE INDEX message_service_id_index ON message (service_id);

CREATE TABLE zip_code (
  zip text PRIMARY KEY,
  city text NOT NULL,
  state text NOT NULL,
  latitude real NOT NULL,
  longitude real NOT NULL,
  timezone_offset real NOT NULL,
  has_dst boolean NOT NULL
);

CREATE TABLE log (
  id serial PRIMARY KEY,
  message_sid text NOT NULL,
  body text,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
