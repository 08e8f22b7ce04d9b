# How the conditions get into every statement, and what is done with the answers.

wall=crates/wall/src

mutation 'rows: a statement without its policy' $wall/rows/mod.rs sqlite many_users <<'END'
            (Reach::All, _) => statement.rule::<T>(access, asker),
=======
            (Reach::All, _) => statement.sql("TRUE"),
END

mutation 'rows: an own row is any that one may see' $wall/rows/mod.rs sqlite many_users <<'END'
            (Reach::Own, Access::See | Access::Own) => statement.rule::<T>(Access::Own, asker),
=======
            (Reach::Own, Access::See | Access::Own) => statement.rule::<T>(Access::See, asker),
END

mutation 'rows: a shared row is any that one may see' $wall/rows/mod.rs sqlite many_users <<'END'
                statement.rule::<T>(access, asker).sql(" AND NOT ").holds::<T>(Access::Own, asker)
=======
                statement.rule::<T>(access, asker)
END

mutation 'rows: a condition widens' $wall/rows/mod.rs sqlite many_users <<'END'
        self.filters = self.filters.sql(" AND (").part(condition).sql(")");
=======
        self.filters = self.filters.sql(" OR (").part(condition).sql(")");
END

mutation 'rows: one row by its id alone' $wall/rows/one.rs sqlite many_users <<'END'
            Statement::new(" AND ").part(T::PrimaryKey::default()).sql(" = ").part(Key(id));
=======
            Statement::new(" OR ").part(T::PrimaryKey::default()).sql(" = ").part(Key(id));
END

mutation 'rows: a cursor takes the place of the policy' $wall/rows/pages.rs sqlite many_users <<'END'
            select = select.sql(" AND ").part(key()).sql(" < ").part(Key(cursor));
=======
            select = select.sql(" OR ").part(key()).sql(" < ").part(Key(cursor));
END

mutation 'rows: who may see may change' $wall/rows/change.rs sqlite many_users <<'END'
        let update = self.narrowed(update, Access::Edit);
=======
        let update = self.narrowed(update, Access::See);
END

mutation 'rows: who may see may change nothing' $wall/rows/change.rs sqlite to_change_nothing <<'END'
            let select = self.select::<R>(Access::Edit);
=======
            let select = self.select::<R>(Access::See);
END

mutation 'rows: who may see may delete' $wall/rows/change.rs sqlite many_users <<'END'
Statement::new("DELETE").append(self.from_where(Access::Own))
=======
Statement::new("DELETE").append(self.from_where(Access::See))
END

mutation 'rows: what is required is not looked at' $wall/rows/one.rs sqlite many_users <<'END'
            Some(false) => Err(Error::Forbidden(T::NOUN)),
=======
            Some(false) => Ok(()),
END

mutation 'rows: a foreign row is told from a missing one' $wall/rows/one.rs sqlite many_users <<'END'
        Ok(if self.again().exists()? {
=======
        Ok(if self.again().exists().is_ok() {
END

mutation 'held: who may see is told to be the owner' $wall/held.rs sqlite many_users <<'END'
            .holds::<T>(Access::Own, asker)
=======
            .holds::<T>(Access::See, asker)
END

mutation 'scope: a row is not read back after a write' $wall/scope.rs sqlite statements <<'END'
            theirs.then(|| R::read(&row)).transpose()
=======
            _ = theirs;
            R::read(&row).map(Some)
END

mutation 'scope: a row read back as another s does not doom the scope' $wall/scope.rs \
    sqlite swallowed <<'END'
        self.failed |= rows.is_none();
=======
END

mutation 'scope: a statement that failed does not doom the scope' $wall/scope.rs \
    all swallowed <<'END'
        self.failed |= rows.is_err();
=======
END

mutation 'scope: a doomed scope commits' $wall/scope.rs sqlite swallowed <<'END'
            Ok(_) if scope.failed => {
=======
            Ok(_) if scope.failed && false => {
END

tasks=src/tasks

mutation 'tasks: whoever sees a task shares it' $tasks/members/repository.rs \
    sqlite many_users <<'END'
        scope.row(tasks::table, task).require(Access::Own)?;
=======
        scope.row(tasks::table, task).require(Access::See)?;
END

mutation 'tasks: a member is removed under another task' $tasks/members/repository.rs \
    sqlite many_users <<'END'
        if row.task_id != task {
=======
        if false {
END

mutation 'tasks: whoever sees a task comments on it' $tasks/comments/repository.rs \
    sqlite many_users <<'END'
        scope.row(tasks::table, task).require(Access::Edit)?;
=======
        scope.row(tasks::table, task).require(Access::See)?;
END

mutation 'tasks: a comment is found under another task' $tasks/comments/repository.rs \
    sqlite many_users <<'END'
    if found.task_id == task { Ok(()) } else { Err(Error::NotFound("comment")) }
=======
    _ = found;
    Ok(())
END
