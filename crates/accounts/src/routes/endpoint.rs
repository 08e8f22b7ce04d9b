use actix_web::http::Method;

use crate::{Accounts, validation::MediaTypes};

/// What a path and a method name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Endpoint {
    SignUpEmail,
    SignInEmail,
    SignOut,
    GetSession,
    /// Refused unless refreshing is deferred, which it never is here.
    PostGetSession,
    Token,
    Jwks,
    DeleteUser,
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
            "/delete-user" if post => Some(Self::DeleteUser),
            "/ok" if get => Some(Self::Ok),
            _ => None,
        }
    }

    /// Which bodies it reads; `None` if it looks at none.
    pub(super) fn media_types(self) -> Option<MediaTypes> {
        match self {
            Self::SignUpEmail | Self::SignInEmail => Some(MediaTypes::FormOrJson),
            Self::SignOut | Self::DeleteUser => Some(MediaTypes::Json),
            Self::GetSession | Self::PostGetSession | Self::Token | Self::Jwks | Self::Ok => None,
        }
    }
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

    #[test]
    fn another_method_is_another_path() {
        assert_eq!(Endpoint::find(&Method::POST, "/api/auth/ok"), None);
        assert_eq!(Endpoint::find(&Method::HEAD, "/api/auth/ok"), None);
        assert_eq!(Endpoint::find(&Method::GET, "/api/auth/sign-out"), None);
    }
}
