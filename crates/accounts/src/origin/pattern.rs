//! One trusted origin, plain or with wildcards.

use std::net::Ipv4Addr;

use url::Url;

use super::{custom_scheme::CustomUrl, glob::Glob, web_origin};

/// A URL in the forms patterns are compared with.
pub(super) struct Candidate {
    /// The host, and the port unless it is the scheme's own. Empty or `None` without a host.
    host: Option<String>,
    kind: Kind,
}

enum Kind {
    /// http or https: the origin.
    Web(String),
    /// Any other scheme.
    Custom(Option<CustomUrl>),
    /// No absolute URL.
    Unreadable,
}

impl Candidate {
    pub(super) fn new(text: &str) -> Self {
        Self::read(text).unwrap_or(Self { host: None, kind: Kind::Unreadable })
    }

    fn read(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let host = url.host_str().filter(|host| !host.is_empty()).map(|host| match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        });
        let kind = match web_origin(&url) {
            Some(origin) => Kind::Web(origin),
            None => Kind::Custom(CustomUrl::of_url(text)),
        };
        match &kind {
            Kind::Custom(Some(parts)) if !parts.has_sound_host() => None,
            Kind::Web(_) | Kind::Custom(_) | Kind::Unreadable => Some(Self { host, kind }),
        }
    }
}

/// A pattern, compiled.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    /// Wildcards and no scheme: the host of any URL.
    Host(WildAuthority),
    /// Wildcards and a scheme.
    Wild { origin: WildAuthority, custom: Option<WildCustom> },
    /// No wildcards.
    Plain { text: String, custom: Option<CustomUrl> },
}

impl Pattern {
    pub(super) fn is_wild(pattern: &str) -> bool {
        pattern.contains(['*', '?'])
    }

    pub(super) fn new(pattern: &str) -> Self {
        if !Self::is_wild(pattern) {
            return Self::Plain { text: pattern.to_owned(), custom: CustomUrl::of_url(pattern) };
        }
        match pattern.split_once("://") {
            None => Self::Host(WildAuthority::new(pattern, pattern)),
            Some((_, authority)) => Self::Wild {
                origin: WildAuthority::new(pattern, authority),
                custom: CustomUrl::of_wild_pattern(pattern).map(WildCustom::new),
            },
        }
    }

    pub(super) fn matches(&self, candidate: &Candidate) -> bool {
        match (self, &candidate.kind) {
            (Self::Host(host), _) => {
                candidate.host.as_ref().is_some_and(|text| host.matches(text, text))
            }
            (Self::Wild { origin, .. }, Kind::Web(text)) => {
                let authority = text.split_once("://").map_or("", |(_, authority)| authority);
                origin.matches(text, authority)
            }
            (Self::Wild { custom, .. }, Kind::Custom(url)) => {
                custom.as_ref().zip(url.as_ref()).is_some_and(|(custom, url)| custom.matches(url))
            }
            (Self::Plain { text, .. }, Kind::Web(origin)) => text == origin,
            (Self::Plain { custom, .. }, Kind::Custom(url)) => {
                custom.as_ref().zip(url.as_ref()).is_some_and(|(custom, url)| covers(custom, url))
            }
            (Self::Wild { .. } | Self::Plain { .. }, Kind::Unreadable) => false,
        }
    }
}

/// A pattern whose host, if it is made of digits, dots and wildcards, stands for addresses alone:
/// `*` crosses dots, so `192.168.*` would let `192.168.evil.com` in.
#[derive(Clone, Debug)]
pub(super) struct WildAuthority {
    glob: Glob,
    addresses_only: bool,
}

impl WildAuthority {
    fn new(pattern: &str, authority: &str) -> Self {
        let host = before_port(authority);
        let is_range = host.bytes().all(|byte| byte.is_ascii_digit() || b"*?.".contains(&byte))
            && host.bytes().any(|byte| byte.is_ascii_digit());
        Self { glob: Glob::new(pattern), addresses_only: is_range }
    }

    fn matches(&self, text: &str, authority: &str) -> bool {
        self.glob.matches(text)
            && (!self.addresses_only || before_port(authority).parse::<Ipv4Addr>().is_ok())
    }
}

/// A pattern with wildcards for a scheme of its own.
#[derive(Clone, Debug)]
pub(super) struct WildCustom {
    scheme: String,
    /// `None` lets any authority in.
    authority: Option<WildAuthority>,
    /// `None` lets any path in.
    path: Option<Glob>,
}

impl WildCustom {
    fn new(parts: CustomUrl) -> Self {
        let CustomUrl { scheme, authority, path } = parts;
        let authority = (!authority.is_empty()).then(|| WildAuthority::new(&authority, &authority));
        Self { scheme, authority, path: (!path.is_empty()).then(|| Glob::new(&path)) }
    }

    fn matches(&self, url: &CustomUrl) -> bool {
        let path = if url.path.is_empty() { "/" } else { &url.path };
        self.scheme == url.scheme
            // `user@` could carry the expected text in front of another host.
            && !url.authority.contains('@')
            && self.authority.as_ref().is_none_or(|it| it.matches(&url.authority, &url.authority))
            && self.path.as_ref().is_none_or(|it| it.matches(path))
    }
}

/// Whether a plain pattern lets a URL of its own scheme in: the pattern's parts that are empty say
/// nothing, and its path covers what is below it.
fn covers(pattern: &CustomUrl, url: &CustomUrl) -> bool {
    let is_below =
        || url.path.strip_prefix(&pattern.path).is_some_and(|rest| rest.starts_with('/'));
    pattern.scheme == url.scheme
        && (pattern.authority.is_empty() || pattern.authority == url.authority)
        && (pattern.path.is_empty() || pattern.path == url.path || is_below())
}

fn before_port(authority: &str) -> &str {
    authority.split(':').next().unwrap_or_default()
}
