//! What a copy of a session says.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::store::{sessions::Session, users::User};

/// What is written. The members stand in Better Auth's order.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Payload<'a> {
    pub(super) session: &'a Session,
    pub(super) user: &'a User,
    /// Milliseconds since 1970.
    pub(super) updated_at: i64,
    pub(super) version: &'a str,
}

/// What is read. Members that are not known here are let pass.
#[derive(Deserialize)]
pub(super) struct Cached {
    pub(super) session: Session,
    pub(super) user: User,
    pub(super) version: Option<String>,
}

/// The payload of the two forms that are JWTs: the same and registered claims (RFC 7519).
#[derive(Serialize)]
pub(super) struct Claims<'a> {
    #[serde(flatten)]
    pub(super) payload: &'a Payload<'a>,
    pub(super) iat: i64,
    pub(super) exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) jti: Option<String>,
}

/// What is read of them.
#[derive(Deserialize)]
pub(super) struct ReadClaims {
    #[serde(flatten)]
    pub(super) cached: Cached,
    pub(super) exp: i64,
}

/// A copy whose signature held, and when it ends.
pub(super) struct Opened {
    pub(super) cached: Cached,
    pub(super) expires_at: DateTime<Utc>,
}

impl ReadClaims {
    pub(super) fn opened(self) -> Option<Opened> {
        Some(Opened { cached: self.cached, expires_at: DateTime::from_timestamp(self.exp, 0)? })
    }
}
