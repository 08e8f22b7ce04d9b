//! Asking for another address.

use db::RawAccess;

use super::{
    email_token::{EmailChange, EmailClaims},
    sessions::Current,
    verification, verification_mail,
};
use crate::{
    accounts::Inner,
    email::Email,
    fault::Fault,
    flow_fault::FlowFault,
    mail::Letter,
    store::users::{self, User},
};

/// Begins the change of a user's address, or makes it at once where that is allowed: then
/// answers the user as they are now. An address that is taken is answered as one that is free.
pub(crate) async fn change_email(
    inner: &Inner,
    current: &Current,
    to: Email,
    callback: Option<&str>,
) -> Result<Option<User>, Fault> {
    let options = &inner.settings.options.change_email;
    let user = &current.user;
    if !options.enabled {
        return Err(FlowFault::ChangeEmailOff.into());
    }
    if to.as_str() == user.email {
        return Err(FlowFault::SameEmail.into());
    }
    // Told before the address is looked for: otherwise it would show whether it is taken.
    let at_once = options.without_verification && !user.email_verified;
    if !at_once && inner.mailer.is_none() {
        return Err(FlowFault::NoWayToChangeEmail.into());
    }
    if to.is_too_long() {
        return Err(Fault::InvalidEmail);
    }
    if at_once {
        let now = inner.clock.now();
        let changed = verification::change_email(inner, user.clone(), to, None, now).await?;
        if let Some(user) = changed.as_ref().filter(|_| inner.mailer.is_some()) {
            verification_mail::send(inner, user, callback)?;
        }
        return Ok(changed);
    }
    let wanted = to.clone();
    let taken =
        inner.database.look(move |connection| users::by_email(connection, wanted.as_str())).await?;
    if let (None, Some(mailer)) = (taken, &inner.mailer) {
        let ask_old = options.send_confirmation && user.email_verified;
        let (letter, step, whom) = if ask_old {
            let letter = Letter::ChangeEmail { new_email: to.as_str().to_owned() };
            (letter, EmailChange::Confirmation, &*user.email)
        } else {
            (Letter::VerifyNew, EmailChange::Verification, to.as_str())
        };
        let claims = EmailClaims::change(&user.id, &user.email, to.as_str(), step);
        verification_mail::mail(inner, mailer, &letter, claims, (&user.id, whom, callback))?;
    }
    Ok(None)
}
