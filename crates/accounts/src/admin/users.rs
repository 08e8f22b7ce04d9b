//! Users, one at a time.

use db::{AnyConnection, RawAccess};

use super::{Admin, AdminError, NewUser, UserLine, WRITING, Who};
use crate::{
    email::Email,
    service::{erase::erase, revoker::Ending},
    store::{
        accounts, sessions,
        users::{self, User},
    },
};

impl Admin {
    /// Up to `limit` users after the one with the id `after`, in the order of their ids.
    ///
    /// # Errors
    /// [`AdminError::Database`].
    pub async fn list(
        &self,
        after: Option<String>,
        limit: u32,
    ) -> Result<Vec<UserLine>, AdminError> {
        let page = self
            .database
            .look(move |connection| users::page(connection, after.as_deref(), i64::from(limit)));
        Ok(page.await?.into_iter().map(UserLine::from).collect())
    }

    /// Makes a user who signs in with a password. Answers the id.
    ///
    /// # Errors
    /// [`AdminError`] says what is wrong with them, or that there is one already.
    pub async fn create(&self, new: NewUser, password: String) -> Result<String, AdminError> {
        let address = new.email.clone();
        let email = Email::parse(&new.email).map_err(|_| AdminError::NoAddress(address.clone()))?;
        if new.name.contains('\0') {
            return Err(AdminError::Unstorable("the name"));
        }
        self.policy.check_new(&password)?;
        self.policy.check_personal(&password, email.as_str(), "")?;
        let hash = self.hasher.hash(password).await?;
        let now = self.clock.now().into();
        let user = User {
            id: self.entropy.id()?,
            name: new.name,
            email: email.into_string(),
            email_verified: new.verified,
            image: None,
            created_at: now,
            updated_at: now,
        };
        let account = self.entropy.id()?;
        let done = self.database.transaction(WRITING, move |connection| {
            if users::by_email(connection, &user.email)?.is_some() {
                return Err(AdminError::Taken(user.email));
            }
            users::insert(connection, &user)?;
            accounts::insert_credential(connection, &account, &user.id, &hash, now)?;
            Ok(user.id)
        });
        done.await.map_err(|error| match error {
            // Someone signed up with it in this moment.
            AdminError::Database(db::Error::Unique(_)) => AdminError::Taken(address),
            error => error,
        })
    }

    /// Gives a user another password, or a first one. Their sessions end, unless they are kept.
    ///
    /// # Errors
    /// [`AdminError::NoSuchUser`], [`AdminError::Password`], or what kept it from being done.
    pub async fn set_password(
        &self,
        who: Who,
        password: String,
        keep_sessions: bool,
    ) -> Result<(), AdminError> {
        self.policy.check_new(&password)?;
        let user = self.find(who.clone()).await?;
        self.policy.check_personal(&password, user.email(), "")?;
        let hash = self.hasher.hash(password).await?;
        let (account, now) = (self.entropy.id()?, self.clock.now().into());
        let revoker = self.revoker.clone();
        let done = self.database.transaction(WRITING, move |connection| {
            let user = found(connection, &who)?;
            users::lock(connection, &user.id)?;
            if !accounts::set_password(connection, &user.id, &hash, now)? {
                accounts::insert_credential(connection, &account, &user.id, &hash, now)?;
            }
            if !keep_sessions {
                let ended = sessions::delete_all(connection, &user.id)?;
                drop(revoker.revoke(connection, &ended, Ending::User(&user.id))?);
            }
            Ok(())
        });
        done.await
    }

    /// Ends all of a user's sessions. Tokens that were given out go with them or, where servers do
    /// not mind that, last until they expire.
    ///
    /// # Errors
    /// [`AdminError::NoSuchUser`], or what kept it from being done.
    pub async fn revoke_sessions(&self, who: Who) -> Result<(), AdminError> {
        let revoker = self.revoker.clone();
        let done = self.database.transaction(WRITING, move |connection| {
            let user = found(connection, &who)?;
            let ended = sessions::delete_all(connection, &user.id)?;
            drop(revoker.revoke(connection, &ended, Ending::User(&user.id))?);
            Ok(())
        });
        done.await
    }

    /// Deletes a user with everything they own: all of it or, on an error, nothing.
    ///
    /// # Errors
    /// [`AdminError::NoSuchUser`], or what kept it from being done.
    pub async fn delete(&self, who: Who) -> Result<(), AdminError> {
        let (erasure, revoker) = (self.erasure.clone(), self.revoker.clone());
        let now = self.clock.now().into();
        let done = self.database.transaction(WRITING, move |connection| {
            let user = found(connection, &who)?;
            drop(erase(connection, Some(&erasure), &revoker, &user.id, now)?);
            Ok(())
        });
        done.await
    }

    /// The user that is meant.
    ///
    /// # Errors
    /// [`AdminError::NoSuchUser`], or [`AdminError::Database`].
    pub async fn find(&self, who: Who) -> Result<UserLine, AdminError> {
        let (wanted, named) = (who.clone(), who.to_string());
        let found = self.database.look(move |connection| look_up(connection, &wanted)).await?;
        found.map(UserLine::from).ok_or(AdminError::NoSuchUser(named))
    }
}

fn look_up(connection: &mut AnyConnection, who: &Who) -> diesel::QueryResult<Option<User>> {
    match who {
        Who::Email(email) => users::by_email(connection, email),
        Who::Id(id) => users::by_id(connection, id),
    }
}

fn found(connection: &mut AnyConnection, who: &Who) -> Result<User, AdminError> {
    look_up(connection, who)?.ok_or_else(|| AdminError::NoSuchUser(who.to_string()))
}
