//! Making an account.

use db::{AnyConnection, Begin, Mode, RawAccess, Time};

use super::{sessions::Device, verification_mail};
use crate::{
    accounts::Inner,
    email::Email,
    event::{Caller, Event},
    fault::Fault,
    flow_fault::FlowFault,
    store::{
        accounts,
        sessions::{self, Session},
        users::{self, User},
    },
};

/// Who wants an account.
pub(crate) struct SignUp {
    pub(crate) name: String,
    pub(crate) email: Email,
    pub(crate) password: String,
    pub(crate) image: Option<String>,
    pub(crate) remember: bool,
    /// Where the link of the mail that verifies the address leads in the end.
    pub(crate) callback: Option<String>,
}

/// What is stored at once.
struct Newcomer {
    user: User,
    account_id: String,
    hash: String,
    session: Option<Session>,
}

/// Makes a user with a password and, unless they have to sign in by themselves, a first session:
/// all or none. The password is hashed before it is known whether the address is free, so that both
/// answers take the same time.
pub(crate) async fn sign_up(
    inner: &Inner,
    new: SignUp,
    device: Device,
    caller: &Caller<'_>,
) -> Result<(Option<Session>, User), Fault> {
    let options = &inner.settings.options;
    if !options.email_and_password.enabled || !options.email_and_password.sign_up {
        return Err(FlowFault::SignUpOff.into());
    }
    let discreet = options.email_and_password.is_discreet();
    let (callback, newcomer) = newcomer(inner, new, (!discreet).then_some(device)).await?;
    let shown = newcomer.user.clone();
    let begin = Begin { mode: Mode::Write, user: None };
    let done = inner.database.transaction(begin, move |connection| {
        if users::by_email(connection, &newcomer.user.email)?.is_some() {
            if !discreet {
                return Err(Fault::UserAlreadyExists);
            }
            insert_and_delete(connection, &newcomer)?;
            return Ok(None);
        }
        // Of two sign-ups at once both may have come this far; the address is unique.
        insert(connection, &newcomer).map_err(|error| match error {
            db::Error::Unique(_) => Fault::UserAlreadyExists,
            error => error.into(),
        })?;
        Ok(Some(newcomer.session))
    });
    let session = match done.await {
        Ok(Some(session)) => session,
        Ok(None) => return Ok((None, shown)),
        Err(Fault::UserAlreadyExists) if discreet => return Ok((None, shown)),
        Err(error) => return Err(error),
    };
    caller.tell(&Event::SignedUp, Some(&shown.id));
    let sends = options.email_verification.send_on_sign_up;
    if sends.unwrap_or(options.email_and_password.require_verification) && inner.mailer.is_some() {
        verification_mail::send(inner, &shown, callback.as_deref())?;
    }
    Ok((session, shown))
}

/// All that a new user has, and where they want to be sent by mail.
async fn newcomer(
    inner: &Inner,
    new: SignUp,
    signed_in_on: Option<Device>,
) -> Result<(Option<String>, Newcomer), Fault> {
    inner.policy.check_new(&new.password)?;
    let host = inner.settings.origin.host();
    inner.policy.check_personal(&new.password, new.email.as_str(), host)?;
    if new.email.is_too_long() {
        return Err(Fault::InvalidEmail);
    }
    let hash = inner.hasher.hash(new.password).await?;
    let now = inner.clock.now().into();
    let user = User {
        id: inner.entropy.id()?,
        name: new.name,
        email: new.email.into_string(),
        email_verified: false,
        image: new.image,
        created_at: now,
        updated_at: now,
    };
    let session = signed_in_on.map(|device| inner.sessions.begin(&user.id, new.remember, device));
    let (account_id, session) = (inner.entropy.id()?, session.transpose()?);
    Ok((new.callback, Newcomer { user, account_id, hash, session }))
}

fn insert(connection: &mut AnyConnection, new: &Newcomer) -> Result<(), db::Error> {
    let Newcomer { user, account_id, hash, session } = new;
    let now: Time = user.created_at;
    users::insert(connection, user)?;
    accounts::insert_credential(connection, account_id, &user.id, hash, now)?;
    if let Some(session) = session {
        sessions::insert(connection, session)?;
    }
    Ok(())
}

/// Does what a sign-up does, and undoes it: a taken address is not to be told by the time it takes.
fn insert_and_delete(connection: &mut AnyConnection, new: &Newcomer) -> Result<(), db::Error> {
    let Newcomer { user, account_id, hash, .. } = new;
    // No address of Better Auth's syntax: nobody has it.
    let decoy = User { email: format!("{}@", user.id), ..user.clone() };
    users::insert(connection, &decoy)?;
    accounts::insert_credential(connection, account_id, &decoy.id, hash, decoy.created_at)?;
    accounts::delete_all(connection, &decoy.id)?;
    Ok(users::delete(connection, &decoy.id)?)
}
