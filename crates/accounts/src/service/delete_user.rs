//! Ending an account, and all that is its user's.

use chrono::{DateTime, Utc};
use db::{Begin, Erasure, Mode, RawAccess};

use super::{
    erase::erase,
    link_tokens::{self, LinkPurpose},
    passwords,
    revoker::Revoker,
    sessions::Current,
};
use crate::{
    Accounts,
    accounts::Inner,
    event::{Caller, Event},
    fault::Fault,
    flow_fault::FlowFault,
    mail::{Addressed, Letter},
    percent,
    store::{users::User, verifications},
};

/// What users show to be taken for themselves. Without any of it they must have signed in not long
/// ago.
pub(crate) struct Proof {
    pub(crate) password: Option<String>,
    pub(crate) token: Option<String>,
}

/// What became of a wish to be deleted.
pub(crate) enum Deletion {
    /// It is done.
    Done,
    /// The user has a mail with a link that does it.
    Mailed,
}

/// Deletes the user of a session, with everything they own: all of it or, on an error, nothing.
/// Where users are to show by mail that they mean it, they get the mail instead.
pub(crate) async fn delete_user(
    inner: &Inner,
    current: &Current,
    proof: Proof,
    callback: Option<&str>,
    caller: &Caller<'_>,
) -> Result<Deletion, Fault> {
    let options = &inner.settings.options.delete_user;
    if !options.enabled {
        return Err(FlowFault::DeleteUserOff.into());
    }
    let Proof { password, token } = proof;
    let may_be_stale = password.is_some();
    if let Some(password) = password {
        passwords::check(inner, &current.user.id, password, caller).await?;
    }
    if let Some(token) = token {
        delete_by_link(inner, &current.user, token, caller).await?;
        return Ok(Deletion::Done);
    }
    if options.send_verification {
        mail(inner, &current.user, callback).await?;
        return Ok(Deletion::Mailed);
    }
    if !may_be_stale && !inner.sessions.is_fresh(&current.session) {
        return Err(Fault::SessionExpired);
    }
    let (user, erasure, revoker, now) = erased(inner, &current.user);
    let begin = Begin { mode: Mode::Write, user: None };
    let done = inner.database.transaction(begin, move |connection| {
        Ok::<_, Fault>(erase(connection, erasure.as_ref(), &revoker, &user, now.into())?)
    });
    inner.sessions.revoker.learn(done.await?);
    caller.tell(&Event::UserDeleted, Some(&current.user.id));
    Ok(Deletion::Done)
}

/// Deletes the user by a token they were mailed. Whoever else tries it has used it up.
pub(crate) async fn delete_by_link(
    inner: &Inner,
    user: &User,
    token: String,
    caller: &Caller<'_>,
) -> Result<(), Fault> {
    inner.link_tokens.purge().await;
    let (id, erasure, revoker, now) = erased(inner, user);
    let begin = Begin { mode: Mode::Write, user: None };
    let done = inner.database.transaction(begin, move |connection| {
        let whose = link_tokens::consume(connection, LinkPurpose::DeleteUser, &token, now)?;
        if whose.as_ref() != Some(&id) {
            // Not an error here: it would undo that the token is used up.
            return Ok(None);
        }
        let revoked = erase(connection, erasure.as_ref(), &revoker, &id, now.into())?;
        Ok::<_, Fault>(Some(revoked))
    });
    inner.sessions.revoker.learn(done.await?.ok_or(FlowFault::DeleteToken)?);
    caller.tell(&Event::UserDeleted, Some(&user.id));
    Ok(())
}

async fn mail(inner: &Inner, user: &User, callback: Option<&str>) -> Result<(), Fault> {
    let mailer = inner
        .mailer
        .as_ref()
        .ok_or_else(|| Fault::internal("users are to be deleted by mail, and no mail is sent"))?;
    let lasts = inner.settings.options.delete_user.expires_in;
    let (token, row) = inner.link_tokens.make(LinkPurpose::DeleteUser, &user.id, lasts)?;
    let begin = Begin { mode: Mode::Write, user: None };
    let stored = inner.database.transaction(begin, move |connection| {
        Ok::<_, Fault>(verifications::insert(connection, &row)?)
    });
    stored.await?;
    let callback = callback.filter(|url| !url.is_empty()).unwrap_or("/");
    let url = format!(
        "{}{}/delete-user/callback?token={token}&callbackURL={}",
        inner.settings.origin.as_str(),
        Accounts::BASE,
        percent::encode(callback),
    );
    let (user_id, to) = (user.id.clone(), user.email.clone());
    Ok(mailer.send(&Letter::DeleteUser, Addressed { user_id, to, token, url, lasts })?)
}

type Erased = (String, Option<Erasure>, Revoker, DateTime<Utc>);

fn erased(inner: &Inner, user: &User) -> Erased {
    let revoker = inner.sessions.revoker.clone();
    (user.id.clone(), inner.settings.erasure.clone(), revoker, inner.clock.now())
}
