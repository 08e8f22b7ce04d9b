-- SQLite has no roles and no row-level security.
SELECT 1;
