//! A new password for whoever reads the user's mail.

use db::{Begin, Mode, RawAccess};

use super::link_tokens::{self, LinkPurpose};
use crate::{
    Accounts,
    accounts::Inner,
    email::Email,
    event::{Caller, Event},
    fault::Fault,
    flow_fault::FlowFault,
    mail::{Addressed, Letter},
    percent,
    store::{accounts, sessions, users, verifications},
};

/// Mails a link to the user of an address, if there is one. For an address without a user a row is
/// stored all the same, of which nobody learns the token: both take the same time.
pub(crate) async fn request(
    inner: &Inner,
    email: Email,
    redirect_to: Option<String>,
    caller: &Caller<'_>,
) -> Result<(), Fault> {
    let mailer = inner.mailer.as_ref().ok_or(FlowFault::ResetOff)?;
    inner.link_tokens.purge().await;
    let user =
        inner.database.look(move |connection| users::by_email(connection, email.as_str())).await?;
    let nobody = inner.entropy.id()?;
    let lasts = inner.settings.options.email_and_password.reset_expires_in;
    let value = user.as_ref().map_or(&nobody, |user| &user.id);
    let (token, row) = inner.link_tokens.make(LinkPurpose::ResetPassword, value, lasts)?;
    let begin = Begin { mode: Mode::Write, user: None };
    let stored = inner.database.transaction(begin, move |connection| {
        Ok::<_, Fault>(verifications::insert(connection, &row)?)
    });
    stored.await?;
    caller.tell(&Event::PasswordResetRequested, user.as_ref().map(|user| &*user.id));
    let Some(user) = user else { return Ok(()) };
    let url = format!(
        "{}{}/reset-password/{token}?callbackURL={}",
        inner.settings.origin.as_str(),
        Accounts::BASE,
        percent::encode(redirect_to.as_deref().unwrap_or_default()),
    );
    let to = Addressed { user_id: user.id, to: user.email, token, url, lasts };
    Ok(mailer.send(&Letter::Reset, to)?)
}

/// Sets the password of the user whom a link was mailed to. The link works once, and with it go
/// all others that were mailed to the user.
pub(crate) async fn reset(
    inner: &Inner,
    token: String,
    password: String,
    caller: &Caller<'_>,
) -> Result<(), Fault> {
    inner.policy.check_new(&password)?;
    let purpose = LinkPurpose::ResetPassword;
    // A hash costs; nobody gets one for a made-up token.
    let user_id = inner.link_tokens.look(purpose, &token).await?.ok_or(FlowFault::ResetToken)?;
    let hash = inner.hasher.hash(password).await?;
    let (account_id, now) = (inner.entropy.id()?, inner.clock.now());
    let end_sessions = inner.settings.options.email_and_password.revoke_sessions_on_reset;
    let id = user_id.clone();
    let begin = Begin { mode: Mode::Write, user: None };
    let done = inner.database.transaction(begin, move |connection| {
        let consumed = link_tokens::consume(connection, purpose, &token, now)?;
        if consumed.as_ref() != Some(&id) {
            return Err(Fault::Flow(FlowFault::ResetToken));
        }
        if users::by_id(connection, &id)?.is_none() {
            return Err(FlowFault::ResetUser.into());
        }
        if !accounts::set_password(connection, &id, &hash, now.into())? {
            accounts::insert_credential(connection, &account_id, &id, &hash, now.into())?;
        }
        if end_sessions {
            sessions::delete_all(connection, &id)?;
        }
        Ok(verifications::delete_of_user(connection, &id)?)
    });
    done.await?;
    caller.tell(&Event::PasswordReset, Some(&user_id));
    Ok(())
}
