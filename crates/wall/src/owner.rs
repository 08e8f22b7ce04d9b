//! The column that names a row's owner.

use diesel::{
    expression::AsExpression,
    pg::Pg,
    query_builder::QueryId,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{HasSqlType, SqlType, Text},
    sqlite::Sqlite,
};

use crate::{MultiBackend, UserId};

/// The SQL type of a column that names a row's owner: text to the database, and to Rust a column
/// that can be neither compared with, assigned, inserted nor read, because nothing that comes
/// from outside the wall is a value of it.
#[derive(Debug, Clone, Copy, SqlType, QueryId)]
#[diesel(postgres_type(oid = 25, array_oid = 1009), sqlite_type(name = "Text"))]
pub struct Owner;

/// The one value of an [`Owner`] column: whoever is asking.
#[derive(Debug, AsExpression)]
#[diesel(sql_type = Owner)]
pub struct Me(pub(crate) UserId);

impl HasSqlType<Owner> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<Owner>(lookup)
    }
}

impl ToSql<Owner, MultiBackend> for Me {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Owner, self));
        Ok(IsNull::No)
    }
}

impl ToSql<Owner, Pg> for Me {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Text, Pg>::to_sql(self.0.as_str(), out)
    }
}

impl ToSql<Owner, Sqlite> for Me {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        ToSql::<Text, Sqlite>::to_sql(self.0.as_str(), out)
    }
}
