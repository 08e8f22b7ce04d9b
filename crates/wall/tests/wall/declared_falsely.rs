//! Diesel's traits are public, so what stands for an owner can be written by hand. What then still
//! holds.

use diesel::{
    AsChangeset, ExpressionMethods, Insertable,
    backend::Backend as SqlBackend,
    expression::AsExpression,
    serialize::{self, Output, ToSql},
    sql_types::Text,
};
use ownly_wall::{Id, Owner};
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
        let refused = given.unwrap_err().to_string();
        assert!(refused.contains("the wall's own"), "{refused}");
        _ = add(scope, "butter");
        Ok(())
    });
    assert_eq!(done.unwrap_err().to_string(), DOOMED);
    assert_eq!(house.everything(), ["ann: milk"]);
}

#[rstest]
fn an_owner_is_not_compared(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    house.note("ann", "milk");
    let counted = house.read("ann", |scope| {
        scope.rows(notes::table).filter(notes::owner_id.eq(Forged("ann"))).count()
    });
    let refused = counted.unwrap_err().to_string();
    assert!(refused.contains("the wall's own"), "{refused}");
}
