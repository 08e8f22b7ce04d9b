use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::{Expectations, Fault, MAX_LEEWAY, MAX_LIFETIME, Subject, json};

/// What a verified token says; made by [`verify`](crate::verify) and by nothing else
///
/// Times are seconds since 1970 and may have a fraction (NumericDate, RFC 7519 §2). Debug output
/// leaves out all but the registered claims: a Better Auth token holds e-mail address and name.
#[derive(Clone, PartialEq, derive_more::Debug)]
pub struct Claims {
    issuer: String,
    subject: Subject,
    audiences: Vec<String>,
    expires_at: f64,
    not_before: Option<f64>,
    issued_at: Option<f64>,
    #[debug(skip)]
    further: Map<String, Value>,
}

impl Claims {
    /// `iss`
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// `sub`
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// `aud`, one or more
    pub fn audiences(&self) -> &[String] {
        &self.audiences
    }

    /// `exp`, seconds since 1970
    pub fn expires_at(&self) -> f64 {
        self.expires_at
    }

    /// `nbf`, seconds since 1970
    pub fn not_before(&self) -> Option<f64> {
        self.not_before
    }

    /// `iat`, seconds since 1970
    pub fn issued_at(&self) -> Option<f64> {
        self.issued_at
    }

    /// A further claim such as `email`, `name` or `jti`; those with a method of their own are not
    /// among them
    pub fn member(&self, name: &str) -> Option<&Value> {
        self.further.get(name)
    }

    /// How much memory the claims take, in bytes: an estimate from above, for whoever keeps many
    pub fn memory(&self) -> usize {
        let texts = self.audiences.iter().map(|text| text.len() + size_of::<String>());
        self.issuer.len()
            + self.subject.as_str().len()
            + texts.sum::<usize>()
            + memory_of(&self.further)
    }

    /// Whether the claims hold at this time, too: the rules for `exp`, `nbf` and `iat` again, as a
    /// cache of verified tokens needs them
    ///
    /// `leeway` is cut off at [`MAX_LEEWAY`].
    ///
    /// # Errors
    ///
    /// [`Fault::NotYetValid`], [`Fault::IssuedInFuture`], [`Fault::LivesTooLong`] or
    /// [`Fault::Expired`].
    pub fn check_times(&self, leeway: Duration, now: DateTime<Utc>) -> Result<(), Fault> {
        let leeway = leeway.min(MAX_LEEWAY).as_secs_f64();
        let now = now.timestamp_millis() as f64 / 1000.0;
        if self.not_before.is_some_and(|not_before| not_before > now + leeway) {
            return Err(Fault::NotYetValid);
        }
        if self.issued_at.is_some_and(|issued_at| issued_at > now + leeway) {
            return Err(Fault::IssuedInFuture);
        }
        if self.expires_at > now + MAX_LIFETIME.as_secs_f64() + leeway {
            return Err(Fault::LivesTooLong);
        }
        if now >= self.expires_at + leeway {
            return Err(Fault::Expired);
        }
        Ok(())
    }

    pub(crate) fn read(text: &[u8]) -> Result<Self, Fault> {
        let mut members = json::object(text).map_err(Fault::Claims)?;
        Ok(Self {
            expires_at: time(&mut members, "exp")?.ok_or(Fault::MissingClaim { name: "exp" })?,
            not_before: time(&mut members, "nbf")?,
            issued_at: time(&mut members, "iat")?,
            issuer: text_of("iss", required(&mut members, "iss")?)?,
            audiences: audiences(required(&mut members, "aud")?)?,
            subject: Subject::parse(text_of("sub", required(&mut members, "sub")?)?)
                .map_err(|_| Fault::BadSubject)?,
            further: members,
        })
    }

    /// Time comes last, so that [`Fault::Expired`] means that nothing else is wrong
    pub(crate) fn check(&self, expected: &Expectations, now: DateTime<Utc>) -> Result<(), Fault> {
        if self.issuer != expected.issuer {
            return Err(Fault::WrongIssuer);
        }
        if !self.audiences.iter().any(|audience| expected.audiences.contains(audience)) {
            return Err(Fault::WrongAudience);
        }
        self.check_times(expected.leeway, now)
    }
}

/// What a map has on the heap: nodes of eleven pairs, which may be half empty
fn memory_of(members: &Map<String, Value>) -> usize {
    const NODE: usize = 16 + 11 * (size_of::<String>() + size_of::<Value>());
    let nodes = members.len().div_ceil(5);
    let inside = members.iter().map(|(name, value)| name.len() + heap_of(value));
    nodes * NODE + inside.sum::<usize>()
}

fn heap_of(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.capacity(),
        Value::Array(items) => {
            let inside = items.iter().map(heap_of);
            items.capacity() * size_of::<Value>() + inside.sum::<usize>()
        }
        Value::Object(members) => memory_of(members),
    }
}

fn required(members: &mut Map<String, Value>, name: &'static str) -> Result<Value, Fault> {
    members.remove(name).ok_or(Fault::MissingClaim { name })
}

fn text_of(name: &'static str, value: Value) -> Result<String, Fault> {
    let Value::String(text) = value else { return Err(Fault::MistypedClaim { name }) };
    Ok(text)
}

fn audiences(value: Value) -> Result<Vec<String>, Fault> {
    match value {
        Value::Array(items) => items.into_iter().map(|item| text_of("aud", item)).collect(),
        single => Ok(vec![text_of("aud", single)?]),
    }
}

fn time(members: &mut Map<String, Value>, name: &'static str) -> Result<Option<f64>, Fault> {
    let Some(value) = members.remove(name) else { return Ok(None) };
    let seconds = value.as_f64().ok_or(Fault::MistypedClaim { name })?;
    if seconds < 0.0 { Err(Fault::NegativeTime { name }) } else { Ok(Some(seconds)) }
}
