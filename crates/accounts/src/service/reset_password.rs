//! A new password for whoever reads the user's mail.

use db::{Begin, Mode, RawAccess};

use super::{
    link_tokens::{self, LinkPurpose},
    notices,
    revoker::{Ending, Revoked},
};
use crate::{
    Accounts,
    accounts::Inner,
    email::Email,
    event::{Caller, Event},
    fault::Fault,
    flow_fault::FlowFault,
    mail::{Addressed, Letter, Notice},
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
    let unsaid = &inner.settings.options.link_pages.reset;
    let page = redirect_to.as_ref().filter(|url| !url.is_empty()).unwrap_or(unsaid);
    let url = format!(
        "{}{}/reset-password/{token}?callbackURL={}",
        inner.settings.origin.as_str(),
        Accounts::BASE,
        percent::encode(page),
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
    let id = user_id.clone();
    if let Some(user) = inner.database.look(move |connection| users::by_id(connection, &id)).await?
    {
        inner.policy.check_personal(&password, &user.email, inner.settings.origin.host())?;
    }
    let hash = inner.hasher.hash(password).await?;
    let (account_id, now) = (inner.entropy.id()?, inner.clock.now());
    let end_sessions = inner.settings.options.email_and_password.revoke_sessions_on_reset;
    let revoker = inner.sessions.revoker.clone();
    let begin = Begin { mode: Mode::Write, user: None };
    let done = inner.database.transaction(begin, move |connection| {
        let consumed = link_tokens::consume(connection, purpose, &token, now)?;
        if consumed.as_ref() != Some(&user_id) {
            return Err(Fault::Flow(FlowFault::ResetToken));
        }
        let Some(user) = users::by_id(connection, &user_id)? else {
            return Err(FlowFault::ResetUser.into());
        };
        if !accounts::set_password(connection, &user_id, &hash, now.into())? {
            accounts::insert_credential(connection, &account_id, &user_id, &hash, now.into())?;
        }
        let mut revoked = Revoked::default();
        if end_sessions {
            let ended = sessions::delete_all(connection, &user_id)?;
            revoked = revoker.revoke(connection, &ended, Ending::User(&user_id))?;
        }
        verifications::delete_of_user(connection, &user_id)?;
        Ok((user, revoked))
    });
    let (user, revoked) = done.await?;
    inner.sessions.revoker.learn(revoked);
    caller.tell(&Event::PasswordReset, Some(&user.id));
    notices::tell(inner, &user.id, &user.email, Notice::PasswordChanged);
    Ok(())
}
