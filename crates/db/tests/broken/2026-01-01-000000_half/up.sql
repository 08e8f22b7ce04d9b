CREATE TABLE half (x int);
INSERT INTO nowhere VALUES (1);
