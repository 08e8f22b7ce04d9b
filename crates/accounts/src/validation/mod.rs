//! What a request says, read the way Better Auth 1.7 reads it and refused in its words.

mod body;
mod fields;

pub(crate) use body::{BodyFault, MediaTypes, read_body, read_query};
pub(crate) use fields::{Fields, Place, ValidationError};

#[cfg(test)]
mod tests;
