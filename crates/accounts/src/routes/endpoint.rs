use actix_web::http::Method;

use super::callback::is_callback;
use crate::{Accounts, validation::MediaTypes};

/// What a path and a method name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Endpoint {
    SignUpEmail,
    SignInEmail,
    SignOut,
    GetSession,
    /// Refused unless refreshing is deferred.
    PostGetSession,
    Token,
    Jwks,
    ListSessions,
    RevokeSession,
    RevokeSessions,
    RevokeOtherSessions,
    UpdateUser,
    UpdateSession,
    ChangePassword,
    VerifyPassword,
    ListAccounts,
    UnlinkAccount,
    DeleteUser,
    SignInSocial,
    LinkSocial,
    GetAccessToken,
    RefreshToken,
    AccountInfo,
    GetCallback,
    PostCallback,
    DeleteUserLink,
    ChangeEmail,
    RequestPasswordReset,
    ResetPasswordLink,
    ResetPassword,
    SendVerificationEmail,
    VerifyEmail,
    Error,
    Ok,
}

impl Endpoint {
    /// The endpoint of a path as it was sent: Better Auth decodes nothing, forgives no slash and
    /// tells an unknown method from an unknown path by nothing.
    pub(super) fn find(method: &Method, path: &str) -> Option<Self> {
        let get = method == Method::GET;
        let post = method == Method::POST;
        match path.strip_prefix(Accounts::BASE)? {
            "/sign-up/email" if post => Some(Self::SignUpEmail),
            "/sign-in/email" if post => Some(Self::SignInEmail),
            "/sign-out" if post => Some(Self::SignOut),
            "/get-session" if get => Some(Self::GetSession),
            "/get-session" if post => Some(Self::PostGetSession),
            "/token" if get => Some(Self::Token),
            "/jwks" if get => Some(Self::Jwks),
            "/list-sessions" if get => Some(Self::ListSessions),
            "/revoke-session" if post => Some(Self::RevokeSession),
            "/revoke-sessions" if post => Some(Self::RevokeSessions),
            "/revoke-other-sessions" if post => Some(Self::RevokeOtherSessions),
            "/update-user" if post => Some(Self::UpdateUser),
            "/update-session" if post => Some(Self::UpdateSession),
            "/change-password" if post => Some(Self::ChangePassword),
            "/verify-password" if post => Some(Self::VerifyPassword),
            "/list-accounts" if get => Some(Self::ListAccounts),
            "/unlink-account" if post => Some(Self::UnlinkAccount),
            "/delete-user" if post => Some(Self::DeleteUser),
            "/delete-user/callback" if get => Some(Self::DeleteUserLink),
            "/change-email" if post => Some(Self::ChangeEmail),
            "/request-password-reset" if post => Some(Self::RequestPasswordReset),
            "/reset-password" if post => Some(Self::ResetPassword),
            "/send-verification-email" if post => Some(Self::SendVerificationEmail),
            "/verify-email" if get => Some(Self::VerifyEmail),
            "/error" if get => Some(Self::Error),
            "/ok" if get => Some(Self::Ok),
            "/sign-in/social" if post => Some(Self::SignInSocial),
            "/link-social" if post => Some(Self::LinkSocial),
            "/get-access-token" if post => Some(Self::GetAccessToken),
            "/refresh-token" if post => Some(Self::RefreshToken),
            "/account-info" if get => Some(Self::AccountInfo),
            path if get && is_callback(path) => Some(Self::GetCallback),
            path if post && is_callback(path) => Some(Self::PostCallback),
            path if get && is_reset_link(path) => Some(Self::ResetPasswordLink),
            _ => None,
        }
    }

    /// The methods of a path, as the header `Allow` lists them (RFC 9110, section 10.2.1).
    pub(super) fn methods(path: &str) -> &'static str {
        let [get, post] = [Method::GET, Method::POST].map(|method| Self::find(&method, path));
        match (get, post) {
            (Some(_), None) => "GET",
            (None, Some(_)) => "POST",
            (Some(_), Some(_)) | (None, None) => "GET, POST",
        }
    }

    /// Which bodies it reads; `None` if it looks at none.
    pub(super) fn media_types(self) -> Option<MediaTypes> {
        match self {
            Self::SignUpEmail | Self::SignInEmail | Self::PostCallback => {
                Some(MediaTypes::FormOrJson)
            }
            Self::SignOut
            | Self::RevokeSession
            | Self::RevokeSessions
            | Self::RevokeOtherSessions
            | Self::UpdateUser
            | Self::UpdateSession
            | Self::ChangePassword
            | Self::VerifyPassword
            | Self::UnlinkAccount
            | Self::DeleteUser
            | Self::SignInSocial
            | Self::LinkSocial
            | Self::GetAccessToken
            | Self::RefreshToken
            | Self::ChangeEmail
            | Self::RequestPasswordReset
            | Self::ResetPassword
            | Self::SendVerificationEmail => Some(MediaTypes::Json),
            Self::GetSession
            | Self::ListSessions
            | Self::ListAccounts
            | Self::PostGetSession
            | Self::Token
            | Self::Jwks
            | Self::AccountInfo
            | Self::GetCallback
            | Self::DeleteUserLink
            | Self::ResetPasswordLink
            | Self::VerifyEmail
            | Self::Error
            | Self::Ok => None,
        }
    }
}

/// `/reset-password/:token`
fn is_reset_link(path: &str) -> bool {
    let token = path.strip_prefix(RESET_LINK);
    token.is_some_and(|token| !token.is_empty() && !token.contains('/'))
}

/// What comes before the token of a link to reset a password.
const RESET_LINK: &str = "/reset-password/";

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/api/auth/ok/")]
    #[case("/api/auth//ok")]
    #[case("/api/auth/%6Fk")]
    #[case("/api/auth/OK")]
    #[case("/api/auth")]
    #[case("/api/auth/")]
    #[case("/ok")]
    fn a_path_is_its_letters_and_nothing_else(#[case] path: &str) {
        assert_eq!(Endpoint::find(&Method::GET, "/api/auth/ok"), Some(Endpoint::Ok));
        assert_eq!(Endpoint::find(&Method::GET, path), None);
    }

    #[rstest]
    #[case("/callback/github", Some(Endpoint::GetCallback))]
    #[case("/callback/%67", Some(Endpoint::GetCallback))]
    #[case("/callback/", None)]
    #[case("/callback", None)]
    #[case("/callback/a/b", None)]
    #[case("/callback/a/", None)]
    fn a_callback_names_its_provider(#[case] path: &str, #[case] endpoint: Option<Endpoint>) {
        assert_eq!(Endpoint::find(&Method::GET, &format!("/api/auth{path}")), endpoint);
    }

    #[test]
    fn a_reset_link_has_one_token() {
        let find = |path| Endpoint::find(&Method::GET, path);
        assert_eq!(find("/api/auth/reset-password/t"), Some(Endpoint::ResetPasswordLink));
        for path in
            ["/api/auth/reset-password/", "/api/auth/reset-password", "/api/auth/reset-password/t/"]
        {
            assert_eq!(find(path), None, "{path}");
        }
    }

    #[test]
    fn another_method_is_another_path() {
        assert_eq!(Endpoint::find(&Method::POST, "/api/auth/ok"), None);
        assert_eq!(Endpoint::find(&Method::HEAD, "/api/auth/ok"), None);
        assert_eq!(Endpoint::find(&Method::GET, "/api/auth/sign-out"), None);
    }
}
