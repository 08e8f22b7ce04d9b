//! Changing a password, and checking it once more.

use db::{Begin, Mode, RawAccess};

use super::{
    notices,
    revoker::{Ending, Revoked},
    sessions::Device,
};
use crate::{
    accounts::Inner,
    event::{Caller, Event},
    fault::Fault,
    mail::Notice,
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
    inner.policy.check_personal(&change.new, &user.email, inner.settings.origin.host())?;
    check(inner, &user.id, change.current, caller).await?;
    let hash = inner.hasher.hash(change.new).await?;
    let (id, now) = (user.id.clone(), inner.clock.now().into());
    // It is to be remembered, whatever the one before it was to.
    let end_sessions =
        change.end_sessions || inner.settings.options.email_and_password.revoke_sessions_on_change;
    let begun = end_sessions.then(|| inner.sessions.begin(&user.id, true, device)).transpose()?;
    let revoker = inner.sessions.revoker.clone();
    let begin = Begin { mode: Mode::Write, user: None };
    let done = inner.database.transaction(begin, move |connection| {
        accounts::set_password(connection, &id, &hash, now)?;
        // A link to reset the old one has no business with the new one.
        verifications::delete_of_user(connection, &id)?;
        let mut revoked = Revoked::default();
        if let Some(session) = &begun {
            let ended = sessions::delete_all(connection, &id)?;
            revoked = revoker.revoke(connection, &ended, Ending::User(&id))?;
            sessions::insert(connection, session)?;
        }
        Ok::<_, Fault>((begun, revoked))
    });
    let (begun, revoked) = done.await?;
    inner.sessions.revoker.learn(revoked);
    caller.tell(&Event::PasswordChanged, Some(&user.id));
    notices::tell(inner, &user.id, &user.email, Notice::PasswordChanged);
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
