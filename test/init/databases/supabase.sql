-- A Supabase project: accounts and files in schemas of its own, the app's tables in public, referring to auth.users.
CREATE SCHEMA auth;
CREATE SCHEMA storage;
CREATE SCHEMA supabase_migrations;
CREATE TABLE auth.users (id uuid PRIMARY KEY, email varchar(255), encrypted_password varchar(255), raw_user_meta_data jsonb);
CREATE TABLE auth.refresh_tokens (id bigserial PRIMARY KEY, token varchar(255), user_id uuid);
CREATE TABLE storage.objects (id uuid PRIMARY KEY, name text, owner uuid REFERENCES auth.users);
CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY);
CREATE TYPE public.plan AS ENUM ('free', 'pro');
CREATE TABLE profiles (
  id uuid PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE,
  email text NOT NULL UNIQUE,
  full_name text,
  avatar_url text,
  plan public.plan NOT NULL DEFAULT 'free',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE teams (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), slug text NOT NULL UNIQUE, owner uuid NOT NULL REFERENCES profiles);
CREATE TABLE team_members (
  team_id uuid NOT NULL REFERENCES teams,
  user_id uuid NOT NULL REFERENCES auth.users,
  role text NOT NULL DEFAULT 'member' CHECK (role = ANY (ARRAY['member', 'lead'])),
  PRIMARY KEY (team_id, user_id)
);
CREATE TABLE notes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES auth.users,
  team_slug text REFERENCES teams (slug) ON UPDATE CASCADE,
  body text NOT NULL,
  attachments jsonb NOT NULL DEFAULT '[]',
  labels text[] DEFAULT '{}',
  remind_at timestamptz,
  inserted_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE user_settings (user_id uuid PRIMARY KEY REFERENCES profiles, theme text, digest_hour time);

INSERT INTO auth.users VALUES ('00000000-0000-4000-8000-000000000001', 'ann@example.org', 'secret-hash', '{}'),
  ('00000000-0000-4000-8000-000000000002', 'bo@example.org', 'secret-hash', '{}');
INSERT INTO auth.refresh_tokens (token) VALUES ('secret-token');
INSERT INTO profiles (id, email, full_name, plan, created_at) VALUES
  ('00000000-0000-4000-8000-000000000001', 'ann@example.org', 'Ann', 'pro', '2024-01-01'),
  ('00000000-0000-4000-8000-000000000002', 'bo@example.org', NULL, 'free', '2024-01-02');
INSERT INTO teams (slug, owner) VALUES ('one', '00000000-0000-4000-8000-000000000001');
INSERT INTO team_members SELECT id, '00000000-0000-4000-8000-000000000002', 'lead' FROM teams;
INSERT INTO notes (user_id, team_slug, body, labels, inserted_at) VALUES
  ('00000000-0000-4000-8000-000000000001', 'one', 'hello', '{x}', '2024-01-01 10:00:00.123456+00'),
  ('00000000-0000-4000-8000-000000000002', NULL, '', NULL, '2024-01-02');
INSERT INTO user_settings VALUES ('00000000-0000-4000-8000-000000000001', 'dark', '08:00');
