--
-- PostgreSQL database dump
--

\restrict vT6I5w9uL6fUjZ0nY6QNeXKp5Fl3gOOfLjZyM4yK17LUfSIrKRWRd6llIHP5gxc

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

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: assignment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.assignment (
    id integer NOT NULL,
    user_id integer NOT NULL,
    campaign_id integer NOT NULL
);


--
-- Name: assignment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.assignment_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: assignment_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.assignment_id_seq OWNED BY public.assignment.id;


--
-- Name: campaign; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaign (
    id integer NOT NULL,
    organization_id integer NOT NULL,
    creator_id integer,
    title character varying(255) DEFAULT ''::character varying NOT NULL,
    due_by timestamp with time zone,
    settings json
);


--
-- Name: campaign_contact; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaign_contact (
    id integer NOT NULL,
    campaign_id integer NOT NULL,
    cell text NOT NULL,
    message_status text NOT NULL,
    CONSTRAINT campaign_contact_status CHECK ((message_status = ANY (ARRAY['needsMessage'::text, 'messaged'::text, 'closed'::text])))
);


--
-- Name: campaign_contact_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.campaign_contact_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: campaign_contact_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.campaign_contact_id_seq OWNED BY public.campaign_contact.id;


--
-- Name: campaign_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.campaign_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: campaign_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.campaign_id_seq OWNED BY public.campaign.id;


--
-- Name: interaction_step; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.interaction_step (
    id integer NOT NULL,
    campaign_id integer NOT NULL,
    parent_interaction_id integer
);


--
-- Name: interaction_step_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.interaction_step_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: interaction_step_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.interaction_step_id_seq OWNED BY public.interaction_step.id;


--
-- Name: knex_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.knex_migrations (
    id integer NOT NULL,
    name character varying(255),
    batch integer,
    migration_time timestamp with time zone
);


--
-- Name: knex_migrations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.knex_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: knex_migrations_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.knex_migrations_id_seq OWNED BY public.knex_migrations.id;


--
-- Name: knex_migrations_lock; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.knex_migrations_lock (
    index integer NOT NULL,
    is_locked integer
);


--
-- Name: knex_migrations_lock_index_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.knex_migrations_lock_index_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: knex_migrations_lock_index_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.knex_migrations_lock_index_seq OWNED BY public.knex_migrations_lock.index;


--
-- Name: log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log (
    id bigint NOT NULL,
    user_id integer,
    organization_id integer,
    body text,
    created_by text
);


--
-- Name: log_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: log_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.log_id_seq OWNED BY public.log.id;


--
-- Name: organization; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.organization (
    id integer NOT NULL,
    uuid text,
    name text NOT NULL,
    features text DEFAULT ''::text NOT NULL
);


--
-- Name: organization_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.organization_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: organization_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.organization_id_seq OWNED BY public.organization.id;


--
-- Name: users; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.users (
    id integer NOT NULL,
    email character varying(255) NOT NULL,
    role text DEFAULT 'texter'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'texter'::text])))
);


--
-- Name: users_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: users_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;


--
-- Name: assignment id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assignment ALTER COLUMN id SET DEFAULT nextval('public.assignment_id_seq'::regclass);


--
-- Name: campaign id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaign ALTER COLUMN id SET DEFAULT nextval('public.campaign_id_seq'::regclass);


--
-- Name: campaign_contact id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaign_contact ALTER COLUMN id SET DEFAULT nextval('public.campaign_contact_id_seq'::regclass);


--
-- Name: interaction_step id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.interaction_step ALTER COLUMN id SET DEFAULT nextval('public.interaction_step_id_seq'::regclass);


--
-- Name: knex_migrations id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.knex_migrations ALTER COLUMN id SET DEFAULT nextval('public.knex_migrations_id_seq'::regclass);


--
-- Name: knex_migrations_lock index; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.knex_migrations_lock ALTER COLUMN index SET DEFAULT nextval('public.knex_migrations_lock_index_seq'::regclass);


--
-- Name: log id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log ALTER COLUMN id SET DEFAULT nextval('public.log_id_seq'::regclass);


--
-- Name: organization id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organization ALTER COLUMN id SET DEFAULT nextval('public.organization_id_seq'::regclass);


--
-- Name: users id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);


--
-- Data for Name: assignment; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.assignment (id, user_id, campaign_id) FROM stdin;
1	1	2
2	2	3
3	3	4
4	4	5
5	5	6
6	6	7
7	7	8
8	8	9
9	9	10
10	10	11
11	11	12
12	12	13
13	13	14
14	14	15
15	15	16
16	16	17
17	17	18
18	18	19
19	19	20
20	20	1
21	21	2
22	22	3
23	23	4
24	24	5
25	25	6
26	26	7
27	27	8
28	28	9
29	29	10
30	30	11
31	31	12
32	32	13
33	33	14
34	34	15
35	35	16
36	36	17
37	37	18
38	38	19
39	39	20
40	40	1
\.


