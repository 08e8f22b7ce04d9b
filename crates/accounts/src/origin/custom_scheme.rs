//! URLs of schemes that are neither http nor https, such as `myapp://home`.
//!
//! Better Auth takes them apart by hand, since runtimes disagree about them, and so is it done here.

use crate::percent;

/// The parts of such a URL, or of a pattern for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CustomUrl {
    /// In lower case.
    pub(super) scheme: String,
    /// What follows `//`, in lower case; empty without one.
    pub(super) authority: String,
    /// Percent-decoded, with `.` and `..` resolved, so that `/cb/../evil` is not below `/cb`. Empty
    /// for the root.
    pub(super) path: String,
}

impl CustomUrl {
    /// Takes a URL apart; `None` if it has no scheme, or control characters anywhere.
    pub(super) fn of_url(url: &str) -> Option<Self> {
        Self::split(url, &['/', '?', '#'], &['?', '#'])
    }

    /// Takes a pattern with wildcards apart, where `?` is one and starts no query.
    pub(super) fn of_wild_pattern(pattern: &str) -> Option<Self> {
        Self::split(pattern, &['/', '#'], &['#'])
    }

    /// What `url` 2.5 overlooks and the WHATWG standard refuses: `user@` before no host, and a
    /// backslash after the colon of an empty port.
    pub(super) fn has_sound_host(&self) -> bool {
        let host = self.authority.rsplit('@').next().unwrap_or_default();
        !self.authority.ends_with('@') && !host.contains('\\')
    }

    fn split(text: &str, authority_ends: &[char], path_ends: &[char]) -> Option<Self> {
        if text.contains(char::is_control) {
            return None;
        }
        let (scheme, rest) = text.split_once(':')?;
        if scheme.is_empty() {
            return None;
        }
        let (authority, rest) = match rest.strip_prefix("//") {
            Some(rest) => rest.split_at(rest.find(authority_ends).unwrap_or(rest.len())),
            None => ("", rest),
        };
        let path = &rest[..rest.find(path_ends).unwrap_or(rest.len())];
        Some(Self {
            scheme: scheme.to_lowercase(),
            authority: authority.to_lowercase(),
            path: resolve(&percent::decode_or_keep(path)),
        })
    }
}

fn resolve(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            ".." => drop(segments.pop()),
            "." | "" => {}
            name => segments.push(name),
        }
    }
    segments.iter().flat_map(|segment| ["/", segment]).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("myapp://", "myapp", "", "")]
    #[case("MyApp://Home", "myapp", "home", "")]
    #[case("myapp:home/x", "myapp", "", "/home/x")]
    #[case("deep://host/cb?x=/y#z", "deep", "host", "/cb")]
    #[case("deep://host?x=/y", "deep", "host", "")]
    #[case("deep://host/cb/../evil", "deep", "host", "/evil")]
    #[case("deep://host/cb/%2e%2e/evil", "deep", "host", "/evil")]
    #[case("deep://host/cb/%2e%2e%2fevil", "deep", "host", "/evil")]
    #[case("deep://host/../../x/./y//z/", "deep", "host", "/x/y/z")]
    #[case("deep://host/%", "deep", "host", "/%")]
    fn a_url_is_taken_apart(
        #[case] url: &str,
        #[case] scheme: &str,
        #[case] authority: &str,
        #[case] path: &str,
    ) {
        let parts = CustomUrl::of_url(url).unwrap();
        assert_eq!([&parts.scheme, &parts.authority, &parts.path], [scheme, authority, path]);
    }

    #[test]
    fn a_question_mark_is_a_wildcard_in_a_pattern() {
        let parts = CustomUrl::of_wild_pattern("exp://192.168.?.*:*/a?c#x").unwrap();
        assert_eq!((parts.authority.as_str(), parts.path.as_str()), ("192.168.?.*:*", "/a?c"));
    }

    #[rstest]
    #[case("")]
    #[case("plain")]
    #[case("://host")]
    #[case("my\tapp://")]
    #[case("myapp://a\u{85}b")]
    fn what_has_no_scheme_or_control_characters_is_refused(#[case] url: &str) {
        assert_eq!(CustomUrl::of_url(url), None);
    }
}
