//! What is put or moved below a row that is someone else's.

use ownly_wall::{Error, Id, Result, Scope, Write};
use rstest::rstest;
use testing::Backend;

use super::{
    rows::{
        Item, ItemChanges, Member, MemberChanges, NewItem, NewMember, Party, Remark, RemarkChanges,
        add_item, add_list, add_member, add_remark, everything, id, party,
    },
    tables::{items, members, remarks},
};
use crate::house::{DOOMED, House};

const MISSING: &str = "01900000-0000-7000-8000-000000000000";

/// All that a client could be told, and all that the log is.
fn answer<R: std::fmt::Debug>(done: Result<R>) -> String {
    use actix_web::{ResponseError, body::to_bytes};
    let error = done.unwrap_err();
    let told = format!("{error:?} {error}");
    let response = error.error_response();
    let head = format!("{:?} {:?}", response.status(), response.headers());
    let body = crate::people::block_on(to_bytes(response.into_body())).unwrap();
    format!("{told} {head} {}", String::from_utf8_lossy(&body))
}

/// A foreign parent is answered as one that is not there.
fn as_if_missing<R: std::fmt::Debug + Send + 'static>(
    house: &House,
    user: &str,
    noun: &str,
    parent: Id,
    add: fn(&mut Scope<'_, Write>, Id) -> Result<R>,
) {
    let missing = id(MISSING);
    let foreign = house.write(user, move |scope| add(scope, parent));
    assert!(matches!(&foreign, Err(Error::NotFound(what)) if *what == noun), "{foreign:?}");
    let absent = house.write(user, move |scope| add(scope, missing));
    assert_eq!(answer(foreign), answer(absent));
}

#[rstest]
fn a_foreign_parent_is_answered_as_a_missing_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, Party { list, item, .. })) = party(on) else { return };
    let before = everything(&house);
    for user in ["vic", "sam"] {
        as_if_missing(&house, user, "item", list, |scope, list| add_item(scope, list, "nuts"));
        as_if_missing(&house, user, "remark", item, |scope, item| add_remark(scope, item, "no"));
    }
    assert_eq!(everything(&house), before);
}

/// Whom a list is shared with is for its owner to say: not for its editors, and least of all for
/// those who would let themselves in.
#[rstest]
fn nobody_makes_members_of_a_list_but_its_owner(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, Party { list, .. })) = party(on) else { return };
    let before = everything(&house);
    for user in ["eve", "vic", "sam"] {
        as_if_missing(&house, user, "member", list, |scope, list| {
            let (id, user_id) = (scope.new_id(), Some(scope.user().to_string()));
            let new = NewMember { id, list_id: list, user_id, edits: true, text: "me".into() };
            scope.insert::<_, _, Member>(members::table, new)
        });
        as_if_missing(&house, user, "member", list, |scope, list| {
            add_member(scope, list, "friend", true)
        });
    }
    assert_eq!(everything(&house), before);
}

/// Sam's list, with Ann for a viewer, and an item on it.
fn sams_list(house: &House) -> (Id, Id) {
    let made = house.write("sam", |scope| {
        let list = add_list(scope, "sams")?.id;
        add_member(scope, list, "ann", false)?;
        Ok((list, add_item(scope, list, "nuts")?.id))
    });
    made.unwrap()
}

type Move = fn(&mut Scope<'_, Write>, Party, Id, Id) -> Result<()>;

const MOVES: [Move; 4] = [
    |scope, party, list, _| {
        let to = ItemChanges { list_id: Some(list), ..ItemChanges::default() };
        scope.row(items::table, party.item).update::<_, Item>(to).map(drop)
    },
    |scope, _, list, _| {
        let to = ItemChanges { list_id: Some(list), ..ItemChanges::default() };
        scope.rows(items::table).update::<_, Item>(to).map(drop)
    },
    |scope, party, _, item| {
        let to = RemarkChanges { item_id: Some(item), ..RemarkChanges::default() };
        scope.row(remarks::table, party.anns_remark).update::<_, Remark>(to).map(drop)
    },
    |scope, party, list, _| {
        let to = MemberChanges { list_id: Some(list), ..MemberChanges::default() };
        scope.row(members::table, party.eves).update::<_, Member>(to).map(drop)
    },
];

#[rstest]
fn what_is_moved_below_a_foreign_parent_or_a_missing_one_stays_where_it_was(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, party)) = party(on) else { return };
    let sams = sams_list(&house);
    let before = everything(&house);
    for moved in MOVES {
        for (list, item) in [sams, (id(MISSING), id(MISSING))] {
            let done = house.write("ann", move |scope| {
                add_list(scope, "before")?;
                let refused = moved(scope, party, list, item);
                assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
                Ok(())
            });
            assert_eq!(done.unwrap_err().to_string(), DOOMED);
            assert_eq!(everything(&house), before);
        }
    }
}

#[rstest]
fn what_is_added_to_ones_own_or_to_what_one_edits_is_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, Party { list, .. })) = party(on) else { return };
    for user in ["ann", "eve"] {
        let new = house.write(user, move |scope| {
            let item = NewItem { id: scope.new_id(), list_id: list, text: user.into() };
            let item: Item = scope.insert(items::table, item)?;
            add_remark(scope, item.id, "mine")
        });
        assert_eq!(new.unwrap().author_id.to_string(), user);
    }
}
