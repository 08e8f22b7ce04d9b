//! Users from elsewhere, many at a time.

use db::{AnyConnection, RawAccess};
use derive_more::{Display, Error};

use super::{Admin, AdminError, WRITING, known::Known};
use crate::{
    random::EntropyUnavailable,
    store::{
        full_accounts::{self, FullAccount},
        sessions::{self, Session},
        users::{self, User},
    },
};

/// A user with the ways they sign in, to be stored as they are.
#[derive(Clone)]
pub struct Imported {
    pub(super) user: User,
    /// Whether the id is the user's own, and not one that was made up here.
    pub(super) has_id: bool,
    pub(super) accounts: Vec<FullAccount>,
    pub(super) sessions: Vec<Session>,
}

impl Imported {
    /// The user's address.
    pub fn email(&self) -> &str {
        &self.user.email
    }
}

/// What became of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Stored.
    New,
    /// The same user is there already, and stays as they are.
    There,
}

/// Why a user was not stored.
#[derive(Debug, Clone, PartialEq, Eq, Display, Error)]
pub enum NotImported {
    /// Another user has the address.
    #[display("{email} belongs to the user {id}")]
    EmailTaken {
        /// The address.
        email: String,
        /// Who has it.
        id: String,
    },
    /// Another user has the id.
    #[display("the id {id} belongs to {email}")]
    IdTaken {
        /// The id.
        id: String,
        /// Who has it.
        email: String,
    },
    /// A value that has to be unique, such as the id of an account or a session, is there already.
    #[display("something that belongs to {_0} is somebody else's here")]
    NotUnique(#[error(ignore)] String),
}

impl Admin {
    /// An id for a user who brings none.
    pub(super) fn new_id(&self) -> Result<String, EntropyUnavailable> {
        self.entropy.id()
    }

    pub(super) fn now(&self) -> db::Time {
        self.clock.now().into()
    }

    /// Stores users, in one transaction if it can be: what became of each, in their order. A user
    /// who is there already, by id or by address, is left alone, so the same import can be run
    /// again.
    ///
    /// # Errors
    /// [`AdminError::Database`] when the database cannot be had. Those before it are stored.
    pub async fn import(
        &self,
        batch: Vec<Imported>,
    ) -> Result<Vec<Result<Outcome, NotImported>>, AdminError> {
        match self.store(batch.clone()).await {
            Ok(outcomes) => return Ok(outcomes),
            Err(db::Error::Unique(_) | db::Error::ForeignKey(_)) => {}
            Err(error) => return Err(error.into()),
        }
        // One of them clashes with what was not looked for: each alone, to know which.
        let mut outcomes = Vec::with_capacity(batch.len());
        for one in batch {
            let email = one.user.email.clone();
            outcomes.extend(match self.store(vec![one]).await {
                Ok(outcome) => outcome,
                Err(db::Error::Unique(_) | db::Error::ForeignKey(_)) => {
                    vec![Err(NotImported::NotUnique(email))]
                }
                Err(error) => return Err(error.into()),
            });
        }
        Ok(outcomes)
    }

    async fn store(
        &self,
        batch: Vec<Imported>,
    ) -> Result<Vec<Result<Outcome, NotImported>>, db::Error> {
        let done = self.database.transaction(WRITING, move |connection| {
            let mut known = Known::among(connection, &batch)?;
            let mut outcomes = Vec::with_capacity(batch.len());
            for one in &batch {
                let outcome = known.outcome(one);
                if let Ok(Outcome::New) = outcome {
                    insert(connection, one)?;
                    known.add(&one.user);
                }
                outcomes.push(outcome);
            }
            Ok(outcomes)
        });
        done.await
    }
}

fn insert(connection: &mut AnyConnection, one: &Imported) -> db::Result<()> {
    users::insert(connection, &one.user)?;
    for account in &one.accounts {
        full_accounts::insert(connection, account)?;
    }
    for session in &one.sessions {
        sessions::insert(connection, session)?;
    }
    Ok(())
}
