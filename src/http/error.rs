//! What a request can come to grief over before or behind the wall.

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use derive_more::{Display, Error, From};
use wall::Envelope;

/// A result of a route.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What a request can come to grief over. This is the one place that picks a status, with
/// [`wall::Error`] for what the wall refuses.
#[derive(Debug, Display, Error, From)]
pub enum Error {
    /// The wall's.
    #[display("{_0}")]
    #[from]
    Wall(wall::Error),
    /// The body is no JSON (RFC 8259).
    #[display("no JSON: {_0}")]
    InvalidJson(#[error(ignore)] String),
    /// The body is JSON but not what the route takes.
    #[display("invalid body: {_0}")]
    InvalidBody(#[error(ignore)] String),
    /// The query is not what the route takes.
    #[display("invalid query: {_0}")]
    InvalidQuery(#[error(ignore)] String),
    /// The body is not said to be `application/json`.
    #[display("unsupported media type")]
    UnsupportedMediaType,
    /// The path and the query are longer than [`MOST_URI_BYTES`](super::MOST_URI_BYTES).
    #[display("URI too long")]
    UriTooLong,
    /// The headers are longer than [`MOST_HEADER_BYTES`](super::MOST_HEADER_BYTES).
    #[display("headers too large")]
    HeadersTooLarge,
    /// The body is longer than [`Body::MOST_BYTES`](super::Body::MOST_BYTES).
    #[display("body too large")]
    PayloadTooLarge,
    /// The body did not arrive in time.
    #[display("body too slow")]
    RequestTimeout,
    /// The connection broke off while the body was read.
    #[display("body broken off")]
    BrokenOff,
    /// A page of another origin may not send what it asked to send.
    #[display("preflight refused: {_0}")]
    #[from(ignore)]
    PreflightRefused(#[error(ignore)] String),
    /// There is no such route.
    #[display("no such route")]
    NoSuchRoute,
    /// The route takes other methods: those of the `Allow` header.
    #[display("method not allowed")]
    MethodNotAllowed {
        /// Separated by commas.
        allow: &'static str,
    },
    /// The server is about to stop.
    #[display("stopping")]
    Stopping,
    /// Numbers could not be written down.
    #[display("metrics: {_0}")]
    Metrics(std::fmt::Error),
    /// The handler panicked.
    #[display("panicked: {_0}")]
    Panicked(#[error(ignore)] String),
}

impl Error {
    /// What the client is told.
    pub fn envelope(&self) -> Envelope<'_> {
        match self {
            Self::Wall(error) => error.envelope(),
            Self::InvalidJson(why) => Envelope::new("INVALID_JSON", why.as_str()),
            Self::InvalidBody(why) => Envelope::new("INVALID_BODY", why.as_str()),
            Self::InvalidQuery(why) => Envelope::new("INVALID_QUERY", why.as_str()),
            Self::UnsupportedMediaType => Envelope::new(
                "UNSUPPORTED_MEDIA_TYPE",
                "Send the body as JSON, with the header Content-Type: application/json.",
            ),
            Self::UriTooLong => {
                Envelope::new("URI_TOO_LONG", "The path and query are longer than 8,192 bytes.")
            }
            Self::HeadersTooLarge => Envelope::new(
                "HEADERS_TOO_LARGE",
                "The headers are longer than 16,384 bytes altogether.",
            ),
            Self::PayloadTooLarge => {
                Envelope::new("PAYLOAD_TOO_LARGE", "The body is longer than 65,536 bytes.")
            }
            Self::RequestTimeout => {
                Envelope::new("REQUEST_TIMEOUT", "The body did not arrive in time.")
            }
            Self::BrokenOff => Envelope::new("INVALID_BODY", "The body broke off."),
            Self::PreflightRefused(why) => Envelope::new("PREFLIGHT_REFUSED", why.as_str()),
            Self::NoSuchRoute => Envelope::new("NOT_FOUND", "No such route."),
            Self::MethodNotAllowed { allow } => Envelope::new(
                "METHOD_NOT_ALLOWED",
                format!("This route takes {allow} and no other method."),
            ),
            Self::Stopping => Envelope::new("SERVICE_UNAVAILABLE", "The server is about to stop."),
            Self::Metrics(_) | Self::Panicked(_) => {
                Envelope::new("INTERNAL_ERROR", "Something went wrong here.")
            }
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Wall(error) => error.status_code(),
            Self::InvalidJson(_)
            | Self::InvalidBody(_)
            | Self::InvalidQuery(_)
            | Self::BrokenOff
            | Self::PreflightRefused(_) => StatusCode::BAD_REQUEST,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::NoSuchRoute => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Stopping => StatusCode::SERVICE_UNAVAILABLE,
            Self::Metrics(_) | Self::Panicked(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        if let Self::Wall(error) = self {
            return error.error_response();
        }
        let mut response = HttpResponse::build(self.status_code());
        if let Self::MethodNotAllowed { allow } = self {
            response.insert_header((header::ALLOW, *allow));
        }
        self.envelope().respond(response)
    }
}
