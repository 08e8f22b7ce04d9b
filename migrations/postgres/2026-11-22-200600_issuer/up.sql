-- Whose subjects the owners of the rows are: one row, empty until a server has started.
CREATE TABLE issuer (
    id            integer PRIMARY KEY CHECK (id = 1),
    accounts_here boolean,
    name          text
);
INSERT INTO issuer (id) VALUES (1);
