//! Ending an account, and all that is its user's.

use chrono::TimeDelta;
use db::{Begin, Mode, RawAccess};

use super::sessions::Current;
use crate::{
    accounts::Inner,
    fault::Fault,
    store::{accounts, sessions, users},
};

/// A session that began longer ago is not fresh: `session.freshAge`.
const FRESH: TimeDelta = TimeDelta::days(1);

/// Deletes the user of a session, with everything they own: all of it or, on an error, nothing.
/// They show that it is they by their password, or by having signed in not long ago.
pub(crate) async fn delete_user(
    inner: &Inner,
    current: &Current,
    password: Option<String>,
) -> Result<(), Fault> {
    match password {
        Some(password) => check_password(inner, &current.user.id, password).await?,
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

async fn check_password(inner: &Inner, user_id: &str, password: String) -> Result<(), Fault> {
    inner.policy.check_tried(&password)?;
    let user_id = user_id.to_owned();
    let hash = inner.database.look(move |connection| accounts::password_hash(connection, &user_id));
    let hash = hash.await?.ok_or(Fault::CredentialAccountNotFound)?;
    if inner.hasher.verify(password, Some(hash)).await? {
        Ok(())
    } else {
        Err(Fault::InvalidPassword)
    }
}
