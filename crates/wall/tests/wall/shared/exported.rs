//! All that one owns, a page at a time.

use futures_util::{StreamExt, TryStreamExt};
use ownly_wall::ExportedRow;
use rstest::rstest;
use testing::Backend;

use super::rows::{add_item, add_list, party};
use crate::{
    house::{House, add},
    people::{block_on, signed_in},
};

fn exported(house: &House, user: &str) -> Vec<ExportedRow> {
    block_on(house.db.export(&signed_in(user)).try_collect()).unwrap()
}

/// `noun: text`, for each row.
fn lines(rows: &[ExportedRow]) -> Vec<String> {
    rows.iter().map(|row| format!("{}: {}", row.table, row.row["text"].as_str().unwrap())).collect()
}

#[rstest]
fn each_exports_what_they_own_table_by_table(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, _)) = party(on) else { return };
    house.note("ann", "milk");
    let anns = [
        "note: milk",
        "list: party",
        "member: vic",
        "member: eve",
        "item: cake",
        "remark: without",
        "remark: with cream",
    ];
    for (user, owned) in [
        ("ann", anns.as_slice()),
        ("eve", &["member: eve", "remark: without"]),
        ("vic", &["member: vic"]),
        ("sam", &[]),
    ] {
        assert_eq!(lines(&exported(&house, user)), owned, "{user}");
    }
}

#[rstest]
#[case(99)]
#[case(100)]
#[case(101)]
#[case(250)]
fn many_pages_are_exported_whole_and_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] rows: usize,
) {
    let Some(house) = House::on(on) else { return };
    house.note("bob", "bread");
    house
        .write("ann", move |scope| {
            let list = add_list(scope, "party")?.id;
            for n in 0..rows {
                add(scope, n.to_string())?;
                add_item(scope, list, &n.to_string())?;
            }
            Ok(())
        })
        .unwrap();
    let newest_first = |noun: &'static str| (0..rows).rev().map(move |n| format!("{noun}: {n}"));
    let expected: Vec<String> = newest_first("note")
        .chain(["list: party".to_owned()])
        .chain(newest_first("item"))
        .collect();
    assert_eq!(lines(&exported(&house, "ann")), expected);
}

#[rstest]
fn a_database_that_fails_ends_the_export(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((house, _)) = party(on) else { return };
    house.note("ann", "milk");
    house.sql.execute("DROP TABLE remarks; DROP TABLE items");
    let seen: Vec<_> = block_on(house.db.export(&signed_in("ann")).collect());
    assert!(seen.iter().take(4).all(Result::is_ok));
    assert_eq!(seen.len(), 5);
    assert!(seen[4].is_err());
}
