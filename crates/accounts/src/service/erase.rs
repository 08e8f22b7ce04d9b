//! What goes when a user goes.

use db::{AnyConnection, Erasure, Time};

use super::revoker::{Ending, Revoked, Revoker};
use crate::store::{accounts, sessions, users, verifications};

/// Deletes a user with everything they own, in the transaction of the caller.
pub(crate) fn erase(
    connection: &mut AnyConnection,
    erasure: Option<&Erasure>,
    revoker: &Revoker,
    user: &str,
    now: Time,
) -> Result<Revoked, db::Error> {
    if let Some(erasure) = erasure {
        erasure.run(connection, user, now)?;
    }
    // Whoever signs in now waits and finds nobody: a session that went by cascade would not be
    // among those whose tokens end.
    users::lock(connection, user)?;
    // Named one by one: databases of older versions have no cascade.
    let ended = sessions::delete_all(connection, user)?;
    let revoked = revoker.revoke(connection, &ended, Ending::User(user))?;
    accounts::delete_all(connection, user)?;
    verifications::delete_of_user(connection, user)?;
    users::delete(connection, user)?;
    Ok(revoked)
}
