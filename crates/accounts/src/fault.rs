//! What a call can come to grief over, in Better Auth's words.

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use derive_more::{Display, Error, From};
use serde::Serialize;

use crate::{
    flow_fault::FlowFault,
    origin::{CallbackFault, OriginFault},
    password::{HashError, PolicyFault},
    random::EntropyUnavailable,
    validation::{BodyFault, ValidationError},
};

/// What Better Auth calls `Retry-After`.
const X_RETRY_AFTER: header::HeaderName = header::HeaderName::from_static("x-retry-after");

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What a call can come to grief over. Shown as the log has it; the client is told the status,
/// code and message that Better Auth 1.7 answers in the same case.
#[derive(Debug, Display, Error, From)]
pub(crate) enum Fault {
    #[from]
    Body(BodyFault),
    #[from]
    Validation(ValidationError),
    #[from]
    Origin(OriginFault),
    #[from]
    Callback(CallbackFault),
    #[from]
    Password(PolicyFault),
    #[display("Too many requests. Please try again later.")]
    TooManyRequests {
        /// After which it may be tried again.
        seconds: u64,
    },
    #[from]
    Flow(FlowFault),
    #[display("Invalid email")]
    InvalidEmail,
    #[display("Invalid email or password")]
    InvalidEmailOrPassword,
    #[display("Session is not fresh")]
    SessionNotFresh,
    #[display("Email can not be updated")]
    EmailCannotBeUpdated,
    #[display("No fields to update")]
    NoFieldsToUpdate,
    #[display("You can't unlink your last account")]
    LastAccount,
    #[display("Account not found")]
    AccountNotFound,
    #[display("Provider not found")]
    ProviderNotFound,
    #[display("Provider {provider} is not supported.")]
    ProviderNotSupported {
        /// As the account has it.
        provider: String,
    },
    #[display("Account is not associated with a configured social provider.")]
    ProviderNotConfigured,
    #[display("Invalid password")]
    InvalidPassword,
    #[display("Credential account not found")]
    CredentialAccountNotFound,
    #[display("Session expired. Re-authenticate to perform this action.")]
    SessionExpired,
    #[display("User already exists. Use another email.")]
    UserAlreadyExists,
    /// No session, or one that is over.
    #[display("Unauthorized")]
    Unauthorized,
    #[display("POST method requires deferSessionRefresh to be enabled in session config")]
    DeferSessionRefresh,
    /// With the methods that are.
    #[display("Method not allowed")]
    MethodNotAllowed(#[error(ignore)] &'static str),
    /// Better Auth answers 500 where the database is away; a client that is told 503 tries again.
    #[display("{_0}")]
    Unavailable(#[error(ignore)] Cause),
    #[display("{_0}")]
    Internal(#[error(ignore)] Cause),
}

#[derive(Serialize)]
struct Body<'a> {
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
}

impl Fault {
    pub(crate) fn internal(cause: impl Into<Cause>) -> Self {
        Self::Internal(cause.into())
    }

    /// Better Auth's code, where its answer has one.
    fn code(&self) -> Option<&'static str> {
        match self {
            Self::Body(fault) => Some(fault.code()),
            Self::Validation(fault) => Some(fault.code()),
            Self::Origin(fault) => Some(fault.code()),
            Self::Callback(fault) => fault.code(),
            Self::Password(fault) => Some(fault.code()),
            Self::NoFieldsToUpdate | Self::TooManyRequests { .. } => None,
            Self::Flow(fault) => fault.code(),
            Self::InvalidEmail => Some("INVALID_EMAIL"),
            Self::InvalidEmailOrPassword => Some("INVALID_EMAIL_OR_PASSWORD"),
            Self::SessionNotFresh => Some("SESSION_NOT_FRESH"),
            Self::EmailCannotBeUpdated => Some("EMAIL_CAN_NOT_BE_UPDATED"),
            Self::LastAccount => Some("FAILED_TO_UNLINK_LAST_ACCOUNT"),
            Self::AccountNotFound => Some("ACCOUNT_NOT_FOUND"),
            Self::ProviderNotFound => Some("PROVIDER_NOT_FOUND"),
            Self::ProviderNotSupported { .. } => Some("PROVIDER_NOT_SUPPORTED"),
            Self::ProviderNotConfigured => Some("PROVIDER_NOT_CONFIGURED"),
            Self::InvalidPassword => Some("INVALID_PASSWORD"),
            Self::CredentialAccountNotFound => Some("CREDENTIAL_ACCOUNT_NOT_FOUND"),
            Self::SessionExpired => Some("SESSION_EXPIRED"),
            Self::UserAlreadyExists => Some("USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL"),
            Self::Unauthorized => Some("UNAUTHORIZED"),
            Self::DeferSessionRefresh => Some("METHOD_NOT_ALLOWED_DEFER_SESSION_REQUIRED"),
            Self::MethodNotAllowed(_) => Some("METHOD_NOT_ALLOWED"),
            Self::Unavailable(_) => Some("SERVICE_UNAVAILABLE"),
            Self::Internal(_) => Some("INTERNAL_ERROR"),
        }
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Body(BodyFault::UnsupportedMediaType { .. }) => {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            }
            Self::Body(BodyFault::InvalidJson)
            | Self::Validation(_)
            | Self::Callback(CallbackFault::NotText { .. })
            | Self::Password(_)
            | Self::InvalidEmail
            | Self::EmailCannotBeUpdated
            | Self::NoFieldsToUpdate
            | Self::LastAccount
            | Self::AccountNotFound
            | Self::ProviderNotSupported { .. }
            | Self::ProviderNotConfigured
            | Self::InvalidPassword
            | Self::CredentialAccountNotFound
            | Self::SessionExpired => StatusCode::BAD_REQUEST,
            Self::SessionNotFresh => StatusCode::FORBIDDEN,
            Self::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::ProviderNotFound => StatusCode::NOT_FOUND,
            Self::Flow(fault) => fault.status(),
            Self::Origin(_) | Self::Callback(CallbackFault::Untrusted { .. }) => {
                StatusCode::FORBIDDEN
            }
            Self::InvalidEmailOrPassword | Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::UserAlreadyExists => StatusCode::UNPROCESSABLE_ENTITY,
            Self::DeferSessionRefresh | Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        let message = match self {
            Self::Unavailable(_) => {
                response.insert_header((header::RETRY_AFTER, "1"));
                "Busy. Try again in a moment.".to_owned()
            }
            Self::Internal(_) => "Something went wrong here.".to_owned(),
            Self::TooManyRequests { seconds } => {
                response.insert_header((header::RETRY_AFTER, *seconds));
                response.insert_header((X_RETRY_AFTER, *seconds));
                self.to_string()
            }
            Self::MethodNotAllowed(allowed) => {
                response.insert_header((header::ALLOW, *allowed));
                self.to_string()
            }
            Self::DeferSessionRefresh => {
                response.insert_header((header::CACHE_CONTROL, "no-store"));
                response.insert_header((header::PRAGMA, "no-cache"));
                self.to_string()
            }
            Self::Flow(fault) if fault.is_silent() => {
                response.insert_header(header::ContentType::json());
                return response.finish();
            }
            Self::Flow(fault) => fault.to_string(),
            Self::Body(_)
            | Self::Validation(_)
            | Self::Origin(_)
            | Self::Callback(_)
            | Self::Password(_)
            | Self::InvalidEmail
            | Self::InvalidEmailOrPassword
            | Self::SessionNotFresh
            | Self::EmailCannotBeUpdated
            | Self::NoFieldsToUpdate
            | Self::LastAccount
            | Self::AccountNotFound
            | Self::ProviderNotFound
            | Self::ProviderNotSupported { .. }
            | Self::ProviderNotConfigured
            | Self::InvalidPassword
            | Self::CredentialAccountNotFound
            | Self::SessionExpired
            | Self::UserAlreadyExists
            | Self::Unauthorized => self.to_string(),
        };
        response.json(Body { message: &message, code: self.code() })
    }
}

impl From<db::Error> for Fault {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Unavailable(cause) => Self::Unavailable(cause),
            db::Error::Unique(cause)
            | db::Error::ForeignKey(cause)
            | db::Error::NotAllowed(cause)
            | db::Error::Internal(cause) => Self::Internal(cause),
        }
    }
}

impl From<diesel::result::Error> for Fault {
    fn from(error: diesel::result::Error) -> Self {
        db::Error::from(error).into()
    }
}

impl From<HashError> for Fault {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::Unavailable(error.into()),
            HashError::Stopped | HashError::Failed | HashError::Corrupt | HashError::Entropy => {
                Self::internal(error)
            }
        }
    }
}

impl From<EntropyUnavailable> for Fault {
    fn from(error: EntropyUnavailable) -> Self {
        Self::internal(error)
    }
}
