use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use derive_more::Debug;
use diesel::{
    Column, Expression, QueryResult,
    query_builder::{AstPass, QueryFragment},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Order, Sortable};
use crate::{Error, Id, MultiBackend, Result, RowId, Scoped};

type TypeOf<O> = <<O as Order>::Column as Expression>::SqlType;
type ValueOf<O> = <TypeOf<O> as Sortable>::Value;

/// Where the next page begins in the order `O`: behind a row of that value and that id.
///
/// As text it is opaque to clients, though no secret: it says what stood in the last row of the
/// page before. One that a client made up shows them nothing but their own rows.
#[derive(Debug)]
#[debug(bound(O: Order))]
pub struct Cursor<O: Order> {
    /// `None` among the rows without a value, which come last.
    value: Option<ValueOf<O>>,
    id: Id,
}

impl<O: Order> Clone for Cursor<O> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), id: self.id }
    }
}

impl<O: Order> Cursor<O> {
    pub(crate) fn at(value: Option<ValueOf<O>>, id: Id) -> Self {
        Self { value, id }
    }

    pub(crate) fn is_among_nulls(&self) -> bool {
        self.value.is_none()
    }

    /// The cursor that was written as `text`.
    ///
    /// # Errors
    /// [`Error::InvalidCursor`] when it is not one, or one of another order.
    pub fn parse(text: &str) -> Result<Self> {
        Self::parsed(text).ok_or(Error::InvalidCursor)
    }

    fn parsed(text: &str) -> Option<Self> {
        let json = BASE64.decode(text).ok()?;
        let written: (String, Option<ValueOf<O>>, Id) = serde_json::from_slice(&json).ok()?;
        let (order, value, id) = written;
        let fits = match &value {
            Some(value) => TypeOf::<O>::fits(value),
            None => TypeOf::<O>::NULLABLE,
        };
        (fits && order == name::<O>()).then_some(Self { value, id })
    }
}

/// What no two orders of an application's tables have in common.
fn name<O: Order>() -> String {
    let direction = if O::DESCENDS { '-' } else { '+' };
    format!("{}{direction}{}", O::Table::NOUN, O::Column::NAME)
}

impl<O: Order> fmt::Display for Cursor<O> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = (name::<O>(), &self.value, self.id);
        let json = serde_json::to_vec(&written).map_err(|_| fmt::Error)?;
        out.write_str(&BASE64.encode(json))
    }
}

impl<O: Order> Serialize for Cursor<O> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, O: Order> Deserialize<'de> for Cursor<O> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

/// `(value, id)`, or the id alone among the rows without a value.
impl<O: Order> QueryFragment<MultiBackend> for Cursor<O> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        let Some(value) = &self.value else { return out.push_bind_param::<RowId, Id>(&self.id) };
        out.push_sql("(");
        TypeOf::<O>::bind(value, &mut out)?;
        out.push_sql(", ");
        out.push_bind_param::<RowId, Id>(&self.id)?;
        out.push_sql(")");
        Ok(())
    }
}
