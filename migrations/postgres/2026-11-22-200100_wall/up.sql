-- The role that scoped statements run as. It logs in nowhere, owns nothing, bypasses nothing and is
-- granted nothing but the owned tables, each under its policy.
--
-- Roles are the whole server's: another database may have made it, or be making it right now. Where
-- the server's own login may not make roles, its administrator makes this one beforehand:
--   CREATE ROLE ownly_scope NOLOGIN; GRANT ownly_scope TO <the login>;
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ownly_scope') THEN
        CREATE ROLE ownly_scope NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'ownly_scope', 'MEMBER') THEN
        EXECUTE format('GRANT ownly_scope TO %I', current_user);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO ownly_scope', current_schema());
END
$$;
