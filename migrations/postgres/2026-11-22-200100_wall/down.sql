-- The role stays: other databases of the server may use it.
DO $$
BEGIN
    EXECUTE format('REVOKE USAGE ON SCHEMA %I FROM ownly_scope', current_schema());
END
$$;
