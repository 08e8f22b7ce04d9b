# Who may touch what: the conditions that both walls are made of.

policy=crates/wall/src/policy

mutation 'owned_by: everyone is the owner' $policy/owned_by.rs sqlite many_users <<'END'
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" = ");
        self.asker.walk_ast(out)
=======
        out.push_sql("TRUE");
        Ok(())
END

mutation 'owned_by: everyone but the owner is' $policy/owned_by.rs sqlite many_users <<'END'
        out.push_sql(" = ");
=======
        out.push_sql(" <> ");
END

mutation 'owned_by: a new row is stamped with another user' $policy/owned_by.rs \
    sqlite many_users <<'END'
        (new, C::default().eq(me))
=======
        _ = me;
        let other = token::Subject::parse("someone-else").expect("a subject");
        (new, C::default().eq(Me(crate::UserId::of(other))))
END

mutation 'written_by: a new row is stamped with another author' $policy/written_by.rs \
    sqlite many_users <<'END'
        (P::stamp(new, me.clone()), C::default().eq(me))
=======
        let other = token::Subject::parse("someone-else").expect("a subject");
        (P::stamp(new, me), C::default().eq(Me(crate::UserId::of(other))))
END

mutation 'owned_by: a new row is stamped with nobody' $policy/owned_by.rs compiler E0308 <<'END'
        (new, C::default().eq(me))
=======
        (new,)
END

mutation 'written_by: everyone is the author' $policy/written_by.rs sqlite many_users <<'END'
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" AND ");
        besides.walk_ast(out.reborrow())?;
=======
        besides.walk_ast(out.reborrow())?;
END

mutation 'written_by: everyone wrote what they read' $policy/written_by.rs sqlite many_users <<'END'
        let Some(besides) = &self.1 else { return self.0.walk_ast(out) };
=======
        let Some(besides) = &self.1 else {
            out.push_sql("TRUE");
            return Ok(());
        };
END

mutation 'written_by: an author needs no right to the task' $policy/written_by.rs \
    sqlite former_authors <<'END'
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" AND ");
        besides.walk_ast(out.reborrow())?;
=======
        let _ = besides;
        self.0.walk_ast(out.reborrow())?;
END

mutation 'written_by: an author who may only see the task may still change words' \
    $policy/written_by.rs sqlite former_authors <<'END'
            Access::Edit => Or::of(None, by_p.map(|may_edit| And(author(), Some(may_edit)))),
=======
            Access::Edit => {
                let may_see = P::condition(Access::See, asker);
                Or::of(None, may_see.map(|may_see| And(author(), Some(may_see))))
            }
END

mutation 'written_by: who is shut out leaves their words behind' $policy/written_by.rs \
    sqlite former_authors <<'END'
            Access::See | Access::Own => Or::of(by_p, Some(And(author(), None))),
=======
            Access::See | Access::Own => Or::of(by_p, None),
END

mutation 'member_of: everyone is a member' $policy/member_of.rs sqlite many_users <<'END'
        self.user.walk_ast(out.reborrow())?;
=======
        out.push_sql("TRUE");
END

mutation 'member_of: a viewer is an editor' $policy/member_of.rs sqlite many_users <<'END'
            Access::Edit => Some(Edits::default()),
=======
            Access::Edit => None,
END

mutation 'member_of: a member is an owner' $policy/member_of.rs sqlite many_users <<'END'
            Access::Own => return None,
=======
            Access::Own => Some(Edits::default()),
END

mutation 'through: any parent will do' $policy/through.rs sqlite many_users <<'END'
        self.condition.walk_ast(out.reborrow())?;
=======
        out.push_sql("TRUE");
END

mutation 'through: a parent that one may see is one that one owns' $policy/through.rs \
    sqlite many_users <<'END'
            condition: Parent::Policy::condition(access, asker)?,
=======
            condition: {
                _ = access;
                Parent::Policy::condition(super::Access::See, asker)?
            },
END

mutation 'through: a parent that is looked up may be any' $policy/through.rs \
    sqlite many_users <<'END'
            self.key.walk_ast(out.reborrow())?;
            out.push_sql(" = ");
            self.foreign_key.walk_ast(out.reborrow())?;
            out.push_sql(" AND ");
=======
END

mutation 'either: or anyone' $policy/either.rs sqlite many_users <<'END'
                out.push_sql(" OR ");
=======
                out.push_sql(" OR TRUE OR ");
END

mutation 'either: without its brackets' $policy/either.rs sqlite former_authors <<'END'
                out.push_sql("(");
                a.walk_ast(out.reborrow())?;
                out.push_sql(" OR ");
                b.walk_ast(out.reborrow())?;
                out.push_sql(")");
=======
                a.walk_ast(out.reborrow())?;
                out.push_sql(" OR ");
                b.walk_ast(out.reborrow())?;
END

mutation 'names: who is named may change what is said of them' $policy/names.rs \
    sqlite membership <<'END'
            Access::See | Access::Own => Some(Is::new(asker)),
            Access::Edit => None,
=======
            Access::See | Access::Own | Access::Edit => Some(Is::new(asker)),
END
