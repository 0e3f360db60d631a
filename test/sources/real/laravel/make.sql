-- A Laravel app on PostgreSQL: morphs, a pivot table, Sanctum's tokens, the queue, Carbon's timestamps.
CREATE TABLE public.migrations (id serial PRIMARY KEY, migration character varying(255) NOT NULL, batch integer NOT NULL);
CREATE TABLE public.users (id bigserial PRIMARY KEY, name character varying(255) NOT NULL, email character varying(255) NOT NULL, email_verified_at timestamp(0) without time zone, password character varying(255) NOT NULL, remember_token character varying(100), created_at timestamp(0) without time zone, updated_at timestamp(0) without time zone);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_email_unique UNIQUE (email);
CREATE TABLE public.password_reset_tokens (email character varying(255) PRIMARY KEY, token character varying(255) NOT NULL, created_at timestamp(0) without time zone);
CREATE TABLE public.sessions (id character varying(255) PRIMARY KEY, user_id bigint, ip_address character varying(45), user_agent text, payload text NOT NULL, last_activity integer NOT NULL);
CREATE TABLE public.personal_access_tokens (id bigserial PRIMARY KEY, tokenable_type character varying(255) NOT NULL, tokenable_id bigint NOT NULL, name character varying(255) NOT NULL, token character varying(64) NOT NULL UNIQUE, abilities text);
CREATE TABLE public.failed_jobs (id bigserial PRIMARY KEY, uuid character varying(255) NOT NULL UNIQUE, connection text NOT NULL, queue text NOT NULL, payload text NOT NULL, exception text NOT NULL, failed_at timestamp(0) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL);
CREATE TABLE public.videos (id uuid PRIMARY KEY, title character varying(255) NOT NULL, length_seconds smallint, created_at timestamp(0) without time zone, updated_at timestamp(0) without time zone);
CREATE TABLE public.roles (id bigserial PRIMARY KEY, name character varying(255) NOT NULL);
CREATE TABLE public.role_user (user_id bigint NOT NULL, role_id bigint NOT NULL);
ALTER TABLE ONLY public.role_user ADD CONSTRAINT role_user_user_id_foreign FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.role_user ADD CONSTRAINT role_user_role_id_foreign FOREIGN KEY (role_id) REFERENCES public.roles(id) ON DELETE CASCADE;
CREATE TABLE public.likes (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES public.users, likeable_type character varying(255) NOT NULL, likeable_id character(36) NOT NULL);

INSERT INTO public.migrations (migration, batch) VALUES ('2014_10_12_000000_create_users_table', 1);
INSERT INTO public.users (name, email, email_verified_at, password, remember_token, created_at, updated_at) VALUES
  ('Ann', 'ann@example.com', '2024-01-02 03:04:05', '$2y$10$a9pghn27d7m0ltXvlX8LiOowy7XfFw0hW0G80OjKYQ1jaoejaA7NC', 'never', '2024-01-02 00:00:00', '2024-01-02 00:00:00'),
  ('Bob', 'bob@example.com', NULL, '$2y$10$a9pghn27d7m0ltXvlX8LiOowy7XfFw0hW0G80OjKYQ1jaoejaA7NC', NULL, NULL, NULL);
INSERT INTO public.password_reset_tokens VALUES ('bob@example.com', 'never', '2024-01-04 00:00:00');
INSERT INTO public.sessions VALUES ('never', 1, '192.0.2.1', 'Mozilla/5.0', 'never', 1704164645);
INSERT INTO public.personal_access_tokens (tokenable_type, tokenable_id, name, token) VALUES ('App\Models\User', 1, 'cli', 'never');
INSERT INTO public.failed_jobs (uuid, connection, queue, payload, exception, failed_at) VALUES ('5e1d0f5c-0000-4000-8000-000000000001', 'redis', 'default', '{"job":"x"}', 'Error', '2024-01-05 00:00:00');
INSERT INTO public.videos VALUES ('5e1d0f5c-0000-4000-8000-0000000000aa', 'One', 90, '2024-02-01 00:00:00', '2024-02-01 00:00:00'), ('5e1d0f5c-0000-4000-8000-0000000000bb', 'Two', NULL, NULL, NULL);
INSERT INTO public.roles (name) VALUES ('editor'), ('owner');
INSERT INTO public.role_user VALUES (1, 2), (2, 1);
INSERT INTO public.likes (user_id, likeable_type, likeable_id) VALUES (1, 'App\Models\Video', '5e1d0f5c-0000-4000-8000-0000000000aa'), (2, 'App\Models\Video', '5e1d0f5c-0000-4000-8000-0000000000bb');
