-- Row-level security is raised when the server starts, from the same policies as its own statements.
CREATE TABLE tasks (
    id          uuid PRIMARY KEY,
    owner_id    text COLLATE "C" NOT NULL,
    title       text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
    description text CHECK (char_length(description) <= 10000),
    completed   boolean NOT NULL,
    due_at      timestamptz,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    -- The list, newest first; and what a row that goes with a task and its owner refers to.
    UNIQUE (owner_id, id)
);
