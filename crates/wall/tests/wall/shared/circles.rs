//! A table that is its own table of members.

use std::time::Duration;

use ownly_wall::{Db, Error, Result, prepare};
use testing::Backend;
use token::Clock;

use super::{rows::Circle, tables::circles};
use crate::{
    house::{House, tables},
    people::{block_on, signed_in},
};

/// Each stands within another, the first within itself; and is Ann's, Bob's, Cid's.
const CIRCLES: &str = "INSERT INTO circles VALUES
    ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000001', 'ann', TRUE),
    ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'bob', TRUE),
    ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000002', 'cid', TRUE)";

/// How many the user sees, asked of few or of all.
fn seen(house: &House, user: &str, few: bool) -> Result<usize> {
    let tables = tables().with::<_, Circle>(circles::table);
    if house.sql.backend() == Backend::Postgres {
        let (url, patience) = (house.sql.url().parse().unwrap(), Duration::from_secs(5));
        prepare(std::iter::empty(), &tables, &url, patience).unwrap();
    }
    let db = Db::new(house.pool.clone(), tables, Clock::system());
    let user = signed_in(user);
    block_on(db.read(&user, move |scope| {
        let rows = scope.rows(circles::table);
        let rows = if few { rows.few() } else { rows };
        Ok(rows.load::<Circle>()?.len())
    }))
}

/// A circle is open to whom a circle within it names: not every circle to whom any such names.
#[test]
fn a_row_is_compared_with_its_members_and_not_a_member_with_itself() {
    let Some(house) = House::on(Backend::Sqlite) else { return };
    house.sql.execute(CIRCLES);
    for (user, circles) in [("ann", 1), ("bob", 1), ("cid", 1), ("dee", 0)] {
        for few in [false, true] {
            assert_eq!(seen(&house, user, few).unwrap(), circles, "{user}, few: {few}");
        }
    }
}

/// PostgreSQL refuses a policy that asks about its own table, each time it is asked.
#[test]
fn on_postgres_such_a_table_is_open_to_nobody() {
    let Some(house) = House::on(Backend::Postgres) else { return };
    house.sql.execute(CIRCLES);
    let circles = seen(&house, "ann", false);
    assert!(matches!(circles, Err(Error::Internal(_))), "{circles:?}");
}
