SET session_replication_role = replica;

--
-- PostgreSQL database dump
--

-- \restrict C1XDe2SBk9P7aj4ylgRJoOE1YNme8vM98t4KSytkxeLPiPWXtHam1oS8aJEE4RM

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Data for Name: users; Type: TABLE DATA; Schema: auth; Owner: postgres
--

INSERT INTO "auth"."users" ("instance_id", "id", "aud", "role", "email", "encrypted_password", "email_confirmed_at", "confirmation_token", "recovery_token", "last_sign_in_at", "raw_app_meta_data", "raw_user_meta_data", "is_super_admin", "created_at", "updated_at", "phone", "phone_confirmed_at", "banned_until", "is_sso_user", "deleted_at", "is_anonymous") VALUES
	(NULL, '7b0f2c1e-5a44-4f0a-8c1d-000000000001', 'authenticated', 'authenticated', 'ann@example.com', '$2a$10$a9pghn27d7m0ltXvlX8LiOowy7XfFw0hW0G80OjKYQ1jaoejaA7NC', '2024-03-10 10:30:00.25+00', NULL, NULL, NULL, '{"provider": "email"}', '{"full_name": "Ann"}', NULL, '2024-03-10 10:00:00+00', '2024-03-10 10:00:00+00', NULL, NULL, NULL, false, NULL, false),
	(NULL, '7b0f2c1e-5a44-4f0a-8c1d-000000000002', 'authenticated', 'authenticated', 'bob@example.com', '', NULL, NULL, NULL, NULL, '{"provider": "google"}', '{}', NULL, '2024-03-11 10:00:00+00', '2024-03-11 10:00:00+00', NULL, NULL, NULL, false, NULL, false),
	(NULL, '7b0f2c1e-5a44-4f0a-8c1d-000000000003', 'authenticated', 'authenticated', 'cy@example.com', '', '2024-03-12 10:30:00+00', NULL, NULL, NULL, '{"provider": "google"}', '{}', NULL, '2024-03-12 10:00:00+00', '2024-03-12 10:00:00+00', NULL, NULL, NULL, false, NULL, false);


--
-- Data for Name: identities; Type: TABLE DATA; Schema: auth; Owner: postgres
--

INSERT INTO "auth"."identities" ("provider_id", "user_id", "identity_data", "provider", "last_sign_in_at", "created_at", "updated_at", "id") VALUES
	('108012345678901234567', '7b0f2c1e-5a44-4f0a-8c1d-000000000002', '{"sub": "108012345678901234567", "email": "bob@example.com"}', 'google', NULL, NULL, NULL, '7b0f2c1e-5a44-4f0a-8c1d-00000000000a');


--
-- Data for Name: refresh_tokens; Type: TABLE DATA; Schema: auth; Owner: postgres
--

INSERT INTO "auth"."refresh_tokens" ("id", "token", "user_id", "revoked") VALUES
	(1, 'never-to-be-seen', '7b0f2c1e-5a44-4f0a-8c1d-000000000001', false);


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: auth; Owner: postgres
--

INSERT INTO "auth"."sessions" ("id", "user_id", "created_at") VALUES
	('7b0f2c1e-5a44-4f0a-8c1d-00000000000b', '7b0f2c1e-5a44-4f0a-8c1d-000000000001', '2024-03-10 10:30:00+00');


--
-- Data for Name: profiles; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO "public"."profiles" ("id", "updated_at", "username", "full_name", "avatar_url", "website") VALUES
	('7b0f2c1e-5a44-4f0a-8c1d-000000000001', '2024-04-01 00:00:00+00', 'ann', 'Ann', 'ann.png', NULL),
	('7b0f2c1e-5a44-4f0a-8c1d-000000000002', NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: todos; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO "public"."todos" ("id", "user_id", "task", "is_complete", "inserted_at") VALUES
	(1, '7b0f2c1e-5a44-4f0a-8c1d-000000000001', 'Buy milk', true, '2024-03-10 11:00:00.001+00'),
	(2, '7b0f2c1e-5a44-4f0a-8c1d-000000000003', 'Call
Cy''s mother', NULL, '2024-03-12 11:00:00+00');


--
-- Data for Name: buckets; Type: TABLE DATA; Schema: storage; Owner: postgres
--

INSERT INTO "storage"."buckets" ("id", "name") VALUES
	('avatars', 'avatars');


--
-- Data for Name: objects; Type: TABLE DATA; Schema: storage; Owner: postgres
--

INSERT INTO "storage"."objects" ("id", "bucket_id", "name", "owner", "metadata") VALUES
	('7b0f2c1e-5a44-4f0a-8c1d-00000000000c', 'avatars', 'ann.png', '7b0f2c1e-5a44-4f0a-8c1d-000000000001', '{"size": 10}');


--
-- Name: refresh_tokens_id_seq; Type: SEQUENCE SET; Schema: auth; Owner: postgres
--

SELECT pg_catalog.setval('"auth"."refresh_tokens_id_seq"', 1, true);


--
-- Name: todos_id_seq; Type: SEQUENCE SET; Schema: public; Owner: postgres
--

SELECT pg_catalog.setval('"public"."todos_id_seq"', 2, true);


--
-- PostgreSQL database dump complete
--

-- \unrestrict C1XDe2SBk9P7aj4ylgRJoOE1YNme8vM98t4KSytkxeLPiPWXtHam1oS8aJEE4RM

RESET ALL;