--
-- Data for Name: campaign; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.campaign (id, organization_id, creator_id, title, due_by, settings) FROM stdin;
1	2	1	c1	\N	{"a": 1}
2	1	2	c2	\N	{"a": 1}
3	2	3	c3	\N	{"a": 1}
4	1	4	c4	\N	{"a": 1}
5	2	5	c5	\N	{"a": 1}
6	1	6	c6	\N	{"a": 1}
7	2	7	c7	\N	{"a": 1}
8	1	8	c8	\N	{"a": 1}
9	2	9	c9	\N	{"a": 1}
10	1	10	c10	\N	{"a": 1}
11	2	11	c11	\N	{"a": 1}
12	1	12	c12	\N	{"a": 1}
13	2	13	c13	\N	{"a": 1}
14	1	14	c14	\N	{"a": 1}
15	2	15	c15	\N	{"a": 1}
16	1	16	c16	\N	{"a": 1}
17	2	17	c17	\N	{"a": 1}
18	1	18	c18	\N	{"a": 1}
19	2	19	c19	\N	{"a": 1}
20	1	20	c20	\N	{"a": 1}
\.


--
-- Data for Name: campaign_contact; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.campaign_contact (id, campaign_id, cell, message_status) FROM stdin;
1	2	+15551	messaged
2	3	+15552	messaged
3	4	+15553	messaged
4	5	+15554	messaged
5	6	+15555	messaged
6	7	+15556	messaged
7	8	+15557	messaged
8	9	+15558	messaged
9	10	+15559	messaged
10	11	+155510	messaged
11	12	+155511	messaged
12	13	+155512	messaged
13	14	+155513	messaged
14	15	+155514	messaged
15	16	+155515	messaged
16	17	+155516	messaged
17	18	+155517	messaged
18	19	+155518	messaged
19	20	+155519	messaged
20	1	+155520	messaged
21	2	+155521	messaged
22	3	+155522	messaged
23	4	+155523	messaged
24	5	+155524	messaged
25	6	+155525	messaged
26	7	+155526	messaged
27	8	+155527	messaged
28	9	+155528	messaged
29	10	+155529	messaged
30	11	+155530	messaged
31	12	+155531	messaged
32	13	+155532	messaged
33	14	+155533	messaged
34	15	+155534	messaged
35	16	+155535	messaged
36	17	+155536	messaged
37	18	+155537	messaged
38	19	+155538	messaged
39	20	+155539	messaged
40	1	+155540	messaged
41	2	+155541	messaged
42	3	+155542	messaged
43	4	+155543	messaged
44	5	+155544	messaged
45	6	+155545	messaged
46	7	+155546	messaged
47	8	+155547	messaged
48	9	+155548	messaged
49	10	+155549	messaged
50	11	+155550	messaged
51	12	+155551	messaged
52	13	+155552	messaged
53	14	+155553	messaged
54	15	+155554	messaged
55	16	+155555	messaged
56	17	+155556	messaged
57	18	+155557	messaged
58	19	+155558	messaged
59	20	+155559	messaged
60	1	+155560	messaged
61	2	+155561	messaged
62	3	+155562	messaged
63	4	+155563	messaged
64	5	+155564	messaged
65	6	+155565	messaged
66	7	+155566	messaged
67	8	+155567	messaged
68	9	+155568	messaged
69	10	+155569	messaged
70	11	+155570	messaged
71	12	+155571	messaged
72	13	+155572	messaged
73	14	+155573	messaged
74	15	+155574	messaged
75	16	+155575	messaged
76	17	+155576	messaged
77	18	+155577	messaged
78	19	+155578	messaged
79	20	+155579	messaged
80	1	+155580	messaged
81	2	+155581	messaged
82	3	+155582	messaged
83	4	+155583	messaged
84	5	+155584	messaged
85	6	+155585	messaged
86	7	+155586	messaged
87	8	+155587	messaged
88	9	+155588	messaged
89	10	+155589	messaged
90	11	+155590	messaged
91	12	+155591	messaged
92	13	+155592	messaged
93	14	+155593	messaged
94	15	+155594	messaged
95	16	+155595	messaged
96	17	+155596	messaged
97	18	+155597	messaged
98	19	+155598	messaged
99	20	+155599	messaged
100	1	+1555100	messaged
101	2	+1555101	messaged
102	3	+1555102	messaged
103	4	+1555103	messaged
104	5	+1555104	messaged
105	6	+1555105	messaged
106	7	+1555106	messaged
107	8	+1555107	messaged
108	9	+1555108	messaged
109	10	+1555109	messaged
110	11	+1555110	messaged
111	12	+1555111	messaged
112	13	+1555112	messaged
113	14	+1555113	messaged
114	15	+1555114	messaged
115	16	+1555115	messaged
116	17	+1555116	messaged
117	18	+1555117	messaged
118	19	+1555118	messaged
119	20	+1555119	messaged
120	1	+1555120	messaged
121	2	+1555121	messaged
122	3	+1555122	messaged
123	4	+1555123	messaged
124	5	+1555124	messaged
125	6	+1555125	messaged
126	7	+1555126	messaged
127	8	+1555127	messaged
128	9	+1555128	messaged
129	10	+1555129	messaged
130	11	+1555130	messaged
131	12	+1555131	messaged
132	13	+1555132	messaged
133	14	+1555133	messaged
134	15	+1555134	messaged
135	16	+1555135	messaged
136	17	+1555136	messaged
137	18	+1555137	messaged
138	19	+1555138	messaged
139	20	+1555139	messaged
140	1	+1555140	messaged
141	2	+1555141	messaged
142	3	+1555142	messaged
143	4	+1555143	messaged
144	5	+1555144	messaged
145	6	+1555145	messaged
146	7	+1555146	messaged
147	8	+1555147	messaged
148	9	+1555148	messaged
149	10	+1555149	messaged
150	11	+1555150	messaged
151	12	+1555151	messaged
152	13	+1555152	messaged
153	14	+1555153	messaged
154	15	+1555154	messaged
155	16	+1555155	messaged
156	17	+1555156	messaged
157	18	+1555157	messaged
158	19	+1555158	messaged
159	20	+1555159	messaged
160	1	+1555160	messaged
161	2	+1555161	messaged
162	3	+1555162	messaged
163	4	+1555163	messaged
164	5	+1555164	messaged
165	6	+1555165	messaged
166	7	+1555166	messaged
167	8	+1555167	messaged
168	9	+1555168	messaged
169	10	+1555169	messaged
170	11	+1555170	messaged
171	12	+1555171	messaged
172	13	+1555172	messaged
173	14	+1555173	messaged
174	15	+1555174	messaged
175	16	+1555175	messaged
176	17	+1555176	messaged
177	18	+1555177	messaged
178	19	+1555178	messaged
179	20	+1555179	messaged
180	1	+1555180	messaged
181	2	+1555181	messaged
182	3	+1555182	messaged
183	4	+1555183	messaged
184	5	+1555184	messaged
185	6	+1555185	messaged
186	7	+1555186	messaged
187	8	+1555187	messaged
188	9	+1555188	messaged
189	10	+1555189	messaged
190	11	+1555190	messaged
191	12	+1555191	messaged
192	13	+1555192	messaged
193	14	+1555193	messaged
194	15	+1555194	messaged
195	16	+1555195	messaged
196	17	+1555196	messaged
197	18	+1555197	messaged
198	19	+1555198	messaged
199	20	+1555199	messaged
200	1	+1555200	messaged
\.


