//! What goes when a user goes.

use std::{fmt, sync::Arc};

use diesel::connection::SimpleConnection;

use crate::{AnyConnection, Result, ScopeUser, Time};

type Erase = dyn Fn(&mut AnyConnection, &str, Time) -> Result<()> + Send + Sync;

/// Deletes what a user owns, as a part of the transaction that deletes the user. Made by the wall,
/// run by the accounts, and passed from the one to the other by an application to which it is
/// closed.
#[derive(Clone)]
pub struct Erasure(Arc<Erase>);

impl Erasure {
    /// An erasure by `erase`, which is called in the user's name.
    pub fn new(
        erase: impl Fn(&mut AnyConnection, &str, Time) -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(erase))
    }

    /// Deletes what `user` owns. The transaction goes on in the name it had before.
    ///
    /// # Errors
    /// Those of the statements, after which the transaction cannot be committed.
    pub fn run(&self, connection: &mut AnyConnection, user: &str, now: Time) -> Result<()> {
        if let AnyConnection::Postgres(connection) = connection {
            connection.batch_execute(&ScopeUser::new(user).assume())?;
        }
        (self.0)(connection, user, now)?;
        if let AnyConnection::Postgres(connection) = connection {
            connection.batch_execute("RESET ROLE; SET LOCAL app.user_id = ''")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Erasure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Erasure")
    }
}
