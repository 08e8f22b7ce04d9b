//! Pages in other orders than that of ids.

use ownly_wall::{Cursor, Order, PageSize, Time, ascending, descending};
use rstest::rstest;
use testing::Backend;

use crate::{
    events::{Event, events},
    house::House,
};

/// All of that user's pages, of that size. Between two of them `meanwhile` is done.
fn leafed_through<O: Order<Table = events::table>>(
    house: &House,
    user: &str,
    order: fn() -> O,
    size: u64,
    meanwhile: impl Fn(),
) -> Vec<Event>
where
    Cursor<O>: Send,
{
    let size = PageSize::new(size).unwrap();
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let page = house.read(user, move |scope| {
            scope.rows(events::table).page_by::<Event, _>(order(), size, cursor)
        });
        let page = page.unwrap();
        all.extend(page.items);
        assert!(all.len() < 1_000, "the pages have no end");
        let Some(next) = page.next_cursor else { return all };
        // As a client brings it back.
        cursor = Some(Cursor::parse(&next.to_string()).unwrap());
        meanwhile();
    }
}

/// What a page must be, whatever the database: by value, then by id, and without a value last.
fn sorted<V: Ord>(mut all: Vec<Event>, by: fn(&Event) -> Option<V>, descends: bool) -> Vec<Event> {
    all.sort_by(|a, b| {
        let values = (by(a), a.id).cmp(&(by(b), b.id));
        let values = if descends { values.reverse() } else { values };
        by(a).is_none().cmp(&by(b).is_none()).then(values)
    });
    all
}

macro_rules! orders {
    ($($name:ident: $column:ident by $value:ty, $by:expr;)*) => {$(
        #[rstest]
        fn $name(
            #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
            #[values(1, 2, 7, 29, 30, 100)] size: u64,
        ) {
            let Some(house) = House::on(on) else { return };
            house.events("bob", 9);
            house.events("ann", 30);
            let all: Vec<Event> =
                house.read("ann", |scope| scope.rows(events::table).load()).unwrap();
            assert_eq!(all.len(), 30);
            let by: fn(&Event) -> Option<$value> = $by;
            let up = leafed_through(&house, "ann", || ascending(events::$column), size, || ());
            assert_eq!(up, sorted(all.clone(), by, false));
            let down = leafed_through(&house, "ann", || descending(events::$column), size, || ());
            assert_eq!(down, sorted(all, by, true));
        }
    )*};
}

orders! {
    by_text_each_row_is_met_once: text by String, |event| Some(event.text.clone());
    by_time_each_row_is_met_once_and_those_without_come_last: at by Time, |event| event.at;
    by_number_each_row_is_met_once: rank by i32, |event| Some(event.rank);
    by_large_number_each_row_is_met_once_and_those_without_come_last: size by i64,
        |event| event.size;
}

#[rstest]
fn rows_that_come_meanwhile_are_neither_repeated_nor_in_the_way(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    house.events("ann", 12);
    let before: Vec<Event> = house.read("ann", |scope| scope.rows(events::table).load()).unwrap();
    let met = leafed_through(&house, "ann", || ascending(events::at), 5, || house.events("ann", 4));
    let mut ids: Vec<_> = met.iter().map(|event| event.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), met.len());
    assert!(before.iter().all(|event| ids.contains(&event.id)));
}

#[rstest]
fn times_that_others_wrote_more_exactly_are_met_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    house.events("ann", 6);
    if on == Backend::Postgres {
        house.sql.execute("UPDATE events SET at = at + interval '123456 microseconds'");
    }
    for size in [1, 2] {
        assert_eq!(leafed_through(&house, "ann", || ascending(events::at), size, || ()).len(), 6);
        assert_eq!(leafed_through(&house, "ann", || descending(events::at), size, || ()).len(), 6);
    }
}

#[rstest]
fn another_users_row_for_a_cursor_shows_nothing_of_theirs(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    house.events("bob", 5);
    house.events("ann", 5);
    let size = PageSize::new(2).unwrap();
    let bobs = house.read("bob", move |scope| {
        scope.rows(events::table).page_by::<Event, _>(ascending(events::rank), size, None)
    });
    let cursor = bobs.unwrap().next_cursor;
    let anns: Vec<Event> = house.read("ann", |scope| scope.rows(events::table).load()).unwrap();
    let behind = house.read("ann", move |scope| {
        let rows = scope.rows(events::table);
        rows.page_by::<Event, _>(ascending(events::rank), PageSize::default(), cursor)
    });
    let behind = behind.unwrap();
    assert!(!behind.items.is_empty());
    assert!(behind.items.iter().all(|event| anns.contains(event)), "{behind:?}");
}

/// The look-ahead row is read and let go: nothing is in the way of a write in the same scope.
#[rstest]
fn a_page_leaves_nothing_locked(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    house.events("ann", 6);
    let done = house.write("ann", |scope| {
        let size = PageSize::new(1).unwrap();
        let page = scope.rows(events::table).page_by::<Event, _>(ascending(events::at), size, None);
        assert!(page?.next_cursor.is_some());
        scope.rows(events::table).delete()
    });
    assert_eq!(done.unwrap(), 6);
}
