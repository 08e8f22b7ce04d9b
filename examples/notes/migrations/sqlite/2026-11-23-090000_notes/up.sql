CREATE TABLE notes (
    id       TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    text     TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
    PRIMARY KEY (owner_id, id)
) WITHOUT ROWID;
