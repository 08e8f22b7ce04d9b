//! Who is asking.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Data};
use chrono::{DateTime, Utc};
use derive_more::{Debug, Display};
use serde::Serialize;
use token::{BearerFault, Claims, Fault, Subject};

use crate::{Error, Result, Verifier};

/// The name of a user who has proved it: the `sub` claim of a verified token. It can be shown and
/// compared, never made: it has no public constructor and does not deserialize, so no path, query
/// or body can bring one in.
#[derive(Debug, Display, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct UserId(Subject);

impl UserId {
    pub(crate) fn of(subject: Subject) -> Self {
        Self(subject)
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// A signed-in user. The one way to get one is to verify a token: handlers ask for it as their
/// first argument, and are not called without it.
#[derive(Debug, Clone)]
pub struct AuthUser {
    id: UserId,
    #[debug(skip)]
    claims: Arc<Claims>,
}

impl AuthUser {
    pub(crate) fn proven(claims: Claims) -> Self {
        Self { id: UserId(claims.subject().clone()), claims: Arc::new(claims) }
    }

    /// Whether the token holds at this time, too.
    pub(crate) fn check_times(&self, leeway: Duration, now: DateTime<Utc>) -> Result<(), Fault> {
        self.claims.check_times(leeway, now)
    }

    /// What the token says.
    pub(crate) fn claims(&self) -> &Claims {
        &self.claims
    }

    /// How much memory it takes, in bytes: an estimate from above.
    pub(crate) fn memory(&self) -> usize {
        size_of::<Claims>() + self.id().as_str().len() + self.claims.memory()
    }

    /// Who: the `sub` claim.
    pub fn id(&self) -> &UserId {
        &self.id
    }

    /// Who says so: the `iss` claim.
    pub fn issuer(&self) -> &str {
        self.claims.issuer()
    }

    /// What else the issuer says of the user, such as `email` or `name`, if it is text.
    pub fn claim(&self, name: &str) -> Option<&str> {
        self.claims.member(name)?.as_str()
    }

    /// When the token ends, in seconds since 1970: the `exp` claim.
    pub fn expires_at(&self) -> f64 {
        self.claims.expires_at()
    }
}

impl FromRequest for AuthUser {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    /// Reads the `Authorization` header and nothing else: no cookie, query or body.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let Some(verifier) = request.app_data::<Data<Verifier>>() else {
                return Err(Error::internal("the application has no Verifier"));
            };
            let headers = request.headers().get_all(header::AUTHORIZATION);
            let token = token::bearer(headers.map(|value| value.as_bytes()));
            let checked = match token {
                Ok(token) => verifier.verify(token).await,
                Err(BearerFault::Missing) => Err(Error::MissingToken),
                Err(BearerFault::Malformed) => Err(Error::MalformedAuthorization),
                Err(BearerFault::TooLong) => Err(Error::InvalidToken(Fault::TooLong)),
            };
            verifier.note(&checked);
            checked
        })
    }
}
