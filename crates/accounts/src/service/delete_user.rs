//! Ending an account, and all that is its user's.

use db::{Begin, Mode, RawAccess};

use super::{
    passwords,
    sessions::{Current, FRESH},
};
use crate::{
    accounts::Inner,
    fault::Fault,
    store::{accounts, sessions, users},
};

/// Deletes the user of a session, with everything they own: all of it or, on an error, nothing.
/// They show that it is they by their password, or by having signed in not long ago.
pub(crate) async fn delete_user(
    inner: &Inner,
    current: &Current,
    password: Option<String>,
) -> Result<(), Fault> {
    match password {
        Some(password) => passwords::check(inner, &current.user.id, password).await?,
        None if *current.session.created_at + FRESH < inner.clock.now() => {
            return Err(Fault::SessionExpired);
        }
        None => {}
    }
    let id = current.user.id.clone();
    let (user, erasure, now) =
        (id.clone(), inner.settings.erasure.clone(), inner.clock.now().into());
    let begin = Begin { mode: Mode::Write, user: None };
    inner
        .database
        .transaction(begin, move |connection| {
            if let Some(erasure) = erasure {
                erasure.run(connection, &user, now)?;
            }
            // Named one by one: databases of older versions have no cascade.
            sessions::delete_all(connection, &user)?;
            accounts::delete_all(connection, &user)?;
            Ok::<_, Fault>(users::delete(connection, &user)?)
        })
        .await?;
    log::info!(user:% = id; "deleted, with all that was theirs");
    Ok(())
}
