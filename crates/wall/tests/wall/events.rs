//! Events, each its owner's, with columns of all types that rows can be ordered by.

use diesel::{Insertable, Queryable, Selectable, table};
use ownly_wall::{Id, Instant, OwnedBy, Owner, RowId, Scoped, Time};
use serde::Serialize;

use crate::house::House;

table! {
    use diesel::sql_types::{BigInt, Integer, Nullable, Text};
    use super::{Instant, Owner, RowId};

    events (id) {
        id -> RowId,
        owner_id -> Owner,
        text -> Text,
        at -> Nullable<Instant>,
        rank -> Integer,
        size -> Nullable<BigInt>,
    }
}

impl Scoped for events::table {
    const NOUN: &str = "event";
    type Policy = OwnedBy<events::owner_id>;
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = events)]
pub(crate) struct Event {
    pub(crate) id: Id,
    pub(crate) text: String,
    pub(crate) at: Option<Time>,
    pub(crate) rank: i32,
    pub(crate) size: Option<i64>,
}

/// Text that a collation of some language would have in another order.
const TEXTS: [&str; 6] = ["B", "a", "", "b\"", "ä", "B"];

impl House {
    /// Makes events of that user's: many share a value, and many have none.
    pub(crate) fn events(&self, user: &str, many: i64) {
        let made = self.write(user, move |scope| {
            for n in 0..many {
                let text = TEXTS[usize::try_from(n * 7 % 6).unwrap_or_default()].to_owned();
                let at = chrono::DateTime::from_timestamp_millis(n * 5 % 4 * 1001).map(Time::from);
                let at = at.filter(|_| n % 3 != 0);
                let rank = i32::try_from(n * 11 % 5).unwrap_or_default() - 2;
                let size = (n % 2 == 0).then_some(n * 13 % 4 - (1 << 40));
                let id = scope.new_id();
                scope.insert::<_, _, Event>(events::table, Event { id, text, at, rank, size })?;
            }
            Ok(())
        });
        made.unwrap();
    }
}
