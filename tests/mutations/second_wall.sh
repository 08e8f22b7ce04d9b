# PostgreSQL's row-level security, behind the first wall.

second=crates/wall/src/second_wall

mutation 'transaction: not in the name of a user' crates/wall/src/db.rs all in_force <<'END'
    Begin { mode, user: Some(ScopeUser::new(user.as_str())) }
=======
    _ = ScopeUser::new(user.as_str());
    Begin { mode, user: None }
END

mutation 'look: not in the name of a user' crates/db/src/database.rs all in_force <<'END'
        let begin = Begin { mode: Mode::Read, user: Some(ScopeUser::new(user)) };
=======
        _ = ScopeUser::new(user);
        let begin = Begin { mode: Mode::Read, user: None };
END

mutation 'look: in the transaction of whoever read before' crates/db/src/worker.rs \
    db reads_of_several_users <<'END'
        self.end_reading();
        let looked
=======
        let looked
END

mutation 'transaction: not as the role of scopes' crates/db/src/begin.rs all in_force <<'END'
        format!("SET LOCAL ROLE {SCOPE_ROLE}; SET LOCAL app.user_id = {}", self.literal())
=======
        _ = SCOPE_ROLE;
        format!("SET LOCAL app.user_id = {}", self.literal())
END

mutation 'transaction: the role outlives it' crates/db/src/begin.rs wall forgets_its_user <<'END'
        format!("SET LOCAL ROLE {SCOPE_ROLE}; SET LOCAL app.user_id = {}", self.literal())
=======
        format!("SET ROLE {SCOPE_ROLE}; SET LOCAL app.user_id = {}", self.literal())
END

mutation 'transaction: the user outlives it' crates/db/src/begin.rs wall forgets_its_user <<'END'
        format!("SET LOCAL ROLE {SCOPE_ROLE}; SET LOCAL app.user_id = {}", self.literal())
=======
        format!("SET LOCAL ROLE {SCOPE_ROLE}; SET app.user_id = {}", self.literal())
END

mutation 'transaction: the user is not told' crates/db/src/begin.rs all in_force <<'END'
        format!("SET LOCAL ROLE {SCOPE_ROLE}; SET LOCAL app.user_id = {}", self.literal())
=======
        _ = self.literal();
        format!("SET LOCAL ROLE {SCOPE_ROLE}")
END

