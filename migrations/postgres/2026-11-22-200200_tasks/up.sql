CREATE TABLE tasks (
    id          uuid PRIMARY KEY,
    owner_id    text COLLATE "C" NOT NULL,
    title       text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
    description text CHECK (char_length(description) <= 10000),
    completed   boolean NOT NULL,
    due_at      timestamptz,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX tasks_owner_id_id ON tasks (owner_id, id DESC);

-- The second wall: statements come filtered already, this is for one that would not.
ALTER TABLE tasks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON tasks TO ownly_scope
    USING (owner_id = current_setting('app.user_id', true))
    WITH CHECK (owner_id = current_setting('app.user_id', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON tasks TO ownly_scope;
