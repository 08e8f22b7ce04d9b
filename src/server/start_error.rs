use std::io;

use derive_more::{Display, Error, From};
use token::WeakSecret;

/// Why the server did not start, or stopped.
#[derive(Debug, Display, Error, From)]
pub enum StartError {
    /// The database could not be had, or not be brought up to date.
    #[display("database: {_0}")]
    Database(wall::DatabaseError),
    /// The address could not be listened on, or the server broke.
    #[display("{_0}")]
    Io(io::Error),
    /// The rows in the database are of another issuer's users.
    #[display("{_0}")]
    Issuer(wall::IssuerError),
    /// The accounts could not be opened.
    #[display("accounts: {_0}")]
    Accounts(accounts::OpenError),
    /// The shared secret is too short. The configuration's check is before this one.
    #[display("OWNLY_JWT_SECRET: {_0}")]
    Secret(WeakSecret),
    /// The blocking pool broke down.
    #[display("{_0}")]
    Blocking(actix_web::error::BlockingError),
}
