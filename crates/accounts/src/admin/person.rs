//! Whom a command is about.

use db::Time;
use derive_more::{Display, From};
use serde::Serialize;

use crate::store::users::User;

/// Which user is meant.
#[derive(Debug, Clone, PartialEq, Eq, Display)]
pub enum Who {
    /// The one with that address.
    Email(String),
    /// The one with that id.
    Id(String),
}

impl From<&str> for Who {
    /// An address has an `@`; an id has none.
    fn from(text: &str) -> Self {
        match text.contains('@') {
            true => Self::Email(text.to_ascii_lowercase()),
            false => Self::Id(text.to_owned()),
        }
    }
}

/// Someone to be given an account.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Their address.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// Whether the address counts as proven to be theirs.
    pub verified: bool,
}

/// A user, for a list.
#[derive(Debug, Clone, Serialize, From)]
#[serde(transparent)]
pub struct UserLine(User);

impl UserLine {
    /// The user's id.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The user's address.
    pub fn email(&self) -> &str {
        &self.0.email
    }

    /// What the user is called: any text at all.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether the address is proven to be the user's.
    pub fn is_verified(&self) -> bool {
        self.0.email_verified
    }

    /// When the user came to be.
    pub fn created_at(&self) -> Time {
        self.0.created_at
    }
}
