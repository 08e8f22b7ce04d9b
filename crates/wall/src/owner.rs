//! The columns that name users, and what may be their values.

use derive_more::Display;
use diesel::{
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    query_builder::QueryId,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{HasSqlType, SqlType, Text},
    sqlite::{Sqlite, SqliteValue},
};
use serde::Serialize;

use crate::{MultiBackend, MultiRawValue, UserId};

/// The SQL type of a column that names a row's owner: text to the database, and to Rust a column
/// that can be neither compared with, assigned, inserted nor read, because nothing that comes
/// from outside the wall is a value of it.
#[derive(Debug, Clone, Copy, SqlType, QueryId)]
#[diesel(postgres_type(oid = 25, array_oid = 1009), sqlite_type(name = "Text"))]
pub struct Owner;

/// The SQL type of a column that names who wrote a row: as [`Owner`], but it may be read, as a
/// [`Writer`].
#[derive(Debug, Clone, Copy, SqlType, QueryId)]
#[diesel(postgres_type(oid = 25, array_oid = 1009), sqlite_type(name = "Text"))]
pub struct Author;

/// The one value of [`Owner`] and [`Author`] columns: whoever is asking. Outside the wall there is
/// none to be had: who edits a row could make themselves its owner with it.
#[derive(Debug, Clone, AsExpression)]
#[diesel(sql_type = Owner)]
#[diesel(sql_type = Author)]
pub struct Me(pub(crate) UserId);

/// Who wrote a row. It can be shown, and does not deserialize; nor is it a value of any column.
#[derive(Debug, Display, Clone, PartialEq, Eq, Serialize, FromSqlRow)]
pub struct Writer(String);

impl HasSqlType<Owner> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<Owner>(lookup)
    }
}

impl HasSqlType<Author> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<Author>(lookup)
    }
}

macro_rules! write_me {
    ($($sql_type:ident),*) => {$(
        impl ToSql<$sql_type, MultiBackend> for Me {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
                out.set_value(($sql_type, self));
                Ok(IsNull::No)
            }
        }

        impl ToSql<$sql_type, Pg> for Me {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                ToSql::<Text, Pg>::to_sql(self.0.as_str(), out)
            }
        }

        impl ToSql<$sql_type, Sqlite> for Me {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                ToSql::<Text, Sqlite>::to_sql(self.0.as_str(), out)
            }
        }
    )*};
}

write_me!(Owner, Author);

impl FromSql<Author, MultiBackend> for Writer {
    fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Author>()
    }
}

impl FromSql<Author, Pg> for Writer {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <String as FromSql<Text, Pg>>::from_sql(value).map(Self)
    }
}

impl FromSql<Author, Sqlite> for Writer {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(value.read_text().to_owned()))
    }
}
