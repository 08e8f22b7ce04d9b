#!/bin/sh
# Run by PostgreSQL's image on an empty cluster. Ownly's login is no superuser: row security would
# mean nothing to one. Small and capital letters of every alphabet are the same in a search, whatever
# the cluster's own locale.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" \
    --set password="$(cat /secrets/ownly-password)" <<'SQL'
CREATE ROLE ownly LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE ownly OWNER ownly TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
SQL
