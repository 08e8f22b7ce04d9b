//! Changing a password, and checking it once more.

use db::{Begin, Mode, RawAccess};

use super::sessions::Device;
use crate::{
    accounts::Inner,
    event::{Caller, Event},
    fault::Fault,
    store::{
        accounts,
        sessions::{self, Session},
        users::User,
        verifications,
    },
};

/// A new password for an old one.
pub(crate) struct PasswordChange {
    pub(crate) new: String,
    pub(crate) current: String,
    /// Whether every session of the user is to end.
    pub(crate) end_sessions: bool,
}

/// Changes a user's password. Where all sessions end, answers the one that begins instead.
pub(crate) async fn change(
    inner: &Inner,
    user: &User,
    change: PasswordChange,
    device: Device,
    caller: &Caller<'_>,
) -> Result<Option<Session>, Fault> {
    inner.policy.check_new(&change.new)?;
    check(inner, &user.id, change.current, caller).await?;
    let hash = inner.hasher.hash(change.new).await?;
    let (id, now) = (user.id.clone(), inner.clock.now().into());
    // It is to be remembered, whatever the one before it was to.
    let begun =
        change.end_sessions.then(|| inner.sessions.begin(&user.id, true, device)).transpose()?;
    let begin = Begin { mode: Mode::Write, user: None };
    let done = inner.database.transaction(begin, move |connection| {
        accounts::set_password(connection, &id, &hash, now)?;
        // A link to reset the old one has no business with the new one.
        verifications::delete_of_user(connection, &id)?;
        if let Some(session) = &begun {
            sessions::delete_all(connection, &id)?;
            sessions::insert(connection, session)?;
        }
        Ok::<_, Fault>(begun)
    });
    let begun = done.await?;
    caller.tell(&Event::PasswordChanged, Some(&user.id));
    Ok(begun)
}

/// Goes on only if it is the user's password.
pub(crate) async fn check(
    inner: &Inner,
    user_id: &str,
    password: String,
    caller: &Caller<'_>,
) -> Result<(), Fault> {
    inner.policy.check_tried(&password)?;
    let id = user_id.to_owned();
    let hash = inner.database.look(move |connection| accounts::password_hash(connection, &id));
    let hash = hash.await?.ok_or(Fault::CredentialAccountNotFound)?;
    if inner.hasher.verify(password, Some(hash)).await? {
        Ok(())
    } else {
        caller.tell(&Event::PasswordCheckFailed, Some(user_id));
        Err(Fault::InvalidPassword)
    }
}
