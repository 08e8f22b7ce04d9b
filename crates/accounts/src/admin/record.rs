//! A user as a line of JSON.

use db::Time;
use derive_more::{Display, Error};
use serde_json::{Map, Value};
use token::Subject;

use super::{Admin, Imported};
use crate::{
    email::Email,
    password::StoredHash,
    random::EntropyUnavailable,
    store::{full_accounts::FullAccount, users::User},
};

/// The members that a line may have.
const MEMBERS: [&str; 8] =
    ["id", "email", "name", "emailVerified", "image", "password", "createdAt", "updatedAt"];

/// PostgreSQL's index of addresses takes no much longer one.
const LONGEST_EMAIL: usize = 2_000;

/// Why a line is no user. Shown without the values it holds, which may be secret.
#[derive(Debug, Clone, PartialEq, Eq, Display, Error)]
pub enum BadRecord {
    /// Not a JSON object in UTF-8.
    #[display("not a JSON object")]
    NotAnObject,
    /// A member that is not known.
    #[display("unknown member {name}; known are {}", MEMBERS.join(", "))]
    Unknown {
        /// Its name.
        name: String,
    },
    /// A member of a wrong type or form.
    #[display("{name} is not {expected}")]
    Bad {
        /// Its name.
        name: &'static str,
        /// What it has to be.
        expected: &'static str,
    },
    /// No random bytes were to be had for an id.
    #[display("no random bytes to be had")]
    Entropy,
}

impl From<EntropyUnavailable> for BadRecord {
    fn from(_: EntropyUnavailable) -> Self {
        Self::Entropy
    }
}

impl Admin {
    /// Reads a user from a line of JSON: `email`, and if wanted `id` (kept), `name`,
    /// `emailVerified`, `image`, `password` (Better Auth's scrypt hash), `createdAt` and
    /// `updatedAt` (RFC 3339).
    ///
    /// # Errors
    /// [`BadRecord`].
    pub fn read_record(&self, line: &[u8]) -> Result<Imported, BadRecord> {
        let members: Map<String, Value> =
            serde_json::from_slice(line).map_err(|_| BadRecord::NotAnObject)?;
        if let Some(name) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            return Err(BadRecord::Unknown { name: name.escape_debug().take(64).collect() });
        }
        let now = self.now();
        let created_at = time(&members, "createdAt")?;
        let updated_at = time(&members, "updatedAt")?.or(created_at).unwrap_or(now);
        let id = id(&members)?;
        let user = User {
            name: text(&members, "name")?.unwrap_or_default(),
            email: email(&members)?,
            email_verified: flag(&members, "emailVerified")?,
            image: text(&members, "image")?,
            created_at: created_at.unwrap_or(now),
            updated_at,
            id: id.clone().map_or_else(|| self.new_id(), Ok)?,
        };
        let mut accounts = Vec::new();
        if let Some(hash) = password(&members)? {
            accounts.push(FullAccount::credential(self.new_id()?, &user, hash));
        }
        Ok(Imported { user, has_id: id.is_some(), accounts, sessions: Vec::new() })
    }
}

/// A member that is there and not null.
fn member<'m>(members: &'m Map<String, Value>, name: &str) -> Option<&'m Value> {
    members.get(name).filter(|value| !value.is_null())
}

fn text(members: &Map<String, Value>, name: &'static str) -> Result<Option<String>, BadRecord> {
    let Some(value) = member(members, name) else { return Ok(None) };
    // PostgreSQL cannot store U+0000.
    let text = value.as_str().filter(|text| !text.contains('\0'));
    let bad = BadRecord::Bad { name, expected: "a text without U+0000" };
    text.map(|text| Some(text.to_owned())).ok_or(bad)
}

fn flag(members: &Map<String, Value>, name: &'static str) -> Result<bool, BadRecord> {
    let bad = BadRecord::Bad { name, expected: "true or false" };
    member(members, name).map_or(Ok(false), |value| value.as_bool().ok_or(bad))
}

fn time(members: &Map<String, Value>, name: &'static str) -> Result<Option<Time>, BadRecord> {
    let Some(value) = member(members, name) else { return Ok(None) };
    let bad = |_| BadRecord::Bad { name, expected: "a time such as 2026-01-31T09:30:00.000Z" };
    serde_json::from_value(value.clone()).map(Some).map_err(bad)
}

/// It becomes the `sub` of tokens.
fn id(members: &Map<String, Value>) -> Result<Option<String>, BadRecord> {
    let Some(id) = text(members, "id")? else { return Ok(None) };
    let expected = "a text of 1 to 255 printable ASCII characters without spaces";
    let bad = BadRecord::Bad { name: "id", expected };
    Subject::parse(id.clone()).map(|_| Some(id)).map_err(|_| bad)
}

fn email(members: &Map<String, Value>) -> Result<String, BadRecord> {
    let bad = BadRecord::Bad { name: "email", expected: "an e-mail address" };
    let text = text(members, "email")?.filter(|text| text.len() <= LONGEST_EMAIL);
    let email = text.and_then(|text| Email::parse(&text).ok());
    email.map(Email::into_string).ok_or(bad)
}

fn password(members: &Map<String, Value>) -> Result<Option<String>, BadRecord> {
    let Some(hash) = text(members, "password")? else { return Ok(None) };
    let expected = "a scrypt hash of Better Auth's: 32 hex digits, a colon, 128 hex digits";
    let bad = BadRecord::Bad { name: "password", expected };
    hash.parse::<StoredHash>().map(|_| Some(hash)).map_err(|_| bad)
}
