//! Signing in with a password.

use db::{Begin, Mode, RawAccess};

use super::{sessions::Device, verification_mail};
use crate::{
    accounts::Inner,
    email::Email,
    event::{Caller, Event, SignInFailure},
    fault::Fault,
    flow_fault::FlowFault,
    store::{
        accounts,
        sessions::{self, Session},
        users::{self, User},
    },
};

/// Begins a session for whoever knows the password of the address. An unknown address, a wrong
/// password and an account without one cost one hash each and are answered alike. Only who knows
/// the password is told that the address is not verified, where it has to be.
pub(crate) async fn sign_in(
    inner: &Inner,
    email: &str,
    password: String,
    remember: bool,
    callback: Option<&str>,
    device: Device,
    caller: &Caller<'_>,
) -> Result<(Session, User), Fault> {
    let options = &inner.settings.options;
    if !options.email_and_password.enabled {
        return Err(FlowFault::PasswordsOff.into());
    }
    let email = Email::parse(email).map_err(|_| Fault::InvalidEmail)?;
    inner.policy.check_tried(&password)?;
    let guess = inner.limiter.try_sign_in(email.as_str(), caller.address).await;
    let guess = guess.inspect_err(|fault| {
        if matches!(fault, Fault::TooManyRequests { .. }) {
            caller.tell(&Event::LimitHit("sign-in-tries".into()), None);
        }
    })?;
    let found = inner.database.look(move |connection| {
        let Some(user) = users::by_email(connection, email.as_str())? else { return Ok(None) };
        let hash = accounts::password_hash(connection, &user.id)?;
        Ok(Some((user, hash)))
    });
    let (user, hash) = found.await?.map_or((None, None), |(user, hash)| (Some(user), hash));
    let right = inner.hasher.verify(password, hash).await?;
    let user = match user {
        Some(user) if right => user,
        user => {
            let why = match user {
                Some(_) => SignInFailure::WrongPassword,
                None => SignInFailure::UnknownAddress,
            };
            caller.tell(&Event::SignInFailed(why), user.as_ref().map(|user| &*user.id));
            guess.failed().await?;
            return Err(Fault::InvalidEmailOrPassword);
        }
    };

    guess.succeeded().await?;
    if options.email_and_password.require_verification && !user.email_verified {
        if options.email_verification.send_on_sign_in && inner.mailer.is_some() {
            verification_mail::send(inner, &user, callback)?;
        }
        let why = Event::SignInFailed(SignInFailure::UnverifiedAddress);
        caller.tell(&why, Some(&user.id));
        return Err(FlowFault::EmailNotVerified.into());
    }

    let session = inner.sessions.begin(&user.id, remember, device)?;
    let stored = session.clone();
    let begin = Begin { mode: Mode::Write, user: None };
    inner
        .database
        .transaction(begin, move |connection| {
            sessions::insert(connection, &stored).map_err(|error| match error.into() {
                // The user was deleted since.
                db::Error::ForeignKey(_) => Fault::InvalidEmailOrPassword,
                error => error.into(),
            })
        })
        .await?;
    caller.tell(&Event::SignedIn, Some(&user.id));
    Ok((session, user))
}
