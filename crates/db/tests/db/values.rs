//! What is written is what is read.

use diesel::{
    BoolExpressionMethods, Connection, ExpressionMethods, QueryDsl, RunQueryDsl, SqliteConnection,
    table,
};
use ownly_db::{Id, Instant, Mode, RowId, Time};
use rstest::rstest;
use testing::Backend;

use crate::opened::Opened;

table! {
    use diesel::sql_types::Nullable;
    use super::{Instant, RowId};

    events (id) {
        id -> RowId,
        at -> Nullable<Instant>,
    }
}

fn with_events(on: Backend) -> Option<Opened> {
    let opened = Opened::on(on, 1)?;
    opened.sql.execute(match on {
        Backend::Sqlite => "CREATE TABLE events (id TEXT PRIMARY KEY, at TEXT)",
        Backend::Postgres => "CREATE TABLE events (id uuid PRIMARY KEY, at timestamptz)",
    });
    Some(opened)
}

fn time(text: &str) -> Time {
    serde_json::from_value(text.into()).unwrap()
}

fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

const ID: &str = "01933e2a-5b7c-7def-8123-456789abcdef";

#[rstest]
#[case(Some("2026-11-22T17:57:07.198Z"))]
#[case(Some("2026-11-22T17:57:07Z"))]
#[case(Some("1969-12-31T23:59:59.999Z"))]
#[case(Some("2024-02-29T00:00:00.001Z"))]
#[case(Some("0000-01-01T00:00:00.000Z"))]
#[case(Some("9999-12-31T23:59:59.999Z"))]
#[case(None)]
fn a_time_comes_back_as_it_went_in(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] at: Option<&str>,
) {
    let Some(opened) = with_events(on) else { return };
    let at = at.map(time);
    let read: (Id, Option<Time>) = opened
        .transaction(Mode::Write, move |connection| {
            let event = (events::id.eq(id(ID)), events::at.eq(at));
            diesel::insert_into(events::table).values(event).execute(connection)?;
            let same = events::at.eq(at).or(events::at.is_null());
            let same = events::table.filter(events::id.eq(id(ID))).filter(same);
            Ok(same.first(connection)?)
        })
        .unwrap();
    assert_eq!(read, (id(ID), at));
}

#[rstest]
fn ids_and_times_sort_in_the_database_as_they_do_here(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(opened) = with_events(on) else { return };
    let ids = [
        "00000000-0000-7000-8000-000000000000",
        "0193ffff-5b7c-7def-8123-456789abcdef",
        "01940000-0000-7000-8000-000000000000",
        "ffffffff-ffff-7fff-bfff-ffffffffffff",
    ];
    let times = [
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z",
        "2026-11-22T17:57:07Z",
        "2026-11-22T17:57:07.001Z",
    ];
    let written: Vec<_> = ids.map(id).into_iter().zip(times.map(time).map(Some)).collect();
    let events = written.clone();
    let (by_id, by_time) = opened
        .transaction(Mode::Write, move |connection| {
            for (id, at) in events.into_iter().rev() {
                let event = (events::id.eq(id), events::at.eq(at));
                diesel::insert_into(events::table).values(event).execute(connection)?;
            }
            let by_id = events::table.order(events::id).load::<(Id, Option<Time>)>(connection)?;
            let by_time = events::table.order(events::at).load::<(Id, Option<Time>)>(connection)?;
            Ok((by_id, by_time))
        })
        .unwrap();
    assert!(written.is_sorted());
    assert_eq!(by_id, written);
    assert_eq!(by_time, written);
}

#[rstest]
#[case("'2026-11-22T17:57:07.198Z'", true)]
#[case("'2026-11-22T18:57:07.198999+01:00'", true)]
#[case("1795370227198", true)]
#[case("'yesterday'", false)]
#[case("''", false)]
#[case("x'00ff'", false)]
fn sqlite_times_that_others_wrote_are_read_or_refused(#[case] sql: &str, #[case] read: bool) {
    let mut connection = SqliteConnection::establish(":memory:").unwrap();
    let at: Result<Time, _> =
        diesel::select(diesel::dsl::sql::<Instant>(sql)).get_result(&mut connection);
    match at {
        Ok(at) => assert!(read && at == time("2026-11-22T17:57:07.198Z"), "{at}"),
        Err(error) => assert!(!read, "{error}"),
    }
}
