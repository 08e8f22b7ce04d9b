//! Writes to several tables: all of them, or none.

use ownly_wall::{Error, Result, Scope, Write};
use rstest::rstest;
use testing::Backend;

use super::{
    rows::{add_item, add_list, add_member, add_remark, everything},
    tables::lists,
};
use crate::house::{DOOMED, House};

fn a_party(scope: &mut Scope<'_, Write>) -> Result<()> {
    let list = add_list(scope, "party")?.id;
    add_member(scope, list, "eve", true)?;
    let item = add_item(scope, list, "cake")?.id;
    add_remark(scope, item, "with cream").map(drop)
}

const ALL: [&str; 4] =
    ["item cake on party", "list party of ann", "member eve of party", "remark with cream by ann"];

#[rstest]
fn all_of_it_is_kept(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    house.write("ann", a_party).unwrap();
    assert_eq!(everything(&house), ALL);
}

#[rstest]
fn after_an_error_none_of_it_is(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    let done = house.write("ann", |scope| {
        a_party(scope)?;
        Err::<(), _>(Error::NotFound("guest"))
    });
    assert!(matches!(done, Err(Error::NotFound("guest"))), "{done:?}");
    assert!(everything(&house).is_empty());
}

#[rstest]
fn after_a_failure_that_is_swallowed_none_of_it_is(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    let done = house.write("ann", |scope| {
        a_party(scope)?;
        let nowhere = scope.new_id();
        let swallowed = add_item(scope, nowhere, "nuts");
        assert!(matches!(swallowed, Err(Error::NotFound("item"))), "{swallowed:?}");
        Ok(())
    });
    assert_eq!(done.unwrap_err().to_string(), DOOMED);
    assert!(everything(&house).is_empty());
}

#[rstest]
fn what_is_beneath_a_row_goes_with_it_whoever_wrote_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, party)) = super::rows::party(on) else { return };
    house.write("ann", move |scope| scope.row(lists::table, party.list).delete()).unwrap();
    assert!(everything(&house).is_empty());
}
