//! What goes when a user goes.

use db::{AnyConnection, Erasure, Time};

use crate::store::{accounts, sessions, users, verifications};

/// Deletes a user with everything they own, in the transaction of the caller.
pub(crate) fn erase(
    connection: &mut AnyConnection,
    erasure: Option<&Erasure>,
    user: &str,
    now: Time,
) -> Result<(), db::Error> {
    if let Some(erasure) = erasure {
        erasure.run(connection, user, now)?;
    }
    // Named one by one: databases of older versions have no cascade.
    sessions::delete_all(connection, user)?;
    accounts::delete_all(connection, user)?;
    verifications::delete_of_user(connection, user)?;
    Ok(users::delete(connection, user)?)
}
