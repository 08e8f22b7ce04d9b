//! Which database a URL names.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use derive_more::{Display, Error};

/// Where the data is. Shown without the password that a PostgreSQL URL may hold.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// An SQLite file: `sqlite://relative/path` or `sqlite:///absolute/path`.
    Sqlite(PathBuf),
    /// A PostgreSQL server, as libpq reads it: `postgres://user:password@host:port/database?…`.
    /// With `pgbouncer=true` among its parameters, one behind a pooler in transaction mode.
    Postgres(String),
}

/// What is wrong with a database URL.
#[derive(Debug, Display, Error, PartialEq, Eq)]
pub enum UrlError {
    /// Neither `sqlite://` nor `postgres://`: a file is never made out of a mistyped URL.
    #[display("it must start with sqlite:// or postgres://")]
    Scheme,
    /// `sqlite://` and nothing after it, or an in-memory database, which two connections cannot
    /// share.
    #[display("sqlite:// needs the path of a file")]
    NoFile,
    /// libpq falls back to plain text, and says nothing, unless `sslmode` forbids it.
    #[display(
        "a database on another machine needs sslmode=verify-full (or sslmode=require) in the URL, \
         or sslmode=disable to accept an unencrypted connection"
    )]
    PlainText,
}

impl DatabaseUrl {
    pub(crate) fn is_behind_pooler(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(url) => behind_pooler(url),
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(url: &str) -> Result<Self, UrlError> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            return match path {
                "" | "/" | ":memory:" => Err(UrlError::NoFile),
                path => Ok(Self::Sqlite(Path::new(path).to_owned())),
            };
        }
        let rest = url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://"));
        let rest = rest.ok_or(UrlError::Scheme)?;
        if !is_local(rest) && !says_how_to_encrypt(rest) {
            return Err(UrlError::PlainText);
        }
        Ok(Self::Postgres(url.to_owned()))
    }
}

/// Whether every host in `[user[:password]@]host[:port][,…][/db][?…]` is this machine. A host in
/// the parameters wins over the one in front, and one that starts with `/` is a Unix socket.
fn is_local(rest: &str) -> bool {
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let hosts = authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts);
    let named = parameters(rest).filter(|(name, _)| matches!(*name, "host" | "hostaddr"));
    let mut all = named.map(|(_, hosts)| hosts).chain([hosts]).flat_map(|hosts| hosts.split(','));
    all.all(|host| {
        let host = match host.strip_prefix('[') {
            Some(v6) => v6.split(']').next().unwrap_or_default(),
            None if host.matches(':').count() > 1 => host,
            None => host.split(':').next().unwrap_or_default(),
        };
        let socket = host.starts_with('/') || host.to_ascii_lowercase().starts_with("%2f");
        socket || matches!(host, "" | "localhost" | "::1") || host.starts_with("127.")
    })
}

fn says_how_to_encrypt(rest: &str) -> bool {
    let modes = ["disable", "require", "verify-ca", "verify-full"];
    parameters(rest).any(|(name, value)| name == "sslmode" && modes.contains(&value))
}

fn parameters(rest: &str) -> impl Iterator<Item = (&str, &str)> {
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    query.split('&').filter_map(|pair| pair.split_once('='))
}

/// Whether the URL says `pgbouncer=true`, as URLs for a pooler that shares out its sessions by
/// transactions do elsewhere too.
pub(crate) fn behind_pooler(url: &str) -> bool {
    parameters(url).any(|pair| pair == POOLER)
}

const POOLER: (&str, &str) = ("pgbouncer", "true");

