-- The table stays: it may have been here before Ownly was, and may be in use by Better Auth.
SELECT 1;
