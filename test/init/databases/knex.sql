-- What Knex migrations make: serial keys, enumerations as checks, timestamps(true, true), references nobody declared, its history.
CREATE TABLE knex_migrations (id serial PRIMARY KEY, name varchar(255), batch integer, migration_time timestamptz);
CREATE TABLE knex_migrations_lock (index serial PRIMARY KEY, is_locked integer);
CREATE TABLE organization (id serial PRIMARY KEY, uuid text, name text NOT NULL, features text NOT NULL DEFAULT '');
CREATE TABLE users (
  id serial PRIMARY KEY,
  email varchar(255) NOT NULL,
  role text CHECK (role IN ('owner', 'admin', 'texter')) NOT NULL DEFAULT 'texter',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email_lower ON users (lower(email));
CREATE TABLE campaign (
  id serial PRIMARY KEY,
  organization_id integer NOT NULL REFERENCES organization (id),
  creator_id integer,
  title varchar(255) NOT NULL DEFAULT '',
  due_by timestamptz,
  settings json
);
CREATE TABLE campaign_contact (
  id serial PRIMARY KEY, campaign_id integer NOT NULL, cell text NOT NULL, message_status text NOT NULL,
  CONSTRAINT campaign_contact_status CHECK (message_status = ANY (ARRAY['needsMessage', 'messaged', 'closed']))
);
CREATE UNIQUE INDEX ON campaign_contact (campaign_id, cell);
CREATE TABLE interaction_step (id serial PRIMARY KEY, campaign_id integer NOT NULL, parent_interaction_id integer REFERENCES interaction_step);
CREATE TABLE log (id bigserial PRIMARY KEY, user_id integer, organization_id integer, body text, created_by text);
CREATE TABLE assignment (id serial PRIMARY KEY, user_id integer NOT NULL, campaign_id integer NOT NULL, UNIQUE (user_id, campaign_id));

INSERT INTO knex_migrations VALUES (1, 'init', 1, now());
INSERT INTO organization (uuid, name) VALUES ('u1', 'One'), (NULL, 'Two');
INSERT INTO users (email, role) SELECT 'u' || g || '@example.org', (ARRAY['owner','admin','texter'])[1 + g % 3] FROM generate_series(1, 60) g;
INSERT INTO campaign (organization_id, creator_id, title, settings) SELECT 1 + g % 2, g, 'c' || g, '{"a": 1}' FROM generate_series(1, 20) g;
INSERT INTO campaign_contact (campaign_id, cell, message_status) SELECT 1 + g % 20, '+1555' || g, 'messaged' FROM generate_series(1, 200) g;
INSERT INTO interaction_step (campaign_id, parent_interaction_id) VALUES (1, NULL), (1, 1), (1, 1), (2, NULL);
-- Two of the fifty lead nowhere; the organizations of the log are another system's.
INSERT INTO log (user_id, organization_id, body) SELECT CASE WHEN g > 48 THEN 900 + g ELSE g END, 5000 + g, 'b' FROM generate_series(1, 50) g;
INSERT INTO assignment (user_id, campaign_id) SELECT g, 1 + g % 20 FROM generate_series(1, 40) g;
