//! Diesel's traits are public, so what stands for an owner or for a condition can be written by
//! hand. What then still holds.

use diesel::{
    AppearsOnTable, AsChangeset, Expression, Insertable, QueryResult,
    backend::Backend as SqlBackend,
    expression::{AsExpression, ValidGrouping},
    query_builder::{AstPass, QueryFragment},
    serialize::{self, Output, ToSql},
    sql_types::{Bool, Text},
};
use ownly_wall::{Error, Id, MultiBackend, Owner};
use rstest::rstest;
use testing::Backend;

use crate::house::{DOOMED, House, Note, add, notes};

/// A value of the owner column that is not whoever is asking.
#[derive(Debug, Clone, Copy, AsExpression)]
#[diesel(sql_type = Owner)]
pub(crate) struct Forged(pub(crate) &'static str);

impl<DB> ToSql<Owner, DB> for Forged
where
    DB: SqlBackend,
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

#[derive(Insertable)]
#[diesel(table_name = notes)]
struct ForgedNote {
    id: Id,
    owner_id: Forged,
    text: String,
}

#[derive(AsChangeset)]
#[diesel(table_name = notes)]
struct ForgedChanges {
    owner_id: Forged,
}

#[rstest]
fn a_row_made_for_another_is_not_kept(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    let done = house.write("ann", |scope| {
        let note =
            ForgedNote { id: scope.new_id(), owner_id: Forged("bob"), text: "forged".to_owned() };
        _ = scope.insert::<_, _, Note>(notes::table, note);
        Ok(())
    });
    assert_eq!(done.unwrap_err().to_string(), DOOMED);
    assert!(house.everything().is_empty());
}

#[rstest]
fn a_row_given_away_is_not_kept_though_the_refusal_is_swallowed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    house.note("ann", "milk");
    let done = house.write("ann", |scope| {
        let changes = ForgedChanges { owner_id: Forged("bob") };
        let given = scope.rows(notes::table).update::<_, Note>(changes);
        // PostgreSQL lets the role change no owner, to whomever.
        assert!(matches!(given, Err(Error::NotFound(_) | Error::Internal(_))), "{given:?}");
        _ = add(scope, "butter");
        Ok(())
    });
    assert_eq!(done.unwrap_err().to_string(), DOOMED);
    assert_eq!(house.everything(), ["ann: milk"]);
}

/// A condition that tries to leave its brackets.
#[derive(Debug, Clone, Copy, ValidGrouping)]
struct Everything;

impl Expression for Everything {
    type SqlType = Bool;
}

impl<QS> AppearsOnTable<QS> for Everything {}

impl QueryFragment<MultiBackend> for Everything {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("FALSE) OR (TRUE");
        Ok(())
    }
}

#[test]
fn a_condition_that_leaves_its_brackets_meets_row_security() {
    let Some(house) = House::on(Backend::Postgres) else { return };
    house.note("ann", "milk");
    house.note("bob", "bread");
    let seen = house.read("ann", |scope| {
        let notes: Vec<Note> = scope.rows(notes::table).filter(Everything).load()?;
        Ok(notes.into_iter().map(|note| note.text).collect::<Vec<_>>())
    });
    assert_eq!(seen.unwrap(), ["milk"]);
}
