//! Ending an account, and all that is its user's.

use db::{Begin, Mode, RawAccess};

use super::{
    erase::erase,
    passwords,
    sessions::{Current, FRESH},
};
use crate::{accounts::Inner, fault::Fault};

/// What users show to be taken for themselves. Without either they must have signed in not long
/// ago.
pub(crate) struct Proof {
    pub(crate) password: Option<String>,
    pub(crate) token: Option<String>,
}

/// Deletes the user of a session, with everything they own: all of it or, on an error, nothing.
pub(crate) async fn delete_user(
    inner: &Inner,
    current: &Current,
    proof: Proof,
) -> Result<(), Fault> {
    check(inner, current, proof).await?;
    let id = current.user.id.clone();
    let (user, erasure, now) =
        (id.clone(), inner.settings.erasure.clone(), inner.clock.now().into());
    let begin = Begin { mode: Mode::Write, user: None };
    inner
        .database
        .transaction(begin, move |connection| {
            Ok::<_, Fault>(erase(connection, erasure.as_ref(), &user, now)?)
        })
        .await?;
    log::info!(user:% = id; "deleted, with all that was theirs");
    Ok(())
}

/// Goes on only if all that is shown is good. The password is looked at first.
async fn check(inner: &Inner, current: &Current, proof: Proof) -> Result<(), Fault> {
    let is_fresh = *current.session.created_at + FRESH >= inner.clock.now();
    let Proof { password, token } = proof;
    let may_be_stale = password.is_some();
    if let Some(password) = password {
        passwords::check(inner, &current.user.id, password).await?;
    }
    if token.is_some() {
        // No mail has been sent that could have brought one.
        return Err(Fault::UnknownDeleteToken);
    }
    if is_fresh || may_be_stale { Ok(()) } else { Err(Fault::SessionExpired) }
}
