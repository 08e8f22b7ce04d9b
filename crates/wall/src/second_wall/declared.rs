use std::any::TypeId;

use diesel::{
    pg::{Pg, PgQueryBuilder},
    query_builder::{QueryBuilder, QueryFragment},
};

use crate::{Access, Asker, Outline, Policy, Scoped};

/// What row-level security must say of one table.
#[derive(Debug, Clone)]
pub(crate) struct Declared {
    /// Which table it is to Rust.
    pub(crate) is: TypeId,
    /// The table's name, quoted.
    pub(crate) table: String,
    /// What its policy says besides that.
    pub(crate) outline: Outline,
    /// The columns that say whose its rows are, and that no one changes.
    pub(crate) stamped: Vec<&'static str>,
    /// Its policies.
    pub(crate) rules: Vec<Expected>,
}

/// A policy of row-level security.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    /// Its name, one to a command.
    pub(crate) name: &'static str,
    /// The command that it is for, and as the catalogue abbreviates it.
    pub(crate) command: &'static str,
    pub(crate) letter: &'static str,
    /// The condition on rows that are there.
    pub(crate) using: Option<String>,
    /// The condition on rows that are left behind.
    pub(crate) with_check: Option<String>,
}

impl Declared {
    /// That of `T`, from its policy.
    pub(crate) fn of<T: Scoped>() -> Self {
        let rule = |access| match T::Policy::condition(access, &Asker::setting()) {
            Some(condition) => Some(rendered(&condition)),
            None => Some("FALSE".to_owned()),
        };
        let expected = |name, command, letter, using, with_check| Expected {
            name,
            command,
            letter,
            using,
            with_check,
        };
        let (see, edit, own) = (rule(Access::See), rule(Access::Edit), rule(Access::Own));
        let rules = vec![
            expected("ownly_see", "SELECT", "r", see, None),
            expected("ownly_add", "INSERT", "a", None, edit.clone()),
            expected("ownly_edit", "UPDATE", "w", edit.clone(), edit),
            expected("ownly_own", "DELETE", "d", own, None),
        ];
        let outline = T::Policy::outline();
        let stamped = outline.stamped();
        Self { is: TypeId::of::<T>(), table: rendered(&T::default()), outline, stamped, rules }
    }
}

impl Declared {
    /// The table's name as the catalogue has it.
    pub(crate) fn name(&self) -> String {
        let quoted = self.table.rsplit("\".\"").next().unwrap_or_default();
        quoted.trim_matches('"').replace("\"\"", "\"")
    }
}

impl Expected {
    /// What follows `CREATE POLICY … ON …`.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("FOR {} TO ownly_scope", self.command);
        if let Some(using) = &self.using {
            text += &format!(" USING ({using})");
        }
        if let Some(with_check) = &self.with_check {
            text += &format!(" WITH CHECK ({with_check})");
        }
        text
    }
}

/// SQL for PostgreSQL. What a policy is made of can always be written.
fn rendered(fragment: &impl QueryFragment<Pg>) -> String {
    let mut builder = PgQueryBuilder::new();
    match fragment.to_sql(&mut builder, &Pg) {
        Ok(()) => builder.finish(),
        // Then no row is open to anyone.
        Err(_) => "FALSE".to_owned(),
    }
}
