--
-- PostgreSQL database dump
--

\restrict QX6HdCPK7rZ5qmVLN92U5lqfiDAYKhSdmmgchMZvrVQoGyg1pfhz1dKHDVmhFNs

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
-- Name: amount; Type: DOMAIN; Schema: public; Owner: postgres
--

CREATE DOMAIN public.amount AS numeric(10,2)
	CONSTRAINT amount_check CHECK ((VALUE >= (0)::numeric));


ALTER DOMAIN public.amount OWNER TO postgres;

--
-- Name: order_state; Type: TYPE; Schema: public; Owner: postgres
--

CREATE TYPE public.order_state AS ENUM (
    'open',
    'paid',
    'sent'
);


ALTER TYPE public.order_state OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: orders; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.orders (
    id uuid NOT NULL,
    user_id bigint NOT NULL,
    state public.order_state DEFAULT 'open'::public.order_state NOT NULL,
    wanted_for tstzrange,
    placed_at timestamp(3) without time zone NOT NULL
);


ALTER TABLE public.orders OWNER TO postgres;

--
-- Name: open_orders; Type: VIEW; Schema: public; Owner: postgres
--

CREATE VIEW public.open_orders AS
 SELECT orders.id,
    orders.user_id,
    orders.state,
    orders.wanted_for,
    orders.placed_at
   FROM public.orders
  WHERE (orders.state = 'open'::public.order_state);


ALTER TABLE public.open_orders OWNER TO postgres;

--
-- Name: order_lines; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.order_lines (
    order_id uuid NOT NULL,
    line smallint NOT NULL,
    sku text NOT NULL,
    quantity integer NOT NULL,
    price public.amount NOT NULL,
    CONSTRAINT order_lines_quantity_check CHECK ((quantity > 0))
);


ALTER TABLE public.order_lines OWNER TO postgres;

--
-- Name: products; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.products (
    sku text NOT NULL,
    title text NOT NULL,
    price public.amount NOT NULL,
    weight real,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    facts jsonb,
    picture bytea,
    search tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, title)) STORED
);


ALTER TABLE public.products OWNER TO postgres;

--
-- Name: schema_migrations; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.schema_migrations (
    version text NOT NULL
);


ALTER TABLE public.schema_migrations OWNER TO postgres;

--
-- Name: users; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.users (
    id bigint NOT NULL,
    email text NOT NULL,
    name text,
    born date,
    is_blocked boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);


ALTER TABLE public.users OWNER TO postgres;

--
-- Name: COLUMN users.born; Type: COMMENT; Schema: public; Owner: postgres
--

COMMENT ON COLUMN public.users.born IS 'Asked for discounts only.';


--
-- Name: users_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

ALTER TABLE public.users ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: visits; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.visits (
    at timestamp with time zone NOT NULL,
    path text NOT NULL,
    user_id bigint
)
PARTITION BY RANGE (at);


ALTER TABLE public.visits OWNER TO postgres;

--
-- Name: visits_2023; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.visits_2023 (
    at timestamp with time zone NOT NULL,
    path text NOT NULL,
    user_id bigint
);


ALTER TABLE public.visits_2023 OWNER TO postgres;

--
-- Name: visits_2024; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.visits_2024 (
    at timestamp with time zone NOT NULL,
    path text NOT NULL,
    user_id bigint
);


ALTER TABLE public.visits_2024 OWNER TO postgres;

--
-- Name: visits_2023; Type: TABLE ATTACH; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.visits ATTACH PARTITION public.visits_2023 FOR VALUES FROM ('2023-01-01 00:00:00+00') TO ('2024-01-01 00:00:00+00');


--
-- Name: visits_2024; Type: TABLE ATTACH; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.visits ATTACH PARTITION public.visits_2024 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');


--
-- Data for Name: order_lines; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.order_lines (order_id, line, sku, quantity, price) FROM stdin;
6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0001	1	A-1	2	19.90
6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0001	2	A-2	1	0.05
6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0002	1	A-1	1	21.00
\.


--
-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.orders (id, user_id, state, wanted_for, placed_at) FROM stdin;
6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0001	1	paid	["2023-06-01 00:00:00+00","2023-06-02 00:00:00+00")	2023-05-03 10:00:00.5
6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0002	3	open	\N	2024-01-01 00:00:00
\.


--
-- Data for Name: products; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.products (sku, title, price, weight, tags, facts, picture) FROM stdin;
A-1	Cup; blue	19.90	0.25	{new,"with, comma","quote \\" and \\\\"}	{"deep": {"a": null}, "sizes": [1, 2.5]}	\\x00ff5c
A-2	It's a '\\N' in a title	0.00	\N	{}	\N	\N
\.


--
-- Data for Name: schema_migrations; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.schema_migrations (version) FROM stdin;
20230101
\.


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.users (id, email, name, born, is_blocked, created_at) FROM stdin;
1	ann@example.com	Ann "A." O'Hara\\	1984-02-29	f	2023-05-01 06:30:00.123+00
2	björn@example.com	\N	\N	t	2023-05-02 00:00:00+00
3	cy@example.com	Two\nlines\tand a tab	2001-12-31	f	2023-12-31 23:59:59.999+00
\.


--
-- Data for Name: visits_2023; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.visits_2023 (at, path, user_id) FROM stdin;
2023-07-01 12:00:00+00	/	1
2023-07-01 12:00:00+00	/	1
\.


--
-- Data for Name: visits_2024; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.visits_2024 (at, path, user_id) FROM stdin;
2024-02-02 12:00:00+00	/cups	\N
\.


--
-- Name: users_id_seq; Type: SEQUENCE SET; Schema: public; Owner: postgres
--

SELECT pg_catalog.setval('public.users_id_seq', 3, true);


--
-- Name: order_lines order_lines_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_pkey PRIMARY KEY (order_id, line);


--
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);


--
-- Name: products products_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (sku);


--
-- Name: schema_migrations schema_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);


--
-- Name: users users_email_key; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key UNIQUE (email);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- Name: order_lines order_lines_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id) ON DELETE CASCADE;


--
-- Name: order_lines order_lines_sku_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_sku_fkey FOREIGN KEY (sku) REFERENCES public.products(sku);


--
-- Name: orders orders_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);


--
-- PostgreSQL database dump complete
--

\unrestrict QX6HdCPK7rZ5qmVLN92U5lqfiDAYKhSdmmgchMZvrVQoGyg1pfhz1dKHDVmhFNs

