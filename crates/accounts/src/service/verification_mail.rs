//! Mailing the links that prove an address.

use db::RawAccess;

use super::email_token::EmailClaims;
use crate::{
    Accounts,
    accounts::Inner,
    email::Email,
    fault::Fault,
    flow_fault::FlowFault,
    mail::{Addressed, Letter, Mailer},
    percent,
    store::users::{self, User},
};

/// Mails a user the link that verifies their address.
pub(crate) fn send(inner: &Inner, user: &User, callback: Option<&str>) -> Result<(), Fault> {
    let mailer = inner.mailer.as_ref().ok_or(FlowFault::VerificationOff)?;
    let claims = EmailClaims::address(&user.id, &user.email);
    mail(inner, mailer, &Letter::Verify, claims, (&user.id, &user.email, callback))
}

/// Mails a link with those claims in it to an address.
pub(crate) fn mail(
    inner: &Inner,
    mailer: &Mailer,
    letter: &Letter,
    claims: EmailClaims,
    (user_id, to, callback): (&str, &str, Option<&str>),
) -> Result<(), Fault> {
    let lasts = inner.settings.options.email_verification.expires_in;
    let token = inner.email_tokens.sign(claims, inner.clock.now(), lasts)?;
    let unsaid = &inner.settings.options.link_pages.verified;
    let callback = callback.filter(|url| !url.is_empty()).unwrap_or(unsaid);
    let url = format!(
        "{}{}/verify-email?token={token}&callbackURL={}",
        inner.settings.origin.as_str(),
        Accounts::BASE,
        percent::encode(callback),
    );
    let (user_id, to) = (user_id.to_owned(), to.to_owned());
    Ok(mailer.send(letter, Addressed { user_id, to, token, url, lasts })?)
}

/// Mails the user of an address, if there is one whose address is not verified.
pub(crate) async fn send_to(
    inner: &Inner,
    email: Email,
    callback: Option<&str>,
) -> Result<(), Fault> {
    let user =
        inner.database.look(move |connection| users::by_email(connection, email.as_str())).await?;
    match user.filter(|user| !user.email_verified) {
        Some(user) => send(inner, &user, callback),
        None => Ok(()),
    }
}
