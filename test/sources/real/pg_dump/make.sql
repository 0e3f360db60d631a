-- A shop, as somebody who knows PostgreSQL writes it.
CREATE TYPE public.order_state AS ENUM ('open', 'paid', 'sent');
CREATE DOMAIN public.amount AS numeric(10,2) CHECK (VALUE >= 0);
CREATE TABLE public.users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL UNIQUE,
  name text,
  born date,
  is_blocked boolean DEFAULT false NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON COLUMN public.users.born IS 'Asked for discounts only.';
CREATE TABLE public.products (
  sku text PRIMARY KEY,
  title text NOT NULL,
  price public.amount NOT NULL,
  weight real,
  tags text[] DEFAULT '{}'::text[] NOT NULL,
  facts jsonb,
  picture bytea,
  search tsvector GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED
);
CREATE TABLE public.orders (
  id uuid PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES public.users,
  state public.order_state DEFAULT 'open' NOT NULL,
  wanted_for tstzrange,
  placed_at timestamp(3) without time zone NOT NULL
);
CREATE TABLE public.order_lines (
  order_id uuid NOT NULL REFERENCES public.orders ON DELETE CASCADE,
  line smallint NOT NULL,
  sku text NOT NULL REFERENCES public.products,
  quantity integer NOT NULL CHECK (quantity > 0),
  price public.amount NOT NULL,
  PRIMARY KEY (order_id, line)
);
-- Partitioned, and without a key: rows may be equal.
CREATE TABLE public.visits (at timestamp with time zone NOT NULL, path text NOT NULL, user_id bigint) PARTITION BY RANGE (at);
CREATE TABLE public.visits_2023 PARTITION OF public.visits FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE public.visits_2024 PARTITION OF public.visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE public.schema_migrations (version text PRIMARY KEY);
CREATE VIEW public.open_orders AS SELECT * FROM public.orders WHERE state = 'open';

INSERT INTO public.users (email, name, born, is_blocked, created_at) VALUES
  ('ann@example.com', E'Ann "A." O\'Hara\\', '1984-02-29', false, '2023-05-01 08:30:00.123+02'),
  ('björn@example.com', NULL, NULL, true, '2023-05-02 00:00:00+00'),
  ('cy@example.com', E'Two\nlines\tand a tab', '2001-12-31', false, '2023-12-31 23:59:59.999+00');
INSERT INTO public.products (sku, title, price, weight, tags, facts, picture) VALUES
  ('A-1', 'Cup; blue', 19.90, 0.25, '{new,"with, comma","quote \" and \\"}', '{"sizes": [1, 2.5], "deep": {"a": null}}', '\x00ff5c'),
  ('A-2', $$It's a '\N' in a title$$, 0, NULL, '{}', NULL, NULL);
INSERT INTO public.orders VALUES
  ('6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0001', 1, 'paid', '["2023-06-01 00:00:00+00","2023-06-02 00:00:00+00")', '2023-05-03 10:00:00.5'),
  ('6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0002', 3, 'open', NULL, '2024-01-01 00:00:00');
INSERT INTO public.order_lines VALUES
  ('6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0001', 1, 'A-1', 2, 19.90),
  ('6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0001', 2, 'A-2', 1, 0.05),
  ('6f1c3f8a-0d1f-4b5e-9a43-1f0c6b7a0002', 1, 'A-1', 1, 21.00);
INSERT INTO public.visits VALUES
  ('2023-07-01 12:00:00+00', '/', 1), ('2023-07-01 12:00:00+00', '/', 1), ('2024-02-02 12:00:00+00', '/cups', NULL);
INSERT INTO public.schema_migrations VALUES ('20230101');
