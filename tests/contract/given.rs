//! What is in the database before an exchange.

use chrono::{DateTime, TimeDelta, Utc};
use testing::Backend;

use crate::{
    keys::Key,
    people::{Person, hash},
};

/// A row or two.
pub enum Given {
    /// A user who signs in with a password.
    User(Person),
    /// A user without one.
    WithoutPassword(Person),
    /// A session of a user who is given too.
    Session(Session),
    /// A session whose user is gone.
    Orphan(Session),
    /// What a mailed link is looked up by.
    Verification { identifier: &'static str, value: &'static str, expires_in: TimeDelta },
    /// A signing key, and no other.
    Key(Key),
}

/// A session; its times are as seen from the moment of the exchange.
pub struct Session {
    token: &'static str,
    of: Person,
    age: TimeDelta,
    expires_in: TimeDelta,
}

/// A session begun just now.
pub fn session(token: &'static str, of: Person) -> Session {
    Session { token, of, age: TimeDelta::zero(), expires_in: TimeDelta::days(7) }
}

impl Session {
    pub fn aged(mut self, age: TimeDelta) -> Self {
        self.age = age;
        self
    }

    pub fn expires_in(mut self, expires_in: TimeDelta) -> Self {
        self.expires_in = expires_in;
        self
    }
}

impl From<Person> for Given {
    fn from(person: Person) -> Self {
        Self::User(person)
    }
}

impl From<Session> for Given {
    fn from(session: Session) -> Self {
        Self::Session(session)
    }
}

/// Takes away whatever the case before left, but for signing keys.
pub const NOTHING: &str = r#"DELETE FROM "session"; DELETE FROM "account"; DELETE FROM "user";
    DELETE FROM "verification";"#;

impl Given {
    /// The statements that make it so at `now`.
    pub fn sql(&self, on: Backend, now: DateTime<Utc>) -> String {
        match self {
            Self::User(person) => user(person, now) + &credential(person, now),
            Self::WithoutPassword(person) => user(person, now),
            Self::Session(session) => session.sql(now),
            Self::Orphan(session) => {
                let (off, on) = match on {
                    Backend::Sqlite => ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
                    Backend::Postgres => (
                        "SET session_replication_role = replica",
                        "SET session_replication_role = DEFAULT",
                    ),
                };
                format!("{off}; {} {on};", session.sql(now))
            }
            Self::Verification { identifier, value, expires_in } => {
                let (now, expires) = (iso(now), iso(now + *expires_in));
                format!(
                    r#"INSERT INTO "verification"
                         ("id", "identifier", "value", "expiresAt", "createdAt", "updatedAt")
                       VALUES ('{}', '{identifier}', '{value}', '{expires}', '{now}', '{now}');"#,
                    id(identifier)
                )
            }
            Self::Key(key) => key.sql(now),
        }
    }
}

impl Session {
    fn sql(&self, now: DateTime<Utc>) -> String {
        let (created, expires) = (iso(now - self.age), iso(now + self.expires_in));
        format!(
            r#"INSERT INTO "session" ("id", "expiresAt", "token", "createdAt", "updatedAt",
                 "ipAddress", "userAgent", "userId")
               VALUES ('{}', '{expires}', '{}', '{created}', '{created}', '', '', '{}');"#,
            id(self.token),
            self.token,
            self.of.id
        )
    }
}

fn user(person: &Person, now: DateTime<Utc>) -> String {
    let image = person.image.map_or("NULL".to_owned(), |image| format!("'{image}'"));
    let Person { id, name, email, verified, .. } = person;
    let since = person.since.map_or_else(|| iso(now), ToOwned::to_owned);
    let changed = person.changed.unwrap_or(&since);
    format!(
        r#"INSERT INTO "user"
             ("id", "name", "email", "emailVerified", "image", "createdAt", "updatedAt")
           VALUES ('{id}', '{name}', '{email}', {verified}, {image}, '{since}', '{changed}');"#
    )
}

fn credential(person: &Person, now: DateTime<Utc>) -> String {
    let Person { id, account, password, .. } = person;
    let since = person.since.map_or_else(|| iso(now), ToOwned::to_owned);
    format!(
        r#"INSERT INTO "account" ("id", "accountId", "providerId", "userId", "password",
             "createdAt", "updatedAt")
           VALUES ('{account}', '{id}', 'credential', '{id}', '{}', '{since}', '{since}');"#,
        hash(password)
    )
}

/// A row's id, made from what it is known by.
fn id(of: &str) -> String {
    let letters = of.chars().rev().filter(char::is_ascii_alphanumeric);
    letters.chain(std::iter::repeat('0')).take(32).collect()
}

/// As Better Auth writes times.
pub fn iso(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}