/// The URL without what libpq does not know, and with an end to every wait for a server that does
/// not answer, where it names none: `connect_timeout` (seconds) and `tcp_user_timeout`
/// (milliseconds) of libpq, which by default waits for as long as the kernel does, a quarter of an
/// hour or more.
pub(crate) fn for_libpq(url: &str) -> String {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let told =
        query.split('&').filter(|pair| !pair.is_empty() && pair.split_once('=') != Some(POOLER));
    let mut pairs: Vec<_> = told.map(str::to_owned).collect();
    for (name, value) in [("connect_timeout", "2"), ("tcp_user_timeout", "10000")] {
        if !parameters(url).any(|(named, _)| named == name) {
            pairs.push(format!("{name}={value}"));
        }
    }
    format!("{address}?{}", pairs.join("&"))
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(out, "sqlite://{}", path.display()),
            Self::Postgres(url) => out.write_str(&without_password(url)),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// The URL without its `user:password` half, and without parameters, where libpq takes a
/// password too.
fn without_password(url: &str) -> String {
    let url = url.split('?').next().unwrap_or_default();
    let Some((scheme, rest)) = url.split_once("://") else { return String::new() };
    let Some((login, place)) = rest.rsplit_once('@') else { return url.to_owned() };
    let user = login.split(':').next().unwrap_or_default();
    let hidden = if login.contains(':') { ":***" } else { "" };
    format!("{scheme}://{user}{hidden}@{place}")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("sqlite://data/ownly.db", "data/ownly.db")]
    #[case("sqlite:///var/lib/ownly.db", "/var/lib/ownly.db")]
    fn a_file_is_named_by_its_path(#[case] url: &str, #[case] path: &str) {
        assert_eq!(url.parse(), Ok(DatabaseUrl::Sqlite(path.into())));
    }

    #[rstest]
    #[case("ownly.db", UrlError::Scheme)]
    #[case("postgre://localhost/ownly", UrlError::Scheme)]
    #[case("mysql://localhost/ownly", UrlError::Scheme)]
    #[case("", UrlError::Scheme)]
    #[case("sqlite://", UrlError::NoFile)]
    #[case("sqlite://:memory:", UrlError::NoFile)]
    #[case("postgres://db.example/ownly", UrlError::PlainText)]
    #[case("postgres://db.example/ownly?sslmode=prefer", UrlError::PlainText)]
    #[case("postgres://localhost,db.example/ownly", UrlError::PlainText)]
    #[case("postgres://localhost/ownly?host=db.example", UrlError::PlainText)]
    #[case("postgres://localhost@db.example/ownly", UrlError::PlainText)]
    #[case("postgres://localhost.example/ownly", UrlError::PlainText)]
    fn a_url_that_would_do_harm_is_refused(#[case] url: &str, #[case] why: UrlError) {
        assert_eq!(url.parse::<DatabaseUrl>(), Err(why));
    }

    #[rstest]
    #[case("postgres://localhost/ownly")]
    #[case("postgres://me:p@127.0.0.1:5432/ownly")]
    #[case("postgres://me@[::1]:5432/ownly")]
    #[case("postgresql:///ownly?host=/run/postgresql")]
    #[case("postgres://%2Frun%2Fpostgresql/ownly")]
    #[case("postgres://db.example/ownly?sslmode=disable")]
    #[case("postgres://db.example/ownly?application_name=x&sslmode=verify-full")]
    fn this_machine_or_a_stated_sslmode_is_taken(#[case] url: &str) {
        assert_eq!(url.parse(), Ok(DatabaseUrl::Postgres(url.into())));
    }

    #[rstest]
    #[case("postgres://h/x", "postgres://h/x?connect_timeout=2&tcp_user_timeout=10000")]
    #[case(
        "postgres://h/x?connect_timeout=9",
        "postgres://h/x?connect_timeout=9&tcp_user_timeout=10000"
    )]
    #[case(
        "postgres://h/x?tcp_user_timeout=0&connect_timeout=0",
        "postgres://h/x?tcp_user_timeout=0&connect_timeout=0"
    )]
    #[case(
        "postgres://h/x?pgbouncer=true&sslmode=disable",
        "postgres://h/x?sslmode=disable&connect_timeout=2&tcp_user_timeout=10000"
    )]
    fn a_wait_for_a_silent_server_has_an_end(#[case] url: &str, #[case] opened: &str) {
        assert_eq!(for_libpq(url), opened);
    }

    #[rstest]
    #[case("postgres://h/x?pgbouncer=true", true)]
    #[case("postgres://h/x?sslmode=disable&pgbouncer=true", true)]
    #[case("postgres://h/x?pgbouncer=false", false)]
    #[case("postgres://h/pgbouncer=true", false)]
    fn a_url_says_whether_a_pooler_is_in_front(#[case] url: &str, #[case] is: bool) {
        assert_eq!(behind_pooler(url), is);
    }

    #[rstest]
    #[case("postgres://me:s3cret@localhost/x", "postgres://me:***@localhost/x")]
    #[case("postgres://me:a@b@localhost/x?password=s3cret", "postgres://me:***@localhost/x")]
    #[case("postgres://me@localhost/x", "postgres://me@localhost/x")]
    fn a_password_is_not_shown(#[case] url: &str, #[case] shown: &str) {
        let url: DatabaseUrl = url.parse().unwrap();
        assert_eq!(url.to_string(), shown);
        assert_eq!(format!("{url:?}"), shown);
    }
}
