DROP TABLE comments;
-- The policies of tasks look members up; the server makes them anew when it starts.
DROP TABLE task_members CASCADE;
