-- A Rails app with Devise, Active Storage, a join table without a key and polymorphic comments.
CREATE TABLE public.ar_internal_metadata (key character varying NOT NULL PRIMARY KEY, value character varying, created_at timestamp(6) NOT NULL, updated_at timestamp(6) NOT NULL);
CREATE TABLE public.schema_migrations (version character varying NOT NULL PRIMARY KEY);
CREATE TABLE public.users (
  id bigserial PRIMARY KEY, email character varying DEFAULT '' NOT NULL, encrypted_password character varying DEFAULT '' NOT NULL,
  reset_password_token character varying, reset_password_sent_at timestamp(6), remember_created_at timestamp(6), name character varying,
  created_at timestamp(6) NOT NULL, updated_at timestamp(6) NOT NULL
);
CREATE UNIQUE INDEX index_users_on_email ON public.users USING btree (email);
CREATE TABLE public.posts (id bigserial PRIMARY KEY, user_id bigint NOT NULL, title character varying, body text, status integer DEFAULT 0 NOT NULL, created_at timestamp(6) NOT NULL, updated_at timestamp(6) NOT NULL);
ALTER TABLE ONLY public.posts ADD CONSTRAINT fk_rails_5b5ddfd518 FOREIGN KEY (user_id) REFERENCES public.users(id);
CREATE TABLE public.tags (id bigserial PRIMARY KEY, name character varying);
CREATE TABLE public.posts_tags (post_id bigint NOT NULL, tag_id bigint NOT NULL);
CREATE TABLE public.comments (id bigserial PRIMARY KEY, commentable_type character varying NOT NULL, commentable_id bigint NOT NULL, author_id bigint, body text, created_at timestamp(6) NOT NULL, updated_at timestamp(6) NOT NULL);
CREATE TABLE public.active_storage_blobs (id bigserial PRIMARY KEY, key character varying NOT NULL, filename character varying NOT NULL, content_type character varying, metadata text, service_name character varying NOT NULL, byte_size bigint NOT NULL, checksum character varying, created_at timestamp(6) NOT NULL);
CREATE UNIQUE INDEX index_active_storage_blobs_on_key ON public.active_storage_blobs USING btree (key);
CREATE TABLE public.active_storage_attachments (id bigserial PRIMARY KEY, name character varying NOT NULL, record_type character varying NOT NULL, record_id bigint NOT NULL, blob_id bigint NOT NULL, created_at timestamp(6) NOT NULL);
ALTER TABLE ONLY public.active_storage_attachments ADD CONSTRAINT fk_rails_c3b3935057 FOREIGN KEY (blob_id) REFERENCES public.active_storage_blobs(id);

INSERT INTO public.ar_internal_metadata VALUES ('environment', 'production', '2024-01-01', '2024-01-01');
INSERT INTO public.schema_migrations VALUES ('20240101000000');
INSERT INTO public.users (email, encrypted_password, name, created_at, updated_at) VALUES
  ('ann@example.com', '$2a$12$a9pghn27d7m0ltXvlX8LiOowy7XfFw0hW0G80OjKYQ1jaoejaA7NC', 'Ann', '2024-01-02 03:04:05.123456', '2024-01-02 03:04:05.123456'),
  ('bob@example.com', '$2a$12$a9pghn27d7m0ltXvlX8LiOowy7XfFw0hW0G80OjKYQ1jaoejaA7NC', NULL, '2024-01-03 00:00:00', '2024-01-03 00:00:00');
INSERT INTO public.posts (user_id, title, body, status, created_at, updated_at) VALUES
  (1, 'One', 'A body', 1, '2024-02-01 00:00:00', '2024-02-01 00:00:00'), (2, NULL, '', 0, '2024-02-02 00:00:00', '2024-02-02 00:00:00');
INSERT INTO public.tags (name) VALUES ('x'), ('y');
INSERT INTO public.posts_tags VALUES (1, 1), (1, 2), (2, 2);
INSERT INTO public.comments (commentable_type, commentable_id, author_id, body, created_at, updated_at) VALUES
  ('Post', 1, 2, 'on a post', '2024-03-01 00:00:00', '2024-03-01 00:00:00'), ('User', 2, 1, 'on a user', '2024-03-02 00:00:00', '2024-03-02 00:00:00'),
  ('Post', 2, NULL, 'on another', '2024-03-03 00:00:00', '2024-03-03 00:00:00');
INSERT INTO public.active_storage_blobs (key, filename, content_type, service_name, byte_size, checksum, created_at) VALUES
  ('k1abc', 'a.png', 'image/png', 'local', 12, 'c2h1bQ==', '2024-04-01 00:00:00');
INSERT INTO public.active_storage_attachments (name, record_type, record_id, blob_id, created_at) VALUES ('avatar', 'User', 1, 1, '2024-04-01 00:00:00');
