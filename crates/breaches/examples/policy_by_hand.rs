//! E0603: module `policy` is private
//!
//! Let everyone in.

use diesel::{
    backend::Backend,
    query_builder::{AstPass, QueryFragment},
    result::QueryResult,
};
use wall::{Access, Asker};

/// A policy that lets everyone in.
pub struct Everyone;

impl<DB: Backend> QueryFragment<DB> for Everyone {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("TRUE");
        Ok(())
    }
}

#[cfg(feature = "breach")]
impl wall::policy::sealed::Policy for Everyone {}

#[cfg(feature = "breach")]
impl<T> wall::Policy<T> for Everyone {
    type Stamped<New> = New;
    type Condition = Everyone;

    fn stamp<New>(new: New, _: wall::owner::Me) -> New {
        new
    }

    fn outline() -> wall::Outline {
        wall::Outline::default()
    }

    fn condition(_: Access, _: &Asker) -> Option<Everyone> {
        Some(Everyone)
    }
}

/// What a policy decides about.
pub type Question = (Access, Asker);
