//! Making an account.

use db::{Begin, Mode, RawAccess};

use super::sessions::Device;
use crate::{
    accounts::Inner,
    email::Email,
    fault::Fault,
    store::{
        accounts,
        sessions::{self, Session},
        users::{self, User},
    },
};

/// PostgreSQL's index of addresses takes no much longer one. Better Auth knows no bound.
const LONGEST_EMAIL: usize = 2_000;

/// Who wants an account.
pub(crate) struct SignUp {
    pub(crate) name: String,
    pub(crate) email: Email,
    pub(crate) password: String,
    pub(crate) image: Option<String>,
    pub(crate) remember: bool,
}

/// Makes a user with a password and a first session: all three or none. The password is hashed
/// before it is known whether the address is free, so that both answers take the same time.
pub(crate) async fn sign_up(
    inner: &Inner,
    new: SignUp,
    device: Device,
) -> Result<(Session, User), Fault> {
    inner.policy.check_new(&new.password)?;
    if new.email.as_str().len() > LONGEST_EMAIL {
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
    let account_id = inner.entropy.id()?;
    let session = inner.sessions.begin(&user.id, new.remember, device)?;
    let begin = Begin { mode: Mode::Write, user: None };
    let done = inner.database.transaction(begin, move |connection| {
        if users::by_email(connection, &user.email)?.is_some() {
            return Err(Fault::UserAlreadyExists);
        }
        // Of two sign-ups at once both may have come this far; the address is unique.
        users::insert(connection, &user).map_err(|error| match error.into() {
            db::Error::Unique(_) => Fault::UserAlreadyExists,
            error => error.into(),
        })?;
        accounts::insert_credential(connection, &account_id, &user.id, &hash, now)?;
        sessions::insert(connection, &session)?;
        Ok((session, user))
    });
    let (session, user) = done.await?;
    log::info!(user:% = user.id; "signed up");
    Ok((session, user))
}