mutation 'raise: nothing' $second/raise.rs all in_force <<'END'
        if policies && grants::wrong(connection, table)?.is_empty() {
=======
        if policies || grants::wrong(connection, table).is_ok() {
END

mutation 'raise: security is not enabled' $second/raise.rs all in_force <<'END'
ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
=======
FORCE ROW LEVEL SECURITY;
END

mutation 'raise: security is not forced' $second/raise.rs all in_force <<'END'
ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
=======
ENABLE ROW LEVEL SECURITY;
END

mutation 'raise: the accounts are granted too' $second/raise.rs all in_force <<'END'
         GRANT SELECT, INSERT, DELETE ON {name} TO ownly_scope"
=======
         GRANT SELECT, INSERT, DELETE ON {name} TO ownly_scope;
         GRANT SELECT ON \"user\" TO ownly_scope"
END

mutation 'raise: a policy that was altered is taken for ours' $second/raise.rs \
    all put_right cannot_put_it_right <<'END'
            && self.note.as_deref() == Some(&note(expected, &self.conditions))
=======
            && self.note.is_some() | expected.name.is_empty() | self.conditions.is_empty()
END

mutation 'raise: a policy for everyone is taken for ours' $second/raise.rs \
    all put_right cannot_put_it_right <<'END'
            && self.roles == "ownly_scope"
=======
            && !self.roles.contains("nobody")
END

mutation 'raise: policies that are too many stay' $second/raise.rs \
    all put_right cannot_put_it_right <<'END'
        let policies = found.len() == table.rules.len() && table.rules.iter().all(stands);
=======
        let policies = table.rules.iter().all(stands);
END

mutation 'raise: a right to change owners stays' $second/raise.rs all taken_back <<'END'
        if policies && grants::wrong(connection, table)?.is_empty() {
=======
        if policies && grants::wrong(connection, table).is_ok() {
END

mutation 'grants: the role may change every column' $second/grants.rs all no_owner <<'END'
    connection.batch_execute(&format!("REVOKE UPDATE ON {name} FROM ownly_scope"))?;
=======
    connection.batch_execute(&format!("GRANT UPDATE ON {name} TO ownly_scope"))?;
END

mutation 'grants: no column is closed' $second/grants.rs all no_owner <<'END'
           AND (attname = ANY ($2))
=======
           AND (attname = ANY ($2) AND FALSE)
END

mutation 'leaning: what is leant on is not looked at' $second/mod.rs all tampered::what_opens <<'END'
        leaning::check(connection, tables)?;
=======
        _ = leaning::check;
END

mutation 'leaning: a member is held to the task alone' $second/leaning.rs \
    all tampered::what_opens <<'END'
        pairs.push(((*owner).to_owned(), (*owned).to_owned()));
=======
        _ = (owner, owned);
END

for rule in \
    'see|expected("ownly_see", "SELECT", "r", see, None)' \
    'add|expected("ownly_add", "INSERT", "a", None, edit.clone())' \
    'edit|expected("ownly_edit", "UPDATE", "w", edit.clone(), edit)' \
    'own|expected("ownly_own", "DELETE", "d", own, None)'; do
    mutation "declared: no policy for who may ${rule%%|*}" $second/declared.rs \
        all second_wall::rows many_users <<END
            ${rule#*|},
=======
END
done

open='Some("TRUE".to_owned())'
for rule in \
    'see|"SELECT", "r", see, None|"SELECT", "r", see.and('"$open"'), None' \
    'add|"INSERT", "a", None, edit.clone()|"INSERT", "a", None, '"$open" \
    'edit what is|"UPDATE", "w", edit.clone(), edit|"UPDATE", "w", '"$open"', edit' \
    'edit it to what|"UPDATE", "w", edit.clone(), edit|"UPDATE", "w", edit.clone(), '"$open" \
    'own|"DELETE", "d", own, None|"DELETE", "d", own.and('"$open"'), None'; do
    IFS='|' read -r who from to <<<"$rule"
    mutation "declared: anyone may $who" $second/declared.rs all second_wall::rows written <<END
$from
=======
$to
END
done

mutation 'check: none' $second/mod.rs all tampered <<'END'
            check::check(connection, tables)
=======
            _ = check::check;
            Ok(())
END

check=$second/check.rs

mutation 'check: a right to change owners' $check all tampered::what_opens <<'END'
        for column in grants::wrong(connection, table)? {
=======
        for column in grants::wrong(connection, table)?.into_iter().take(0) {
END

mutation 'check: security that does not bind the owner of a table' $check \
    all tampered::what_opens <<'END'
    WHERE NOT (relrowsecurity AND relforcerowsecurity)
=======
    WHERE NOT relrowsecurity
END

mutation 'check: security that is switched off' $check all tampered::what_opens <<'END'
    WHERE NOT (relrowsecurity AND relforcerowsecurity)
=======
    WHERE NOT relforcerowsecurity
END

mutation 'check: a grant past the policies' $check all tampered::what_opens <<'END'
    WHERE has_table_privilege('ownly_scope', oid, 'TRUNCATE, REFERENCES, TRIGGER')
=======
    WHERE FALSE
END

for power in rolsuper rolbypassrls rolcanlogin rolcreaterole; do
    mutation "check: a role that $power" $check all tampered::a_role <<END
$(grep -F "rolname = 'ownly_scope' AND (" $check)
=======
$(grep -F "rolname = 'ownly_scope' AND (" $check | sed "s/\<$power\>/FALSE/")
END
done

mutation 'check: a role that may become another' $check all tampered::a_role <<'END'
    FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = member
=======
    FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = grantor
END

mutation 'check: a table of the role s own' $check all tampered::what_opens <<'END'
    FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
    WHERE rolname = 'ownly_scope'
=======
    FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
    WHERE FALSE
END

mutation 'check: a grant of a table without a policy' $check all tampered::what_opens <<'END'
      AND (has_table_privilege('ownly_scope', pg_class.oid,
                               'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
=======
      AND (FALSE
END

mutation 'check: a grant of one column' $check all tampered::what_opens <<'END'
           OR has_any_column_privilege('ownly_scope', pg_class.oid,
                                       'SELECT, INSERT, UPDATE, REFERENCES'))
=======
           OR FALSE)
END
