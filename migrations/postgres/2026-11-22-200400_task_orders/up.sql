-- The other orders that one's own tasks are listed in, read in either direction. Titles go by code
-- points, as on SQLite.
CREATE INDEX tasks_owner_id_created_at_id ON tasks (owner_id, created_at, id);
CREATE INDEX tasks_owner_id_due_at_id ON tasks (owner_id, due_at, id);
CREATE INDEX tasks_owner_id_title_id ON tasks (owner_id, title COLLATE "C", id);
