--
-- PostgreSQL database dump
--

\restrict 14Nm65vMSmcBfe7Xw7yiXZ2B98N7xVkxP6coOOuopbXeiZtnP5n27WojYMp0DCD

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
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.users (id, email, name, born, is_blocked, created_at) FROM stdin;
1	ann@example.com	Ann "A." O'Hara\\	1984-02-29	f	2023-05-01 06:30:00.123+00
2	björn@example.com	\N	\N	t	2023-05-02 00:00:00+00
3	cy@example.com	Two\nlines\tand a tab	2001-12-31	f	2023-12-31 23:59:59.999+00
\.


--
-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.orders (id, user_id, state, wanted_for, placed_at) FROM stdin;
6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0001	1	paid	["2023-06-01 00:00:00+00","2023-06-02 00:00:00+00")	2023-05-03 10:00:00.5
6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0002	3	open	\N	2024-01-01 00:00:00
\.


--
-- Data for Name: products; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.products (sku, title, price, weight, tags, facts, picture) FROM stdin;
A-1	Cup; blue	19.90	0.25	{new,"with, comma","quote \\" and \\\\"}	{"deep": {"a": null}, "sizes": [1, 2.5]}	\\x00ff5c
A-2	It's a '\\N' in a title	0.00	\N	{}	\N	\N
\.


--
-- Data for Name: order_lines; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.order_lines (order_id, line, sku, quantity, price) FROM stdin;
6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0001	1	A-1	2	19.90
6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0001	2	A-2	1	0.05
6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0002	1	A-1	1	21.00
\.


--
-- Data for Name: schema_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.schema_migrations (version) FROM stdin;
20230101
\.


--
-- Data for Name: visits_2023; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.visits_2023 (at, path, user_id) FROM stdin;
2023-07-01 12:00:00+00	/	1
2023-07-01 12:00:00+00	/	1
\.


--
-- Data for Name: visits_2024; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.visits_2024 (at, path, user_id) FROM stdin;
2024-02-02 12:00:00+00	/cups	\N
\.


--
-- Name: users_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.users_id_seq', 3, true);


--
-- PostgreSQL database dump complete
--

\unrestrict 14Nm65vMSmcBfe7Xw7yiXZ2B98N7xVkxP6coOOuopbXeiZtnP5n27WojYMp0DCD

