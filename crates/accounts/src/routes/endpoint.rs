use actix_web::http::Method;

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

/// All endpoints. A segment in braces stands for one of any letters.
const ENDPOINTS: &[(Endpoint, Method, &str)] = &[
    (Endpoint::SignUpEmail, Method::POST, "/sign-up/email"),
    (Endpoint::SignInEmail, Method::POST, "/sign-in/email"),
    (Endpoint::SignOut, Method::POST, "/sign-out"),
    (Endpoint::GetSession, Method::GET, "/get-session"),
    (Endpoint::PostGetSession, Method::POST, "/get-session"),
    (Endpoint::Token, Method::GET, "/token"),
    (Endpoint::Jwks, Method::GET, "/jwks"),
    (Endpoint::ListSessions, Method::GET, "/list-sessions"),
    (Endpoint::RevokeSession, Method::POST, "/revoke-session"),
    (Endpoint::RevokeSessions, Method::POST, "/revoke-sessions"),
    (Endpoint::RevokeOtherSessions, Method::POST, "/revoke-other-sessions"),
    (Endpoint::UpdateUser, Method::POST, "/update-user"),
    (Endpoint::UpdateSession, Method::POST, "/update-session"),
    (Endpoint::ChangePassword, Method::POST, "/change-password"),
    (Endpoint::VerifyPassword, Method::POST, "/verify-password"),
    (Endpoint::ListAccounts, Method::GET, "/list-accounts"),
    (Endpoint::UnlinkAccount, Method::POST, "/unlink-account"),
    (Endpoint::DeleteUser, Method::POST, "/delete-user"),
    (Endpoint::SignInSocial, Method::POST, "/sign-in/social"),
    (Endpoint::LinkSocial, Method::POST, "/link-social"),
    (Endpoint::GetAccessToken, Method::POST, "/get-access-token"),
    (Endpoint::RefreshToken, Method::POST, "/refresh-token"),
    (Endpoint::AccountInfo, Method::GET, "/account-info"),
    (Endpoint::GetCallback, Method::GET, "/callback/{provider}"),
    (Endpoint::PostCallback, Method::POST, "/callback/{provider}"),
    (Endpoint::DeleteUserLink, Method::GET, "/delete-user/callback"),
    (Endpoint::ChangeEmail, Method::POST, "/change-email"),
    (Endpoint::RequestPasswordReset, Method::POST, "/request-password-reset"),
    (Endpoint::ResetPasswordLink, Method::GET, "/reset-password/{token}"),
    (Endpoint::ResetPassword, Method::POST, "/reset-password"),
    (Endpoint::SendVerificationEmail, Method::POST, "/send-verification-email"),
    (Endpoint::VerifyEmail, Method::GET, "/verify-email"),
    (Endpoint::Error, Method::GET, "/error"),
    (Endpoint::Ok, Method::GET, "/ok"),
];

/// The method and the path below the base of each endpoint.
pub(crate) fn endpoints() -> impl Iterator<Item = (&'static Method, &'static str)> {
    ENDPOINTS.iter().map(|(_, method, path)| (method, *path))
}

impl Endpoint {
    /// The endpoint of a path as it was sent: Better Auth decodes nothing, forgives no slash and
    /// tells an unknown method from an unknown path by nothing.
    pub(super) fn find(method: &Method, path: &str) -> Option<Self> {
        let path = path.strip_prefix(Accounts::BASE)?;
        let mut all = ENDPOINTS.iter();
        let found = all.find(|(_, its, template)| its == method && fits(template, path));
        found.map(|(endpoint, ..)| *endpoint)
    }

    /// The path of the endpoint, as it is declared.
    pub(super) fn template(method: &Method, path: &str) -> Option<&'static str> {
        let wanted = Self::find(method, path)?;
        let mut all = ENDPOINTS.iter();
        all.find(|(endpoint, ..)| *endpoint == wanted).map(|(_, _, template)| *template)
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

/// Whether a path is the one of a template, or one of those.
fn fits(template: &str, path: &str) -> bool {
    let Some((before, _)) = template.split_once('{') else { return path == template };
    let segment = path.strip_prefix(before);
    segment.is_some_and(|segment| !segment.is_empty() && !segment.contains('/'))
}

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
