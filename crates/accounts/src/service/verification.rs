//! Showing that an address is its user's.

use chrono::{DateTime, Utc};
use db::{Begin, Mode, RawAccess};

use super::{
    email_token::{BadEmailToken, EmailChange, EmailClaims},
    notices,
    verification_mail::{mail, send},
};
use crate::{
    accounts::Inner,
    email::Email,
    fault::Fault,
    flow_fault::{FlowFault, LinkFault},
    mail::{Letter, Notice},
    store::{
        users::{self, User},
        verifications,
    },
};

/// What a followed link brought about.
pub(crate) enum Verified {
    /// The user's address is verified now.
    Now(User),
    /// It was so before.
    Before,
    /// The old address agrees; the new one has a mail.
    Agreed,
    /// The user has another address.
    Changed(User),
}

/// Does what a link's token is for. `signed_in` is the user who follows the link, where that is
/// known.
pub(crate) async fn follow(
    inner: &Inner,
    token: &str,
    signed_in: Option<&User>,
    callback: Option<&str>,
) -> Result<Verified, Fault> {
    let claims = inner.email_tokens.read(token, inner.clock.now()).map_err(|bad| match bad {
        BadEmailToken::Expired => LinkFault::Expired,
        BadEmailToken::Invalid => LinkFault::Invalid,
    })?;
    match &claims.update_to {
        None => verify(inner, claims).await,
        Some(to) => {
            let to = Email::parse(to).map_err(|_| LinkFault::Invalid)?;
            change(inner, &claims, to, signed_in, callback).await
        }
    }
}

async fn verify(inner: &Inner, claims: EmailClaims) -> Result<Verified, Fault> {
    let now = inner.clock.now();
    let begin = Begin { mode: Mode::Write, user: None };
    let done = inner.database.transaction(begin, move |connection| {
        let Some(mut user) = users::by_email(connection, &claims.email)? else {
            return Err(Fault::from(LinkFault::NoUser));
        };
        if claims.user_id.is_some_and(|id| id != user.id) {
            return Err(LinkFault::Invalid.into());
        }
        if user.email_verified {
            return Ok(Verified::Before);
        }
        if !users::verify_email(connection, &user.id, &user.email, now.into())? {
            return Err(LinkFault::NoUser.into());
        }
        (user.email_verified, user.updated_at) = (true, now.into());
        Ok(Verified::Now(user))
    });
    done.await
}

async fn change(
    inner: &Inner,
    claims: &EmailClaims,
    to: Email,
    signed_in: Option<&User>,
    callback: Option<&str>,
) -> Result<Verified, Fault> {
    let id = claims.user_id.clone().ok_or(LinkFault::Invalid)?;
    let user = inner.database.look(move |connection| users::by_id(connection, &id)).await?;
    let user = user.ok_or(LinkFault::NoUser)?;
    if user.email != claims.email {
        return Err(LinkFault::Invalid.into());
    }
    if signed_in.is_some_and(|other| other.id != user.id) {
        return Err(LinkFault::OtherUser.into());
    }
    match claims.step() {
        EmailChange::Confirmation => {
            if let Some(mailer) = &inner.mailer {
                let step = EmailChange::Verification;
                let claims = EmailClaims::change(&user.id, &user.email, to.as_str(), step);
                let whom = (&*user.id, to.as_str(), callback);
                mail(inner, mailer, &Letter::VerifyNew, claims, whom)?;
            }
            Ok(Verified::Agreed)
        }
        EmailChange::Verification => set(inner, user, to, None).await.map(Verified::Changed),
        EmailChange::Legacy => {
            let user = set(inner, user, to, Some(false)).await?;
            if inner.mailer.is_some() {
                send(inner, &user, callback)?;
            }
            Ok(Verified::Changed(user))
        }
    }
}

/// Gives a user another address. Links that were mailed to the old one work no more. An address
/// that someone took meanwhile makes the link a bad one.
async fn set(inner: &Inner, user: User, to: Email, verified: Option<bool>) -> Result<User, Fault> {
    let now = inner.clock.now();
    let changed = change_email(inner, user, to, verified, now).await?;
    Ok(changed.ok_or(LinkFault::Invalid)?)
}

/// The user with another address; `None` if it is taken, or theirs has changed meanwhile.
pub(crate) async fn change_email(
    inner: &Inner,
    mut user: User,
    to: Email,
    verified: Option<bool>,
    now: DateTime<Utc>,
) -> Result<Option<User>, Fault> {
    let old = user.email.clone();
    let begin = Begin { mode: Mode::Write, user: None };
    let changed = inner.database.transaction(begin, move |connection| {
        let old = (&*user.id, &*user.email);
        if !users::change_email(connection, old, (to.as_str(), verified), now.into())? {
            return Ok(None);
        }
        verifications::delete_of_user(connection, &user.id)?;
        user.email = to.into_string();
        user.email_verified = verified.unwrap_or(user.email_verified);
        user.updated_at = now.into();
        Ok::<_, db::Error>(Some(user))
    });
    let changed = match changed.await {
        Err(db::Error::Unique(_)) => None,
        changed => changed?,
    };
    if let Some(user) = &changed {
        notices::tell(inner, &user.id, &old, Notice::EmailChanged);
    }
    Ok(changed)
}

impl From<LinkFault> for Fault {
    fn from(fault: LinkFault) -> Self {
        FlowFault::Link(fault).into()
    }
}
