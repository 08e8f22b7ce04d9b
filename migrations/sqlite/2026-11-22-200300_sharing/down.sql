DROP TABLE comments;
DROP TABLE task_members;
