//! The tokens in links that prove an address. They are Better Auth's: compact JWS, HS256 with the
//! secret, nothing stored.

use std::time::Duration;

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize, de::IgnoredAny};

use crate::{Secret, fault::Fault};

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EmailChange {
    /// The old address agrees.
    Confirmation,
    /// The new one is its user's.
    Verification,
    /// Older versions knew one step: the new address counts at once, as not verified.
    Legacy,
}

const CONFIRMATION: &str = "change-email-confirmation";
const VERIFICATION: &str = "change-email-verification";

/// The claims, in Better Auth's order.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EmailClaims {
    /// The user's address when the token was made, in lower case.
    pub(crate) email: String,
    /// The address they want instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) update_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request_type: Option<String>,
    /// Tokens of older versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) user_id: Option<String>,
    iat: i64,
    exp: i64,
}

/// What is read of a token. One that says who issued it, about whom or for whom is no token of a
/// mail: were access tokens signed with the same secret, they would prove addresses.
#[derive(Deserialize)]
struct Read {
    #[serde(flatten)]
    claims: EmailClaims,
    iss: Option<IgnoredAny>,
    sub: Option<IgnoredAny>,
    aud: Option<IgnoredAny>,
}

/// Why a token proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadEmailToken {
    /// It is over.
    Expired,
    /// Anything else.
    Invalid,
}

/// Makes and reads the tokens of one secret.
pub(crate) struct EmailTokens {
    signing: EncodingKey,
    checking: DecodingKey,
    validation: Validation,
}

impl EmailClaims {
    /// That `email` is the user's.
    pub(crate) fn address(user_id: &str, email: &str) -> Self {
        let (email, user_id) = (email.to_lowercase(), Some(user_id.to_owned()));
        Self { email, update_to: None, request_type: None, user_id, iat: 0, exp: 0 }
    }

    /// That a user of the address `email` wants another.
    pub(crate) fn change(user_id: &str, email: &str, to: &str, change: EmailChange) -> Self {
        let request_type = match change {
            EmailChange::Confirmation => Some(CONFIRMATION.to_owned()),
            EmailChange::Verification => Some(VERIFICATION.to_owned()),
            EmailChange::Legacy => None,
        };
        Self { update_to: Some(to.to_owned()), request_type, ..Self::address(user_id, email) }
    }

    /// Which step of a change it is, if it is of one.
    pub(crate) fn step(&self) -> EmailChange {
        match self.request_type.as_deref() {
            Some(CONFIRMATION) => EmailChange::Confirmation,
            Some(VERIFICATION) => EmailChange::Verification,
            Some(_) | None => EmailChange::Legacy,
        }
    }
}

impl EmailTokens {
    pub(crate) fn new(secret: &Secret) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        // The time is an argument, and looked at below.
        validation.validate_exp = false;
        validation.validate_aud = false;
        Self {
            signing: EncodingKey::from_secret(secret.as_bytes()),
            checking: DecodingKey::from_secret(secret.as_bytes()),
            validation,
        }
    }

    /// A token that lasts from `now` on.
    pub(crate) fn sign(
        &self,
        claims: EmailClaims,
        now: DateTime<Utc>,
        lasts: Duration,
    ) -> Result<String, Fault> {
        let iat = now.timestamp();
        let exp = iat.saturating_add(i64::try_from(lasts.as_secs()).unwrap_or(i64::MAX));
        let header = Header { typ: None, ..Header::new(Algorithm::HS256) };
        let claims = EmailClaims { iat, exp, ..claims };
        jsonwebtoken::encode(&header, &claims, &self.signing).map_err(Fault::internal)
    }

    /// The claims of a token that is good at `now`.
    pub(crate) fn read(
        &self,
        token: &str,
        now: DateTime<Utc>,
    ) -> Result<EmailClaims, BadEmailToken> {
        let read = jsonwebtoken::decode::<Read>(token, &self.checking, &self.validation);
        let Read { claims, iss, sub, aud } = read.map_err(|_| BadEmailToken::Invalid)?.claims;
        if iss.or(sub).or(aud).is_some() {
            return Err(BadEmailToken::Invalid);
        }
        if claims.exp <= now.timestamp() { Err(BadEmailToken::Expired) } else { Ok(claims) }
    }
}

#[cfg(test)]
mod tests;
