//! The SQL types of columns that rows can be ordered by.

use std::fmt::Debug;

use chrono::{DateTime, Utc};
use db_crate::MultiRow;
use diesel::{
    QueryResult,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    query_builder::{AstPass, QueryFragment},
    row::Row as _,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{BigInt, Integer, Nullable, SqlType, Text, Timestamptz, is_nullable::NotNull},
    sqlite::{Sqlite, SqliteValue},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Instant, MultiBackend, MultiRawValue, Time};

/// The SQL type of a column that rows can be ordered by: text, a point in time or a whole number,
/// or one of them or null.
#[diagnostic::on_unimplemented(
    message = "rows cannot be ordered by a column of the type `{Self}`",
    note = "they can by text, a point in time or a whole number, or one of them or null"
)]
pub trait Sortable: SqlType {
    /// A value that is not null, as a cursor holds it.
    type Value: Serialize + DeserializeOwned + Debug + Clone;
    /// Whether it can be null.
    const NULLABLE: bool;

    /// Whether both databases can hold the value, which a client may have made.
    #[doc(hidden)]
    fn fits(value: &Self::Value) -> bool;

    #[doc(hidden)]
    fn read(row: &MultiRow<'_, '_>, at: usize) -> deserialize::Result<Option<Self::Value>>;

    #[doc(hidden)]
    fn bind<'b>(value: &'b Self::Value, out: &mut AstPass<'_, 'b, MultiBackend>)
    -> QueryResult<()>;

    /// What follows the column wherever it is compared or ordered by.
    #[doc(hidden)]
    fn collation() -> Option<Collation>;
}

macro_rules! sortable {
    ($($sql_type:ty: $value:ty, $fits:expr, $collation:expr;)*) => {$(
        impl Sortable for $sql_type {
            type Value = $value;
            const NULLABLE: bool = false;

            fn fits(value: &$value) -> bool {
                let fits: fn(&$value) -> bool = $fits;
                fits(value)
            }

            fn read(row: &MultiRow<'_, '_>, at: usize) -> deserialize::Result<Option<$value>> {
                <Option<$value> as FromSqlRow<Nullable<$sql_type>, _>>::build_from_row(
                    &row.partial_row(at..at + 1),
                )
            }

            fn bind<'b>(
                value: &'b $value,
                out: &mut AstPass<'_, 'b, MultiBackend>,
            ) -> QueryResult<()> {
                out.push_bind_param::<$sql_type, $value>(value)
            }

            fn collation() -> Option<Collation> {
                $collation
            }
        }
    )*};
}

sortable! {
    Text: String, |text| !text.contains('\0'), Some(Collation);
    Instant: Moment, |moment| Time::new(moment.0).is_some(), None;
    Integer: i32, |_| true, None;
    BigInt: i64, |_| true, None;
}

impl<ST: Sortable + SqlType<IsNull = NotNull>> Sortable for Nullable<ST> {
    type Value = ST::Value;
    const NULLABLE: bool = true;

    fn fits(value: &ST::Value) -> bool {
        ST::fits(value)
    }

    fn read(row: &MultiRow<'_, '_>, at: usize) -> deserialize::Result<Option<ST::Value>> {
        ST::read(row, at)
    }

    fn bind<'b>(value: &'b ST::Value, out: &mut AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        ST::bind(value, out)
    }

    fn collation() -> Option<Collation> {
        ST::collation()
    }
}

/// By code points, whatever PostgreSQL's database is made with.
pub struct Collation;

impl QueryFragment<MultiBackend> for Collation {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        MultiBackend::walk_variant_ast(self, out)
    }
}

impl QueryFragment<Pg> for Collation {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(r#" COLLATE "C""#);
        Ok(())
    }
}

impl QueryFragment<Sqlite> for Collation {
    fn walk_ast<'b>(&'b self, _: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        Ok(())
    }
}

/// A [`Time`] with the microseconds that PostgreSQL may have of a row which others made. A cursor
/// without them would meet that row again.
#[derive(Debug, Clone, Serialize, Deserialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Instant)]
pub struct Moment(DateTime<Utc>);

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
