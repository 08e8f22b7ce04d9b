//! The origin that browsers know the server by.

use std::str::FromStr;

use derive_more::{Display, Error};
use url::Url;

/// The origin that browsers know the server by, such as `https://app.example.com`: lower case,
/// without a default port, path or slash at the end.
#[derive(Debug, Display, Clone, PartialEq, Eq)]
pub struct Origin(String);

/// A text that is no origin of a server.
#[derive(Debug, Display, Error, Clone, Copy, PartialEq, Eq)]
#[display("expected an origin such as https://app.example.com")]
pub struct NotAnOrigin;

impl Origin {
    /// `http://localhost:PORT`.
    pub fn localhost(port: u16) -> Self {
        match port {
            80 => Self("http://localhost".to_owned()),
            port => Self(format!("http://localhost:{port}")),
        }
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its host, if that has a name: an address has none.
    pub(crate) fn domain(&self) -> Option<String> {
        Url::parse(&self.0).ok()?.domain().map(str::to_owned)
    }

    /// Its host, without the port: a name or an address.
    pub(crate) fn host(&self) -> &str {
        let authority = self.0.split_once("://").map_or(&*self.0, |(_, rest)| rest);
        match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            Some(_) | None => authority,
        }
    }

    /// Whether browsers reach it by HTTPS, so that its cookies are for HTTPS alone.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for Origin {
    type Err = NotAnOrigin;

    /// Takes the `BETTER_AUTH_URL` of a Better Auth server too, which may end in `/api/auth`. Any
    /// other path would move the API, which Ownly does not.
    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        let url = Url::parse(text.trim()).map_err(|_| NotAnOrigin)?;
        let bare = matches!(url.scheme(), "http" | "https")
            && matches!(url.path().trim_end_matches('/'), "" | "/api/auth")
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        bare.then(|| Self(url.origin().ascii_serialization())).ok_or(NotAnOrigin)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://App.Example.com/", "https://app.example.com")]
    #[case("https://app.example.com:443", "https://app.example.com")]
    #[case("http://127.0.0.1:3000", "http://127.0.0.1:3000")]
    #[case("https://app.example.com/api/auth", "https://app.example.com")]
    fn an_origin_is_kept_as_browsers_write_it(#[case] text: &str, #[case] origin: &str) {
        assert_eq!(text.parse::<Origin>().unwrap().as_str(), origin);
    }

    #[rstest]
    #[case("https://app.example.com", "app.example.com")]
    #[case("http://localhost:3000", "localhost")]
    #[case("http://[::1]", "[::1]")]
    #[case("http://[::1]:3000", "[::1]")]
    fn its_host_has_no_port(#[case] origin: &str, #[case] host: &str) {
        assert_eq!(origin.parse::<Origin>().unwrap().host(), host);
    }

    #[rstest]
    #[case("app.example.com")]
    #[case("ftp://app.example.com")]
    #[case("https://app.example.com/auth")]
    #[case("https://app.example.com/?a=1")]
    #[case("https://user@app.example.com")]
    #[case("")]
    fn anything_more_or_less_is_refused(#[case] text: &str) {
        assert_eq!(text.parse::<Origin>(), Err(NotAnOrigin));
    }

    #[test]
    fn port_80_is_not_written() {
        assert_eq!(Origin::localhost(80).as_str(), "http://localhost");
        assert_eq!(Origin::localhost(3000).as_str(), "http://localhost:3000");
    }
}
