-- Which tokens are over before their time: those of a session that was ended, by its name in the
-- claim sid, or with null those of a user that name none. Rows go when no such token can be left.
CREATE TABLE revocation (
    id         integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    subject    text NOT NULL,
    session    text,
    revoked_at text NOT NULL,
    ends_at    text NOT NULL
);
