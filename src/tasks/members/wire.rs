use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::ToSchema;

/// What a member is to a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum MemberRole {
    /// May see it.
    Viewer,
    /// May see and change it, and comment on it.
    Editor,
}

/// The body that shares a task: with whom, and as what.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShareTask {
    /// Their address, where the accounts are here.
    #[serde(default, deserialize_with = "address")]
    #[schema(value_type = String, pattern = "^[!-?A-~]+@[!-?A-~]*[.][!-?A-~]*$", max_length = 254, required = false)]
    pub email: Option<String>,
    /// Their id, where another issuer has the accounts: the `sub` of their tokens.
    #[serde(default, deserialize_with = "subject")]
    #[schema(value_type = String, pattern = "^[!-~]{1,255}$", required = false)]
    pub user_id: Option<String>,
    /// What they may do.
    pub role: MemberRole,
}

/// Whom a task is shared with, once it is known who that is.
#[derive(Debug, Clone)]
pub enum Who {
    /// Whoever has the address.
    Address {
        /// The address, in lower case.
        email: String,
        /// The user who has an account with it, if there is one.
        user_id: Option<String>,
    },
    /// The user of another issuer's.
    User(String),
}

/// Bounded, and lower case as the accounts keep it. Whether anyone has it is not for here.
fn address<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(value)?;
    let shaped = text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && host.contains('.') && !host.contains('@')
    });
    let plain = text.chars().all(|letter| letter.is_ascii_graphic());
    match text.len() {
        3..=254 if shaped && plain => Ok(Some(text.to_ascii_lowercase())),
        _ => Err(de::Error::custom("expected an e-mail address")),
    }
}

fn subject<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(value)?;
    let plain = text.chars().all(|letter| letter.is_ascii_graphic());
    match text.len() {
        1..=255 if plain => Ok(Some(text)),
        _ => Err(de::Error::custom("expected a user's id: 1 to 255 printable characters")),
    }
}
