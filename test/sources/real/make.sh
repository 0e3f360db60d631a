#!/bin/sh
# Dumps every make.sql of these folders as the real pg_dump and the Supabase command do:
# make.sh postgres://…@host:port (a server where databases may be created). Made with pg_dump 15.18.
set -eu
cd "$(dirname "$0")"
unrestrict='s/^\\(un)?restrict .*$/-- &/'

for kind in pg_dump supabase prisma rails django laravel; do
  psql -qX -v ON_ERROR_STOP=1 -c "CREATE DATABASE $kind" "$1/postgres"
  psql -qX -v ON_ERROR_STOP=1 -f "$kind/make.sql" "$1/$kind"
  rm -rf "$kind/sources"
  mkdir -p "$kind/sources"
done

pg_dump "$1/pg_dump" > pg_dump/sources/plain.sql
pg_dump --no-owner --column-inserts "$1/pg_dump" > pg_dump/sources/column-inserts.sql
pg_dump --no-owner --clean --if-exists --create --inserts --rows-per-insert=2 --on-conflict-do-nothing "$1/pg_dump" > pg_dump/sources/create.sql
pg_dump --no-privileges --quote-all-identifiers --load-via-partition-root "$1/pg_dump" | sed 's/$/\r/' > pg_dump/sources/windows.sql
mkdir pg_dump/sources/two-files
pg_dump --no-owner --schema-only "$1/pg_dump" > pg_dump/sources/two-files/schema.sql
pg_dump --no-owner --data-only "$1/pg_dump" > pg_dump/sources/two-files/data.sql

for kind in prisma rails django laravel; do
  pg_dump --no-owner "$1/$kind" > "$kind/sources/dump.sql"
done

# What the scripts in `supabase db dump` do to pg_dump's output: the schema is the app's own, the data has the accounts too.
mkdir supabase/sources/db-dump
{
  pg_dump --schema-only --quote-all-identifiers --schema public "$1/supabase" | sed -E '
    s/^CREATE (SCHEMA|TABLE) "/CREATE \1 IF NOT EXISTS "/
    s/^CREATE (VIEW|FUNCTION|TRIGGER) "/CREATE OR REPLACE \1 "/
    /^--/d
    /^\\(un)?restrict/d' | cat -s
  echo 'RESET ALL;'
} > supabase/sources/db-dump/schema.sql
{
  printf 'SET session_replication_role = replica;\n\n'
  pg_dump --data-only --quote-all-identifiers --column-inserts --rows-per-insert=100000 \
    --schema public --schema auth --schema storage "$1/supabase" | sed -E "$unrestrict"
  echo 'RESET ALL;'
} > supabase/sources/db-dump/data.sql
pg_dump "$1/supabase" > supabase/sources/whole.sql
