CREATE TABLE notes (
    id uuid PRIMARY KEY, owner_id text COLLATE "C" NOT NULL, text text NOT NULL
);
CREATE TABLE lists (
    id uuid PRIMARY KEY, owner_id text COLLATE "C" NOT NULL, text text NOT NULL,
    UNIQUE (owner_id, id)
);
CREATE TABLE members (
    id uuid PRIMARY KEY, owner_id text COLLATE "C" NOT NULL, list_id uuid NOT NULL,
    user_id text COLLATE "C", edits boolean NOT NULL, text text NOT NULL,
    FOREIGN KEY (owner_id, list_id) REFERENCES lists (owner_id, id) ON DELETE CASCADE,
    UNIQUE (owner_id, list_id, user_id)
);
CREATE TABLE items (
    id uuid PRIMARY KEY, text text NOT NULL,
    list_id uuid NOT NULL REFERENCES lists ON DELETE CASCADE
);
CREATE TABLE chores (
    id uuid PRIMARY KEY, done_by text COLLATE "C", text text NOT NULL,
    list_id uuid NOT NULL REFERENCES lists ON DELETE CASCADE
);
CREATE TABLE remarks (
    id uuid PRIMARY KEY, author_id text COLLATE "C" NOT NULL, text text NOT NULL,
    item_id uuid NOT NULL REFERENCES items ON DELETE CASCADE
);
CREATE TABLE circles (
    id uuid PRIMARY KEY, within uuid NOT NULL REFERENCES circles, user_id text COLLATE "C" NOT NULL,
    edits boolean NOT NULL
);
CREATE TABLE drafts (id uuid PRIMARY KEY, owner_id text COLLATE "C" NOT NULL, text text NOT NULL);
CREATE TABLE secrets (text text NOT NULL);
CREATE TABLE events (
    id uuid PRIMARY KEY, owner_id text COLLATE "C" NOT NULL, text text NOT NULL,
    at timestamptz, rank integer NOT NULL, size bigint
);