--
-- Data for Name: interaction_step; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.interaction_step (id, campaign_id, parent_interaction_id) FROM stdin;
1	1	\N
2	1	1
3	1	1
4	2	\N
\.


--
-- Data for Name: knex_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.knex_migrations (id, name, batch, migration_time) FROM stdin;
1	init	1	2026-11-21 14:02:11.334541+00
\.


--
-- Data for Name: knex_migrations_lock; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.knex_migrations_lock (index, is_locked) FROM stdin;
\.


--
-- Data for Name: log; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.log (id, user_id, organization_id, body, created_by) FROM stdin;
1	1	5001	b	\N
2	2	5002	b	\N
3	3	5003	b	\N
4	4	5004	b	\N
5	5	5005	b	\N
6	6	5006	b	\N
7	7	5007	b	\N
8	8	5008	b	\N
9	9	5009	b	\N
10	10	5010	b	\N
11	11	5011	b	\N
12	12	5012	b	\N
13	13	5013	b	\N
14	14	5014	b	\N
15	15	5015	b	\N
16	16	5016	b	\N
17	17	5017	b	\N
18	18	5018	b	\N
19	19	5019	b	\N
20	20	5020	b	\N
21	21	5021	b	\N
22	22	5022	b	\N
23	23	5023	b	\N
24	24	5024	b	\N
25	25	5025	b	\N
26	26	5026	b	\N
27	27	5027	b	\N
28	28	5028	b	\N
29	29	5029	b	\N
30	30	5030	b	\N
31	31	5031	b	\N
32	32	5032	b	\N
33	33	5033	b	\N
34	34	5034	b	\N
35	35	5035	b	\N
36	36	5036	b	\N
37	37	5037	b	\N
38	38	5038	b	\N
39	39	5039	b	\N
40	40	5040	b	\N
41	41	5041	b	\N
42	42	5042	b	\N
43	43	5043	b	\N
44	44	5044	b	\N
45	45	5045	b	\N
46	46	5046	b	\N
47	47	5047	b	\N
48	48	5048	b	\N
49	949	5049	b	\N
50	950	5050	b	\N
\.


