-- A film rental, in the manner of Pagila: enumerations, domains, arrays, a search index, partitions, a circle of references.
CREATE TYPE mpaa_rating AS ENUM ('G', 'PG', 'PG-13', 'R', 'NC-17');
CREATE DOMAIN year AS integer CONSTRAINT year_check CHECK (VALUE >= 1901 AND VALUE <= 2155);
CREATE DOMAIN bonus AS text CHECK (VALUE IN ('none', 'gold'));
CREATE TABLE language (
  language_id serial PRIMARY KEY,
  name character(20) NOT NULL,
  last_update timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE actor (
  actor_id serial PRIMARY KEY,
  first_name text NOT NULL,
  last_name text NOT NULL,
  last_update timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE film (
  film_id serial PRIMARY KEY,
  title text NOT NULL,
  description text,
  release_year year,
  language_id integer NOT NULL REFERENCES language,
  original_language_id integer REFERENCES language,
  rental_duration smallint DEFAULT 3 NOT NULL,
  rental_rate numeric(4,2) DEFAULT 4.99 NOT NULL,
  length smallint,
  replacement_cost numeric(5,2) DEFAULT 19.99 NOT NULL,
  rating mpaa_rating DEFAULT 'G',
  ratings_abroad mpaa_rating[],
  special_features text[],
  grid integer[],
  bonus bonus,
  revenue_projection numeric(5,2) GENERATED ALWAYS AS (rental_duration * rental_rate) STORED,
  fulltext tsvector NOT NULL
);
CREATE TABLE film_actor (
  actor_id integer NOT NULL REFERENCES actor,
  film_id integer NOT NULL REFERENCES film,
  last_update timestamp with time zone DEFAULT now() NOT NULL,
  PRIMARY KEY (actor_id, film_id)
);
CREATE TABLE store (store_id serial PRIMARY KEY, manager_staff_id integer NOT NULL UNIQUE, place point);
CREATE TABLE staff (
  staff_id serial PRIMARY KEY,
  first_name text NOT NULL,
  email text,
  store_id integer NOT NULL REFERENCES store,
  active boolean DEFAULT true NOT NULL,
  username text NOT NULL
);
ALTER TABLE store ADD FOREIGN KEY (manager_staff_id) REFERENCES staff DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE customer (
  customer_id serial PRIMARY KEY,
  store_id integer NOT NULL REFERENCES store,
  first_name text NOT NULL,
  email text,
  create_date date NOT NULL
);
CREATE TABLE rental (
  rental_id serial PRIMARY KEY,
  rental_period tstzrange NOT NULL,
  waiting interval,
  customer_id integer NOT NULL REFERENCES customer,
  staff_id integer NOT NULL REFERENCES staff
);
-- The parent has neither a key nor a foreign key; its partitions have both.
CREATE TABLE payment (
  payment_id integer NOT NULL,
  customer_id integer NOT NULL,
  staff_id integer NOT NULL,
  rental_id integer NOT NULL,
  amount numeric(5,2) NOT NULL,
  payment_date timestamp with time zone NOT NULL
) PARTITION BY RANGE (payment_date);
CREATE TABLE payment_p2022_01 PARTITION OF payment FOR VALUES FROM ('2022-01-01') TO ('2022-02-01');
CREATE TABLE payment_p2022_02 PARTITION OF payment FOR VALUES FROM ('2022-02-01') TO ('2022-03-01');
ALTER TABLE payment_p2022_01 ADD PRIMARY KEY (payment_id), ADD FOREIGN KEY (rental_id) REFERENCES rental;
ALTER TABLE payment_p2022_02 ADD PRIMARY KEY (payment_id), ADD FOREIGN KEY (rental_id) REFERENCES rental;
CREATE MATERIALIZED VIEW rental_by_category AS SELECT title FROM film;

INSERT INTO language (name) VALUES ('English'), ('Italian');
INSERT INTO actor (first_name, last_name) VALUES ('PENELOPE', 'GUINESS'), ('NICK', 'WAHLBERG');
INSERT INTO film (title, release_year, language_id, original_language_id, rating, ratings_abroad, special_features, grid, bonus, fulltext)
  VALUES ('ACADEMY DINOSAUR', 2006, 1, NULL, 'PG', '{G,PG-13}', '{"Deleted Scenes","Behind the Scenes"}', '{{1,2},{3,4}}', 'gold', 'academi:1'),
  ('ACE', NULL, 1, 2, NULL, NULL, NULL, '{{5}}', NULL, '');
INSERT INTO film_actor VALUES (1, 1), (2, 1), (2, 2);
BEGIN;
INSERT INTO store (manager_staff_id, place) VALUES (1, '(-73.9,45.5)'), (2, NULL);
INSERT INTO staff (first_name, email, store_id, username) VALUES ('Mike', 'Mike.Hillyer@sakilastaff.com', 1, 'Mike'), ('Jon', NULL, 2, 'Jon');
COMMIT;
INSERT INTO customer (store_id, first_name, email, create_date) VALUES (1, 'MARY', 'MARY.SMITH@example.org', '2022-02-14'), (2, 'PAT', NULL, '2022-02-14');
INSERT INTO rental (rental_period, waiting, customer_id, staff_id) VALUES ('[2022-01-02 03:04:05+00,2022-01-09 03:04:05+00)', '1 mon 2 days', 1, 1), ('[2022-02-02,)', NULL, 2, 2);
INSERT INTO payment VALUES (1, 1, 1, 1, 2.99, '2022-01-03 10:00:00.123456+00'), (2, 2, 2, 2, 0.99, '2022-02-03 10:00:00+00');
