//! What the pool needs to know of a connection.

use derive_more::{Deref, DerefMut, Display, Error, From};
use diesel::ConnectionError;

use crate::{
    DatabaseUrl,
    connection::{AnyConnection, Mode},
};

/// A connection of the pool.
#[derive(Deref, DerefMut)]
pub(crate) struct Pooled {
    #[deref]
    #[deref_mut]
    connection: AnyConnection,
    /// The server has gone away from it. Diesel notices that in a statement's error only, and
    /// forgets it.
    pub(crate) dead: bool,
}

pub(crate) struct Manager {
    pub(crate) url: DatabaseUrl,
    pub(crate) mode: Mode,
}

#[derive(Debug, Display, Error, From)]
pub(crate) struct ConnectFailed(ConnectionError);

impl r2d2::ManageConnection for Manager {
    type Connection = Pooled;
    type Error = ConnectFailed;

    fn connect(&self) -> Result<Pooled, ConnectFailed> {
        let connection = AnyConnection::open(&self.url, self.mode)?;
        Ok(Pooled { connection, dead: false })
    }

    /// Not asked at check-out: a query before every query. A dead connection is found out by the
    /// first statement on it, and replaced.
    fn is_valid(&self, _: &mut Pooled) -> Result<(), ConnectFailed> {
        Ok(())
    }

    fn has_broken(&self, connection: &mut Pooled) -> bool {
        use diesel::r2d2::R2D2Connection;
        connection.dead || std::thread::panicking() || connection.connection.is_broken()
    }
}
