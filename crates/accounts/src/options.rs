//! What an application may decide of how users come, stay and go: Better Auth's options of the same
//! names, with its defaults.

use std::time::Duration;

/// Better Auth's options that change what the endpoints do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// `emailAndPassword`.
    pub email_and_password: EmailAndPassword,
    /// `emailVerification`.
    pub email_verification: EmailVerification,
    /// `user.changeEmail`.
    pub change_email: ChangeEmail,
    /// `user.deleteUser`.
    pub delete_user: DeleteUser,
    /// `verification.storeIdentifier`: whether the tokens of mailed links are stored hashed. Either
    /// way both kinds are read.
    pub hashed_identifiers: bool,
    /// Where mailed links lead if nobody said.
    pub link_pages: LinkPages,
    /// Whether users are told by mail that their password or their address was changed. Better Auth
    /// leaves it to `onPasswordReset` and `databaseHooks`.
    pub change_notices: bool,
    /// `onAPIError.errorURL`: where `GET /error` sends; `None` shows a page.
    pub error_url: Option<String>,
}

/// Where mailed links lead if the request for them named no page: paths, or pages of trusted origins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkPages {
    /// A link to a new password. Empty leads to the page for errors.
    pub reset: String,
    /// A link that verifies or changes an address.
    pub verified: String,
}

impl Default for LinkPages {
    /// Better Auth's.
    fn default() -> Self {
        Self { reset: String::new(), verified: "/".to_owned() }
    }
}

/// `emailAndPassword`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAndPassword {
    /// `enabled`; true here, false in Better Auth.
    pub enabled: bool,
    /// Not `disableSignUp`.
    pub sign_up: bool,
    /// `autoSignIn`: whether a sign-up begins a session.
    pub auto_sign_in: bool,
    /// `requireEmailVerification`.
    pub require_verification: bool,
    /// `minPasswordLength`, in UTF-16 code units.
    pub min_length: usize,
    /// `maxPasswordLength`, in UTF-16 code units.
    pub max_length: usize,
    /// `resetPasswordTokenExpiresIn`.
    pub reset_expires_in: Duration,
    /// `revokeSessionsOnPasswordReset`.
    pub revoke_sessions_on_reset: bool,
    /// Whether every change of a password ends the other sessions, whatever `revokeOtherSessions`
    /// says. Better Auth has no such option.
    pub revoke_sessions_on_change: bool,
}

impl Default for EmailAndPassword {
    fn default() -> Self {
        Self {
            enabled: true,
            sign_up: true,
            auto_sign_in: true,
            require_verification: false,
            min_length: 8,
            max_length: 128,
            reset_expires_in: Duration::from_secs(3_600),
            revoke_sessions_on_reset: false,
            revoke_sessions_on_change: false,
        }
    }
}

impl EmailAndPassword {
    /// Whether a sign-up for an address that is taken is answered as one for a free address is.
    /// Then nobody is signed in by signing up, for that would tell.
    pub(crate) fn is_discreet(&self) -> bool {
        self.require_verification || !self.auto_sign_in
    }
}

/// `emailVerification`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailVerification {
    /// `sendOnSignUp`; `None` sends where verification is required.
    pub send_on_sign_up: Option<bool>,
    /// `sendOnSignIn`: a sign-in that is refused for want of verification sends a mail.
    pub send_on_sign_in: bool,
    /// `autoSignInAfterVerification`.
    pub auto_sign_in: bool,
    /// `expiresIn`.
    pub expires_in: Duration,
}

impl Default for EmailVerification {
    fn default() -> Self {
        Self {
            send_on_sign_up: None,
            send_on_sign_in: false,
            auto_sign_in: false,
            expires_in: Duration::from_secs(3_600),
        }
    }
}

/// `user.changeEmail`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeEmail {
    /// `enabled`; true here, false in Better Auth.
    pub enabled: bool,
    /// Whether only a fresh session may ask for it; Better Auth takes any.
    pub require_fresh: bool,
    /// `updateEmailWithoutVerification`: an address that was never verified changes at once.
    pub without_verification: bool,
    /// `sendChangeEmailConfirmation`: the old address is asked before the new one is.
    pub send_confirmation: bool,
}

impl Default for ChangeEmail {
    fn default() -> Self {
        Self {
            enabled: true,
            require_fresh: false,
            without_verification: false,
            send_confirmation: false,
        }
    }
}

/// `user.deleteUser`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteUser {
    /// `enabled`; true here, false in Better Auth.
    pub enabled: bool,
    /// `sendDeleteAccountVerification`: users are deleted by following a link.
    pub send_verification: bool,
    /// `deleteTokenExpiresIn`.
    pub expires_in: Duration,
}

impl Default for DeleteUser {
    fn default() -> Self {
        Self { enabled: true, send_verification: false, expires_in: Duration::from_secs(86_400) }
    }
}
