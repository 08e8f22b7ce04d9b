CREATE TABLE notes (
    id       uuid PRIMARY KEY,
    owner_id text COLLATE "C" NOT NULL,
    text     text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 1000)
);
CREATE INDEX notes_owner_id_id ON notes (owner_id, id);
