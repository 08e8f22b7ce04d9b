//! What the flows that go by mail, and those that are switched off, can come to grief over.

use actix_web::http::StatusCode;
use derive_more::{Display, Error};

/// What the flows that go by mail, and those that are switched off, can come to grief over. The
/// texts are Better Auth's messages.
#[derive(Clone, Copy, Debug, Display, Error, PartialEq, Eq)]
pub(crate) enum FlowFault {
    #[display("Email and password is not enabled")]
    PasswordsOff,
    #[display("Email and password sign up is not enabled")]
    SignUpOff,
    #[display("Email not verified")]
    EmailNotVerified,
    #[display("Reset password isn't enabled")]
    ResetOff,
    /// A reset token that is unknown, used or over.
    #[display("Invalid token")]
    ResetToken,
    /// The user of a reset token is gone.
    #[display("User not found")]
    ResetUser,
    #[display("Verification email isn't enabled")]
    VerificationOff,
    #[display("Email mismatch")]
    EmailMismatch,
    #[display("Email is already verified")]
    AlreadyVerified,
    #[display("Change email is disabled")]
    ChangeEmailOff,
    #[display("Email is the same")]
    SameEmail,
    /// As [`VerificationOff`](Self::VerificationOff), but to `change-email`, without a code.
    #[display("Verification email isn't enabled")]
    NoWayToChangeEmail,
    #[display("{_0}")]
    Link(#[error(ignore)] LinkFault),
    /// Its answer is empty.
    #[display("Deleting users is off")]
    DeleteUserOff,
    #[display("Not found")]
    DeleteLinkOff,
    #[display("Failed to get user info")]
    DeleteLinkWithoutSession,
    /// A token to delete the user by that is unknown, used, over or another's.
    #[display("Invalid token")]
    DeleteToken,
}

/// Why a link that proves an address does not. A link with a callback is answered by sending there
/// with the code.
#[derive(Clone, Copy, Debug, Display, Error, PartialEq, Eq)]
pub(crate) enum LinkFault {
    #[display("Token expired")]
    Expired,
    #[display("Invalid token")]
    Invalid,
    #[display("User not found")]
    NoUser,
    /// Someone else is signed in.
    #[display("Invalid user")]
    OtherUser,
}

impl LinkFault {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Expired => "TOKEN_EXPIRED",
            Self::Invalid => "INVALID_TOKEN",
            Self::NoUser => "USER_NOT_FOUND",
            Self::OtherUser => "INVALID_USER",
        }
    }
}

impl FlowFault {
    /// The `code` of the answer, if it has one.
    pub(crate) const fn code(self) -> Option<&'static str> {
        Some(match self {
            Self::PasswordsOff => "EMAIL_PASSWORD_DISABLED",
            Self::SignUpOff => "EMAIL_PASSWORD_SIGN_UP_DISABLED",
            Self::EmailNotVerified => "EMAIL_NOT_VERIFIED",
            Self::ResetOff => "RESET_PASSWORD_DISABLED",
            Self::ResetToken | Self::DeleteToken => "INVALID_TOKEN",
            Self::ResetUser => "USER_NOT_FOUND",
            Self::VerificationOff => "VERIFICATION_EMAIL_NOT_ENABLED",
            Self::EmailMismatch => "EMAIL_MISMATCH",
            Self::AlreadyVerified => "EMAIL_ALREADY_VERIFIED",
            Self::ChangeEmailOff => "CHANGE_EMAIL_DISABLED",
            Self::Link(fault) => fault.code(),
            Self::DeleteLinkOff => "NOT_FOUND",
            Self::DeleteLinkWithoutSession => "FAILED_TO_GET_USER_INFO",
            Self::SameEmail | Self::NoWayToChangeEmail | Self::DeleteUserOff => return None,
        })
    }

    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::PasswordsOff
            | Self::SignUpOff
            | Self::ResetOff
            | Self::ResetToken
            | Self::ResetUser
            | Self::VerificationOff
            | Self::EmailMismatch
            | Self::AlreadyVerified
            | Self::ChangeEmailOff
            | Self::SameEmail
            | Self::NoWayToChangeEmail => StatusCode::BAD_REQUEST,
            Self::EmailNotVerified => StatusCode::FORBIDDEN,
            Self::Link(_) => StatusCode::UNAUTHORIZED,
            Self::DeleteUserOff
            | Self::DeleteLinkOff
            | Self::DeleteLinkWithoutSession
            | Self::DeleteToken => StatusCode::NOT_FOUND,
        }
    }

    /// Whether the answer has no body.
    pub(crate) const fn is_silent(self) -> bool {
        matches!(self, Self::DeleteUserOff)
    }
}
