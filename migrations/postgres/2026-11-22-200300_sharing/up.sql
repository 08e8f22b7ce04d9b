-- A member's row belongs to the task's owner, which the two-column key holds it to. The user is
-- unknown as long as nobody has an account with the address.
CREATE TABLE task_members (
    id         uuid PRIMARY KEY,
    owner_id   text COLLATE "C" NOT NULL,
    task_id    uuid NOT NULL,
    email      text,
    user_id    text COLLATE "C",
    can_edit   boolean NOT NULL,
    created_at timestamptz NOT NULL,
    FOREIGN KEY (owner_id, task_id) REFERENCES tasks (owner_id, id) ON DELETE CASCADE,
    CHECK (email IS NOT NULL OR user_id IS NOT NULL)
);
CREATE INDEX task_members_owner_id_id ON task_members (owner_id, id);
-- Unique within an owner: what is there twice is told to nobody else.
CREATE UNIQUE INDEX task_members_owner_id_task_id_email ON task_members (owner_id, task_id, email);
CREATE UNIQUE INDEX task_members_owner_id_task_id_user_id
    ON task_members (owner_id, task_id, user_id);
-- Whether a user is a member of a task, and of which they are.
CREATE INDEX task_members_user_id_task_id ON task_members (user_id, task_id, can_edit);
CREATE INDEX task_members_task_id ON task_members (task_id);

CREATE TABLE comments (
    id         uuid PRIMARY KEY,
    task_id    uuid NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    author_id  text COLLATE "C" NOT NULL,
    text       text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 2000),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX comments_task_id_id ON comments (task_id, id);
CREATE INDEX comments_author_id_id ON comments (author_id, id);