--
-- Data for Name: organization; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.organization (id, uuid, name, features) FROM stdin;
1	u1	One	
2	\N	Two	
\.


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.users (id, email, role, created_at, updated_at) FROM stdin;
1	u1@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
2	u2@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
3	u3@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
4	u4@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
5	u5@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
6	u6@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
7	u7@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
8	u8@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
9	u9@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
10	u10@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
11	u11@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
12	u12@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
13	u13@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
14	u14@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
15	u15@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
16	u16@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
17	u17@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
18	u18@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
19	u19@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
20	u20@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
21	u21@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
22	u22@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
23	u23@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
24	u24@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
25	u25@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
26	u26@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
27	u27@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
28	u28@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
29	u29@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
30	u30@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
31	u31@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
32	u32@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
33	u33@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
34	u34@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
35	u35@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
36	u36@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
37	u37@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
38	u38@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
39	u39@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
40	u40@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
41	u41@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
42	u42@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
43	u43@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
44	u44@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
45	u45@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
46	u46@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
47	u47@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
48	u48@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
49	u49@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
50	u50@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
51	u51@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
52	u52@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
53	u53@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
54	u54@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
55	u55@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
56	u56@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
57	u57@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
58	u58@example.org	admin	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
59	u59@example.org	texter	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
60	u60@example.org	owner	2026-11-21 14:02:11.340141+00	2026-11-21 14:02:11.340141+00
\.


--
-- Name: assignment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.assignment_id_seq', 40, true);


--
-- Name: campaign_contact_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaign_contact_id_seq', 200, true);


--
-- Name: campaign_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaign_id_seq', 20, true);


--
-- Name: interaction_step_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.interaction_step_id_seq', 4, true);


--
-- Name: knex_migrations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.knex_migrations_id_seq', 1, false);


--
-- Name: knex_migrations_lock_index_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.knex_migrations_lock_index_seq', 1, false);


--
-- Name: log_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.log_id_seq', 50, true);


--
-- Name: organization_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.organization_id_seq', 2, true);


--
-- Name: users_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.users_id_seq', 60, true);


--
-- Name: assignment assignment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_pkey PRIMARY KEY (id);


--
-- Name: assignment assignment_user_id_campaign_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_user_id_campaign_id_key UNIQUE (user_id, campaign_id);


--
-- Name: campaign_contact campaign_contact_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaign_contact
    ADD CONSTRAINT campaign_contact_pkey PRIMARY KEY (id);


--
-- Name: campaign campaign_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT campaign_pkey PRIMARY KEY (id);


--
-- Name: interaction_step interaction_step_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.interaction_step
    ADD CONSTRAINT interaction_step_pkey PRIMARY KEY (id);


--
-- Name: knex_migrations_lock knex_migrations_lock_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.knex_migrations_lock
    ADD CONSTRAINT knex_migrations_lock_pkey PRIMARY KEY (index);


--
-- Name: knex_migrations knex_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.knex_migrations
    ADD CONSTRAINT knex_migrations_pkey PRIMARY KEY (id);


--
-- Name: log log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log
    ADD CONSTRAINT log_pkey PRIMARY KEY (id);


--
-- Name: organization organization_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_pkey PRIMARY KEY (id);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- Name: campaign_contact_campaign_id_cell_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX campaign_contact_campaign_id_cell_idx ON public.campaign_contact USING btree (campaign_id, cell);


--
-- Name: users_email_lower; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX users_email_lower ON public.users USING btree (lower((email)::text));


--
-- Name: campaign campaign_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT campaign_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id);


--
-- Name: interaction_step interaction_step_parent_interaction_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.interaction_step
    ADD CONSTRAINT interaction_step_parent_interaction_id_fkey FOREIGN KEY (parent_interaction_id) REFERENCES public.interaction_step(id);


--
-- PostgreSQL database dump complete
--

\unrestrict vT6I5w9uL6fUjZ0nY6QNeXKp5Fl3gOOfLjZyM4yK17LUfSIrKRWRd6llIHP5gxc

