//! The ids of owned rows.

use derive_more::{Display, From};
use diesel::{
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    query_builder::QueryId,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{HasSqlType, SqlType},
    sqlite::{Sqlite, SqliteValue},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::connection::{MultiBackend, MultiRawValue};

/// The SQL type of an owned row's id: `uuid` in PostgreSQL, its 36 characters in SQLite.
#[derive(Debug, Clone, Copy, SqlType, QueryId)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951), sqlite_type(name = "Text"))]
pub struct RowId;

/// The id of an owned row: a UUID of version 7 (RFC 9562), made in order, so that ids sort as
/// their rows were made and the last id of a page is all that the next page's cursor needs.
#[derive(
    Debug,
    Display,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    From,
    Serialize,
    Deserialize,
    AsExpression,
    FromSqlRow,
)]
#[diesel(sql_type = RowId)]
pub struct Id(Uuid);

impl Id {
    /// The id that a path or a cursor holds: 36 characters, hyphens in their places. `None` for
    /// any other spelling of a UUID, so that one row has one address.
    pub fn parse(text: &str) -> Option<Self> {
        let id = Uuid::try_parse(text).ok()?;
        (text.len() == 36).then_some(Self(id))
    }
}

impl HasSqlType<RowId> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<RowId>(lookup)
    }
}

impl ToSql<RowId, MultiBackend> for Id {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((RowId, self));
        Ok(IsNull::No)
    }
}

impl ToSql<RowId, Pg> for Id {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        std::io::Write::write_all(out, self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}

impl ToSql<RowId, Sqlite> for Id {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.to_string());
        Ok(IsNull::No)
    }
}

impl FromSql<RowId, MultiBackend> for Id {
    fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, RowId>()
    }
}

impl FromSql<RowId, Pg> for Id {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Uuid::from_slice(value.as_bytes())?))
    }
}

impl FromSql<RowId, Sqlite> for Id {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(Uuid::try_parse(value.read_text())?))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn an_id_is_shown_as_it_is_read() {
        let text = "01933e2a-5b7c-7def-8123-456789abcdef";
        assert_eq!(Id::parse(text).unwrap().to_string(), text);
    }

    #[rstest]
    #[case("01933e2a5b7c7def8123456789abcdef")]
    #[case("{01933e2a-5b7c-7def-8123-456789abcdef}")]
    #[case("urn:uuid:01933e2a-5b7c-7def-8123-456789abcdef")]
    #[case("01933e2a-5b7c-7def-8123-456789abcdeg")]
    #[case("")]
    fn no_other_spelling_names_a_row(#[case] text: &str) {
        assert_eq!(Id::parse(text), None);
    }
}
