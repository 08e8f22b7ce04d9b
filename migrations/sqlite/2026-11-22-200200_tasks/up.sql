-- Clustered by owner: a user's tasks lie together, newest last, and the list reads them in one go.
-- The id alone finds a task that is shared.
CREATE TABLE tasks (
    id          TEXT NOT NULL UNIQUE,
    owner_id    TEXT NOT NULL,
    title       TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    description TEXT CHECK (length(description) <= 10000),
    completed   BOOLEAN NOT NULL CHECK (completed IN (0, 1)),
    due_at      TEXT,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    PRIMARY KEY (owner_id, id)
) WITHOUT ROWID;
