//! Points in time as cursors hold them.

use chrono::{DateTime, Utc};
use diesel::{
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    serialize::{self, IsNull, Output, ToSql},
    sql_types::Timestamptz,
    sqlite::{Sqlite, SqliteValue},
};
use serde::{Deserialize, Serialize};

use crate::{Instant, MultiBackend, MultiRawValue, Time};

/// A [`Time`] with the microseconds that PostgreSQL may have of a row which others made. A cursor
/// without them would meet that row again.
#[derive(Debug, Clone, Serialize, Deserialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Instant)]
pub struct Moment(DateTime<Utc>);

impl Moment {
    /// Whether both databases can hold it.
    pub(super) fn fits(&self) -> bool {
        Time::new(self.0).is_some()
    }
}

impl FromSql<Instant, MultiBackend> for Moment {
    fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Instant>()
    }
}

impl FromSql<Instant, Pg> for Moment {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <DateTime<Utc> as FromSql<Timestamptz, Pg>>::from_sql(value).map(Self)
    }
}

impl FromSql<Instant, Sqlite> for Moment {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        <Time as FromSql<Instant, Sqlite>>::from_sql(value).map(|time| Self(*time))
    }
}

impl ToSql<Instant, MultiBackend> for Moment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Instant, self));
        Ok(IsNull::No)
    }
}

impl ToSql<Instant, Pg> for Moment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Timestamptz, Pg>::to_sql(&self.0, out)
    }
}

impl ToSql<Instant, Sqlite> for Moment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(Time::from(self.0).to_string());
        Ok(IsNull::No)
    }
}
