import { writeFile } from "node:fs/promises";
import path from "node:path";
import { startTarget, type Target } from "../catchUp/support.js";

const dump = `
  CREATE TABLE public.people (id integer PRIMARY KEY, email text, email_verified_at timestamptz, full_name text,
    invited_by integer, created_at timestamptz NOT NULL);
  CREATE TABLE public.teams (id integer PRIMARY KEY, slug text NOT NULL, owner_id integer NOT NULL);
  CREATE TABLE public.tickets (id bigint PRIMARY KEY, person_id integer NOT NULL, team text, parent_id bigint,
    title text NOT NULL, status text NOT NULL, amount numeric(12, 2), created_at timestamptz NOT NULL);
  CREATE TABLE public.notes (ticket_id bigint NOT NULL, number integer NOT NULL, body text, seal bytea,
    PRIMARY KEY (ticket_id, number));
  INSERT INTO public.people VALUES (1, 'a@example.com', NULL, 'Ann', NULL, '2024-01-01 00:00:00+00');
  INSERT INTO public.people VALUES (2, 'b@example.com', NULL, 'Ben', 1, '2024-01-01 00:00:00+00');
  INSERT INTO public.people VALUES (3, 'c@example.com', NULL, 'Cat', 1, '2024-01-01 00:00:00+00');
  INSERT INTO public.teams VALUES (1, 'red', 1);
  INSERT INTO public.tickets VALUES (1, 1, 'red', NULL, 'First', 'open', '1.50', '2024-01-01 00:00:00+00');
  INSERT INTO public.notes VALUES (1, 1, 'a note', NULL);`;

/** A handful of rows in the app of test/catchUp, exported, loaded, matched and resolved. `more`: SQL for further rows. */
export async function migrateSmall(dir: string, more = ""): Promise<Target> {
  const target = await startTarget(dir);
  const file = path.join(dir, "old.sql");
  await writeFile(file, dump + more);
  for (const words of [["export", "--source", file], ["load"], ["match"], ["resolve"]]) await target.cutover(words);
  return target;
}
