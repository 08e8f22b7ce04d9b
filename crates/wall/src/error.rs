//! What a request can come to grief over.

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use derive_more::{Display, Error};

use crate::Envelope;

/// A result of the wall.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What a request can come to grief over. Shown as the log has it; the client is told the code
/// and message of [`envelope`](Self::envelope) and no cause.
#[derive(Debug, Display, Error)]
pub enum Error {
    /// No token was sent (RFC 6750 section 3: then the answer names no error).
    #[display("no token")]
    MissingToken,
    /// The `Authorization` header is not one bearer token (RFC 6750 section 3.1).
    #[display("malformed Authorization header")]
    MalformedAuthorization,
    /// The token is no good, for a reason that is for the log alone.
    #[display("refused token: {_0}")]
    InvalidToken(token::Fault),
    /// The keys to check tokens with cannot be had. Not 401, on which clients sign out.
    #[display("no keys: {_0}")]
    KeysUnavailable(token::KeysUnavailable),
    /// Which tokens were revoked cannot be had, or was not for too long. Not 401 either.
    #[display("{_0}")]
    RevocationsUnavailable(token::RevocationsUnavailable),
    /// What was sent for a page's cursor is none, or one of another order.
    #[display("no cursor of this order")]
    InvalidCursor,
    /// There is no such row, or it is someone else's, which is the same. Holds what a row is
    /// called.
    #[display("no such {_0}")]
    NotFound(#[error(ignore)] &'static str),
    /// There is such a row, which the asker may see, but not do that with. Holds what a row is
    /// called.
    #[display("no right to do that with a {_0}")]
    Forbidden(#[error(ignore)] &'static str),
    /// A value that has to be unique is there already.
    #[display("conflict: {_0}")]
    Conflict(#[error(ignore)] Cause),
    /// The database cannot be had now.
    #[display("{_0}")]
    Unavailable(#[error(ignore)] Cause),
    /// A fault of ours.
    #[display("{_0}")]
    Internal(#[error(ignore)] Cause),
}

impl Error {
    pub(crate) fn internal(cause: impl Into<Cause>) -> Self {
        Self::Internal(cause.into())
    }

    /// What the client is told.
    pub fn envelope(&self) -> Envelope<'static> {
        match self {
            Self::MissingToken => Envelope::new(
                "MISSING_TOKEN",
                "Send a token in the Authorization header: Bearer <JWT>.",
            ),
            Self::MalformedAuthorization => Envelope::new(
                "MALFORMED_AUTHORIZATION",
                "Send one Authorization header with one token: Bearer <JWT>.",
            ),
            Self::InvalidToken(_) => {
                Envelope::new("INVALID_TOKEN", "The token is not valid. Get a new one.")
            }
            Self::KeysUnavailable(_) | Self::RevocationsUnavailable(_) | Self::Unavailable(_) => {
                Envelope::new("SERVICE_UNAVAILABLE", "Busy. Try again in a moment.")
            }
            Self::InvalidCursor => Envelope::new(
                "INVALID_QUERY",
                "cursor: expected the nextCursor of the page before, in the same order",
            ),
            Self::NotFound(noun) => Envelope::new(
                format!("{}_NOT_FOUND", noun.to_ascii_uppercase()),
                format!("No such {}.", noun.replace('_', " ")),
            ),
            Self::Forbidden(noun) => {
                let noun = noun.replace('_', " ");
                Envelope::new("FORBIDDEN", format!("You may see this {noun}, but not do that."))
            }
            Self::Conflict(_) => Envelope::new("CONFLICT", "That is there already."),
            Self::Internal(_) => Envelope::new("INTERNAL_ERROR", "Something went wrong here."),
        }
    }

    /// The name of the reason for which a request was refused as nobody's: one of a few, for logs
    /// and counters. `None` for errors of other kinds.
    pub fn refusal(&self) -> Option<&'static str> {
        match self {
            Self::MissingToken => Some("missing"),
            Self::MalformedAuthorization => Some("malformed"),
            Self::InvalidToken(fault) => Some(fault.reason()),
            Self::KeysUnavailable(_) => Some("keys_unavailable"),
            Self::RevocationsUnavailable(_) => Some("revocations_unavailable"),
            Self::InvalidCursor
            | Self::NotFound(_)
            | Self::Forbidden(_)
            | Self::Conflict(_)
            | Self::Unavailable(_)
            | Self::Internal(_) => None,
        }
    }

    /// The `WWW-Authenticate` header of RFC 6750 section 3. A token is told to be expired only
    /// after its signature was found good.
    fn challenge(&self) -> Option<&'static str> {
        match self {
            Self::MissingToken => Some("Bearer"),
            Self::MalformedAuthorization => Some(r#"Bearer error="invalid_request""#),
            Self::InvalidToken(fault) if fault.is_expired() => {
                Some(r#"Bearer error="invalid_token", error_description="expired""#)
            }
            Self::InvalidToken(_) => Some(r#"Bearer error="invalid_token""#),
            Self::KeysUnavailable(_)
            | Self::RevocationsUnavailable(_)
            | Self::InvalidCursor
            | Self::NotFound(_)
            | Self::Forbidden(_)
            | Self::Conflict(_)
            | Self::Unavailable(_)
            | Self::Internal(_) => None,
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::MissingToken | Self::InvalidToken(_) => StatusCode::UNAUTHORIZED,
            Self::MalformedAuthorization | Self::InvalidCursor => StatusCode::BAD_REQUEST,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::KeysUnavailable(_) | Self::RevocationsUnavailable(_) | Self::Unavailable(_) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Some(challenge) = self.challenge() {
            response.insert_header((header::WWW_AUTHENTICATE, challenge));
        }
        if self.status_code() == StatusCode::SERVICE_UNAVAILABLE {
            response.insert_header((header::RETRY_AFTER, "1"));
        }
        self.envelope().respond(response)
    }
}

impl From<db_crate::Error> for Error {
    fn from(error: db_crate::Error) -> Self {
        use db_crate::Error as Db;
        match error {
            Db::Unique(cause) => Self::Conflict(cause),
            // What a new row refers to is not there, or not there for this user.
            Db::ForeignKey(_) | Db::NotAllowed(_) => Self::NotFound("row"),
            Db::Unavailable(cause) => Self::Unavailable(cause),
            Db::Internal(cause) => Self::Internal(cause),
        }
    }
}
