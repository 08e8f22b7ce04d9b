//! Pages: newest first, each row once.

use ownly_wall::{Id, Page, PageSize};
use rstest::rstest;
use testing::Backend;

use crate::house::{House, Note, add, notes};

fn page(house: &House, user: &str, size: u64, cursor: Option<Id>) -> Page<Note> {
    let size = PageSize::new(size).unwrap();
    house.read(user, move |scope| scope.rows(notes::table).page(size, cursor)).unwrap()
}

fn texts(page: &Page<Note>) -> Vec<&str> {
    page.items.iter().map(|note| note.text.as_str()).collect()
}

fn five_notes(house: &House) {
    house
        .write("ann", |scope| (1..=5).try_for_each(|n| add(scope, n.to_string()).map(drop)))
        .unwrap();
    house.note("bob", "bread");
}

#[rstest]
fn pages_go_from_the_newest_to_the_oldest_and_end(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    five_notes(&house);
    let first = page(&house, "ann", 2, None);
    assert_eq!(texts(&first), ["5", "4"]);
    assert_eq!(first.next_cursor, Some(first.items[1].id));
    let second = page(&house, "ann", 2, first.next_cursor);
    assert_eq!(texts(&second), ["3", "2"]);
    let last = page(&house, "ann", 2, second.next_cursor);
    assert_eq!(texts(&last), ["1"]);
    assert_eq!(last.next_cursor, None);
}

#[rstest]
#[case(1, 1, true)]
#[case(4, 4, true)]
#[case(5, 5, false)]
#[case(6, 5, false)]
#[case(100, 5, false)]
fn a_page_that_holds_the_last_row_names_no_next(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] size: u64,
    #[case] rows: usize,
    #[case] more: bool,
) {
    let Some(house) = House::on(on) else { return };
    five_notes(&house);
    let page = page(&house, "ann", size, None);
    assert_eq!((page.items.len(), page.next_cursor.is_some()), (rows, more));
}

#[rstest]
fn no_rows_are_one_empty_page(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    house.note("bob", "bread");
    let empty = page(&house, "ann", 20, None);
    assert_eq!((empty.items.len(), empty.next_cursor), (0, None));
}

#[rstest]
fn rows_that_come_or_go_meanwhile_are_neither_repeated_nor_skipped(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    five_notes(&house);
    let first = page(&house, "ann", 2, None);
    house.note("ann", "6");
    let cursor = first.next_cursor.unwrap();
    house.write("ann", move |scope| scope.row(notes::table, cursor).delete()).unwrap();
    let second = page(&house, "ann", 2, first.next_cursor);
    assert_eq!(texts(&second), ["3", "2"]);
}

#[rstest]
fn another_users_id_as_a_cursor_shows_nothing_of_theirs(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    five_notes(&house);
    let bread = page(&house, "bob", 1, None).items.remove(0);
    let below = page(&house, "ann", 20, Some(bread.id));
    assert_eq!(texts(&below), ["5", "4", "3", "2", "1"]);
}

#[test]
fn a_page_has_1_to_100_rows_and_20_when_nothing_is_said() {
    for (rows, allowed) in [(0, false), (1, true), (100, true), (101, false), (256 + 1, false)] {
        assert_eq!(PageSize::new(rows).is_some(), allowed, "{rows}");
    }
    assert_eq!(PageSize::default(), PageSize::new(20).unwrap());
}
