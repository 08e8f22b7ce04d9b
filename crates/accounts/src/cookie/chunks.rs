//! A cookie that is too long for browsers goes in several.

use super::{CookieJar, Cookies, SetCookie};

/// Safari takes 4,093 bytes of name, value and attributes; Better Auth stays a little below that.
const LONGEST_COOKIE: usize = 4_050;

/// Node takes 16 KiB of headers, and so do many proxies: whoever had more cookies than this could
/// do nothing any more. Better Auth makes up to a hundred.
const MOST_CHUNKS: usize = 3;

impl Cookies {
    /// The session's copy as the request carries it: whole, or else in parts in the order of their
    /// numbers.
    pub(super) fn session_data(&self, jar: &CookieJar<'_>) -> Option<String> {
        if let Some(whole) = jar.get(&self.session_data).filter(|value| !value.is_empty()) {
            return Some(whole.into_owned());
        }
        let mut parts: Vec<_> = jar
            .names()
            .filter_map(|name| Some((self.part_number(name)?, jar.get(name)?)))
            .collect();
        parts.sort_by_key(|(number, _)| *number);
        let value: String = parts.into_iter().map(|(_, part)| part).collect();
        (!value.is_empty()).then_some(value)
    }

    /// Sets the session's copy, and takes back what the request carries of an older one under
    /// other names. A value that is too long even in parts is not set.
    pub(super) fn set_session_data(
        &self,
        jar: &CookieJar<'_>,
        value: &str,
        max_age: Option<u32>,
    ) -> Vec<SetCookie> {
        let longest_name = format!("{}.99", self.session_data);
        let overhead = self.write(&longest_name, "", max_age).as_str().len();
        let room = LONGEST_COOKIE.saturating_sub(overhead).max(1);
        // Base64url and dots: each byte is a letter.
        let parts: Vec<_> = value.as_bytes().chunks(room).map(String::from_utf8_lossy).collect();
        let set: Vec<_> = match parts.as_slice() {
            [whole] => vec![(self.session_data.clone(), whole)],
            parts if parts.len() > MOST_CHUNKS => Vec::new(),
            parts => (0..).zip(parts).map(|(at, part)| (self.part_name(at), part)).collect(),
        };
        let is_set = |name: &str| set.iter().any(|(known, _)| known == name);
        let stale = jar.names().filter(|name| self.is_session_data(name) && !is_set(name));
        stale
            .map(|name| self.expire(name))
            .chain(set.iter().map(|(name, part)| self.write(name, part, max_age)))
            .collect()
    }

    /// Takes back whatever copy of the session the request carries, parts included.
    pub(crate) fn expire_session_data(&self, jar: &CookieJar<'_>) -> Vec<SetCookie> {
        jar.names()
            .filter(|name| self.is_session_data(name))
            .map(|name| self.expire(name))
            .collect()
    }

    fn is_session_data(&self, name: &str) -> bool {
        name == self.session_data || self.part_number(name).is_some()
    }

    fn part_name(&self, number: u32) -> String {
        format!("{}.{number}", self.session_data)
    }

    /// Of `session_data.<n>` with a number written the plain way.
    fn part_number(&self, name: &str) -> Option<u32> {
        let number = name.strip_prefix(&self.session_data)?.strip_prefix('.')?;
        number.parse().ok().filter(|parsed: &u32| parsed.to_string() == number)
    }
}
