//! Members who come, go, and are made less of.

use ownly_wall::{Error, Id};
use rstest::rstest;
use testing::Backend;

use super::{
    rows::{List, Member, MemberChanges, NewMember, Party, Remark, add_list, party},
    tables::{lists, members, remarks},
};
use crate::house::House;

fn sees(house: &House, user: &str, list: Id) -> bool {
    house.read(user, move |scope| scope.row(lists::table, list).get::<List>()).is_ok()
}

#[rstest]
fn who_leaves_or_is_put_out_sees_nothing_more(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, Party { list, eves, vics, .. })) = party(on) else { return };
    assert!(sees(&house, "eve", list) && sees(&house, "vic", list));
    house.write("eve", move |scope| scope.row(members::table, eves).delete()).unwrap();
    house.write("ann", move |scope| scope.row(members::table, vics).delete()).unwrap();
    assert!(!sees(&house, "eve", list) && !sees(&house, "vic", list));
    let gone = house.write("vic", move |scope| scope.row(members::table, vics).delete());
    assert!(matches!(gone, Err(Error::NotFound("member"))), "{gone:?}");
}

/// One's own words stay one's own, though what they are about is closed to one.
#[rstest]
fn an_author_who_is_put_out_may_take_their_words_back_and_not_change_them(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, Party { eves, eves_remark, .. })) = party(on) else { return };
    house.write("ann", move |scope| scope.row(members::table, eves).delete()).unwrap();
    let changes = super::rows::RemarkChanges { text: Some("changed".into()), item_id: None };
    let changed = house.write("eve", move |scope| {
        scope.row(remarks::table, eves_remark).update::<_, Remark>(changes)
    });
    assert!(matches!(changed, Err(Error::Forbidden("remark"))), "{changed:?}");
    let seen = house.read("eve", |scope| scope.rows(remarks::table).load::<Remark>());
    assert_eq!(seen.unwrap().len(), 1, "of all remarks, their own");
    house.write("eve", move |scope| scope.row(remarks::table, eves_remark).delete()).unwrap();
}

#[rstest]
fn an_author_who_may_no_longer_edit_may_still_take_their_words_back(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, Party { eves, eves_remark, .. })) = party(on) else { return };
    let down = MemberChanges { edits: Some(false), ..MemberChanges::default() };
    house
        .write("ann", move |scope| scope.row(members::table, eves).update::<_, Member>(down))
        .unwrap();
    let changes = super::rows::RemarkChanges { text: Some("changed".into()), item_id: None };
    let changed = house.write("eve", move |scope| {
        scope.row(remarks::table, eves_remark).update::<_, Remark>(changes)
    });
    assert!(matches!(changed, Err(Error::Forbidden("remark"))), "{changed:?}");
    house.write("eve", move |scope| scope.row(remarks::table, eves_remark).delete()).unwrap();
}

#[rstest]
fn nobody_raises_themselves(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some((house, Party { vics, list, .. })) = party(on) else { return };
    let up = MemberChanges { edits: Some(true), ..MemberChanges::default() };
    let raised =
        house.write("vic", move |scope| scope.row(members::table, vics).update::<_, Member>(up));
    assert!(matches!(raised, Err(Error::Forbidden("member"))), "{raised:?}");
    let renamed = super::rows::ListChanges { text: Some("vic's".into()) };
    let renamed =
        house.write("vic", move |scope| scope.row(lists::table, list).update::<_, List>(renamed));
    assert!(matches!(renamed, Err(Error::Forbidden("list"))), "{renamed:?}");
}

/// A member whom nobody knows yet is null, and a null is nobody: not who has no name either.
#[rstest]
fn a_member_who_is_nobody_lets_nobody_in(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    let list = house.write("ann", |scope| {
        let list = add_list(scope, "party")?.id;
        let id = scope.new_id();
        let new = NewMember { id, list_id: list, user_id: None, edits: true, text: "?".into() };
        scope.insert::<_, _, Member>(members::table, new)?;
        Ok(list)
    });
    let list = list.unwrap();
    assert!(sees(&house, "ann", list));
    for user in ["sam", "null", "NULL", "?"] {
        assert!(!sees(&house, user, list), "{user:?}");
    }
}
