//! One's own, those that others share, or both.

use diesel::{BoolExpressionMethods, ExpressionMethods};
use ownly_wall::{PageSize, Reach};
use rstest::rstest;
use testing::Backend;

use super::{
    rows::{List, ListChanges, add_list, add_member, party},
    tables::lists,
};
use crate::house::House;

/// Beside Ann's "party" each has a list of their own, and Ann may see that of Sam.
fn lists_of_each(on: Backend) -> Option<House> {
    let (house, _) = party(on)?;
    for user in ["ann", "eve", "vic", "sam"] {
        house
            .write(user, move |scope| {
                let list = add_list(scope, user)?.id;
                if user == "sam" { add_member(scope, list, "ann", false).map(drop) } else { Ok(()) }
            })
            .unwrap();
    }
    Some(house)
}

const REACHES: [Reach; 3] = [Reach::All, Reach::Own, Reach::Shared];
const SEEN: [(&str, [&[&str]; 3]); 4] = [
    ("ann", [&["ann", "party", "sam"], &["ann", "party"], &["sam"]]),
    ("eve", [&["eve", "party"], &["eve"], &["party"]]),
    ("vic", [&["party", "vic"], &["vic"], &["party"]]),
    ("sam", [&["sam"], &["sam"], &[]]),
];

fn texts(mut lists: Vec<List>) -> Vec<String> {
    lists.sort_by(|one, other| one.text.cmp(&other.text));
    lists.into_iter().map(|list| list.text).collect()
}

#[rstest]
fn each_reach_shows_its_rows_whether_few_or_many_are_asked_of(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(false, true)] few: bool,
) {
    let Some(house) = lists_of_each(on) else { return };
    for (user, seen) in SEEN {
        for (reach, seen) in REACHES.into_iter().zip(seen) {
            let (all, page, count) = house
                .read(user, move |scope| {
                    macro_rules! rows {
                        () => {{
                            let rows = scope.rows(lists::table).reach(reach);
                            if few { rows.few() } else { rows }
                        }};
                    }
                    let page = rows!().page(PageSize::default(), None)?.items;
                    Ok((rows!().load()?, page, rows!().count()?))
                })
                .unwrap();
            assert_eq!(texts(all), seen, "{user} {reach:?}");
            assert_eq!(texts(page), seen, "{user} {reach:?}");
            assert_eq!(count, i64::try_from(seen.len()).unwrap(), "{user} {reach:?}");
        }
    }
}

#[rstest]
fn a_condition_beside_a_reach_but_narrows_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(false, true)] reach_first: bool,
) {
    let Some(house) = lists_of_each(on) else { return };
    for (user, seen) in SEEN {
        for (reach, seen) in REACHES.into_iter().zip(seen) {
            let found = house.read(user, move |scope| {
                let any = lists::text.eq("party").or(lists::text.ne("party"));
                let rows = scope.rows(lists::table);
                let rows = match reach_first {
                    true => rows.reach(reach).filter(any),
                    false => rows.filter(any).reach(reach),
                };
                rows.load()
            });
            assert_eq!(texts(found.unwrap()), seen, "{user} {reach:?}");
        }
    }
}

#[rstest]
fn what_is_changed_is_within_reach_and_may_be_edited(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(false, true)] few: bool,
) {
    let Some(house) = lists_of_each(on) else { return };
    let edited: [(&str, [usize; 3]); 4] =
        [("ann", [2, 2, 0]), ("eve", [2, 1, 1]), ("vic", [1, 1, 0]), ("sam", [1, 1, 0])];
    for (user, edited) in edited {
        for (reach, edited) in REACHES.into_iter().zip(edited) {
            let changed = house.undone(user, move |scope| {
                let rows = scope.rows(lists::table).reach(reach);
                let rows = if few { rows.few() } else { rows };
                rows.update::<_, List>(ListChanges { text: Some("changed".into()) })
            });
            assert_eq!(changed.unwrap().len(), edited, "{user} {reach:?}");
        }
    }
}

#[rstest]
fn what_is_deleted_is_within_reach_and_ones_own(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(false, true)] few: bool,
) {
    let Some(house) = lists_of_each(on) else { return };
    for (user, own) in [("ann", 2), ("eve", 1), ("vic", 1), ("sam", 1)] {
        for (reach, gone) in REACHES.into_iter().zip([own, own, 0]) {
            let deleted = house.undone(user, move |scope| {
                let rows = scope.rows(lists::table).reach(reach);
                if few { rows.few() } else { rows }.delete()
            });
            assert_eq!(deleted.unwrap(), gone, "{user} {reach:?}");
        }
    }
}
