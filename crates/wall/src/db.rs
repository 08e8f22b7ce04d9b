//! The data, shut to everyone but signed-in users.

use std::sync::{Arc, Mutex, PoisonError};

use db_crate::{AnyConnection, Begin, Database, Mode, RawAccess, ScopeUser};
use diesel::connection::SimpleConnection;
use token::Clock;
use uuid::{ContextV7, Timestamp, Uuid};

use crate::{AuthUser, Id, Read, Result, Scope, Write};

/// The data, shut to everyone but signed-in users.
#[derive(Clone, Debug)]
pub struct Db {
    database: Database,
    clock: Clock,
    /// Keeps the ids of one server in order within a millisecond, and when the clock steps back.
    order: Arc<Mutex<ContextV7>>,
}

impl Db {
    /// The data in `database`, at the times that `clock` tells.
    pub fn new(database: Database, clock: Clock) -> Self {
        Self { database, clock, order: Arc::new(Mutex::new(ContextV7::new())) }
    }

    /// Reads what `user` may see, all of it as of one moment.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Unavailable`](crate::Error::Unavailable) when the database
    /// cannot be had.
    pub async fn read<R: Send + 'static>(
        &self,
        user: &AuthUser,
        work: impl FnOnce(&mut Scope<'_, Read>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (db, user) = (self.clone(), user.id().clone());
        self.database
            .transaction(begin(Mode::Read, &user), move |connection| {
                let now = db.clock.now().into();
                Scope::enter(connection, &user, now, &|| db.new_id(), work)
            })
            .await
    }

    /// Writes what `user` may write: all of it or, on an error, none.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Unavailable`](crate::Error::Unavailable) when the database
    /// cannot be had, in which case nothing was written.
    pub async fn write<R: Send + 'static>(
        &self,
        user: &AuthUser,
        work: impl FnOnce(&mut Scope<'_, Write>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (db, user) = (self.clone(), user.id().clone());
        self.database
            .transaction(begin(Mode::Write, &user), move |connection| {
                let now = db.clock.now().into();
                Scope::enter(connection, &user, now, &|| db.new_id(), work)
            })
            .await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::Error::Unavailable) when it does not.
    pub async fn ping(&self) -> Result<()> {
        let select = |connection: &mut AnyConnection| connection.batch_execute("SELECT 1");
        Ok(self.database.look(select).await?)
    }

    fn new_id(&self) -> Id {
        let now = self.clock.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let time = Timestamp::from_unix(&*order, seconds, now.timestamp_subsec_nanos());
        Uuid::new_v7(time).into()
    }
}

fn begin(mode: Mode, user: &crate::UserId) -> Begin {
    Begin { mode, user: Some(ScopeUser::new(user.as_str())) }
}
