DROP INDEX tasks_owner_id_created_at_id;
DROP INDEX tasks_owner_id_due_at_id;
DROP INDEX tasks_owner_id_title_id;
