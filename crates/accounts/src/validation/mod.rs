//! What a request says, read the way Better Auth 1.7 reads it and refused in its words.

mod body;
mod fields;
mod truthy;

pub(crate) use body::{BodyFault, MediaTypes, read_body, read_query};
pub(crate) use fields::{Fields, Place, ValidationError};
pub(crate) use truthy::is_truthy;

#[cfg(test)]
mod tests;
