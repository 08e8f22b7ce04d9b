//! The SQL types of columns that rows can be ordered by.

use std::fmt::Debug;

use db_crate::MultiRow;
use diesel::{
    QueryResult,
    deserialize::{self, FromSqlRow},
    query_builder::AstPass,
    row::Row as _,
    sql_types::{BigInt, Integer, Nullable, SqlType, Text, is_nullable::NotNull},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{collation::Collation, moment::Moment};
use crate::{Instant, MultiBackend};

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
    Instant: Moment, Moment::fits, None;
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
