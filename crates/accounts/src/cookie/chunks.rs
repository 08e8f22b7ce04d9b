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

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;
    use rstest::rstest;

    use super::*;
    use crate::{CookieSettings, Secret};

    const NAME: &str = "better-auth.session_data";

    fn cookies() -> Cookies {
        let origin = "http://localhost:3000".parse().unwrap();
        let secret = Secret::from("any".to_owned());
        Cookies::new(&secret, &CookieSettings::default(), &origin, 60).unwrap()
    }

    fn with_jar<T>(header: &str, read: impl FnOnce(&CookieJar<'_>) -> T) -> T {
        let header = HeaderValue::from_str(header).unwrap();
        read(&CookieJar::new([&header]))
    }

    fn set(header: &str, value: &str) -> Vec<String> {
        let set = with_jar(header, |jar| cookies().set_session_data(jar, value, Some(300)));
        set.iter().map(|cookie| cookie.as_str().to_owned()).collect()
    }

    /// What a browser sends back of them.
    fn sent(cookies: &[String]) -> String {
        let pairs = cookies.iter().filter(|cookie| !cookie.contains("Max-Age=0"));
        pairs.map(|cookie| cookie.split_once(';').unwrap().0).collect::<Vec<_>>().join("; ")
    }

    /// Attributes and the longest name leave 3,977 bytes for a value.
    #[rstest]
    #[case(3_977, &[""])]
    #[case(3_978, &[".0", ".1"])]
    #[case(2 * 3_977, &[".0", ".1"])]
    #[case(2 * 3_977 + 1, &[".0", ".1", ".2"])]
    #[case(3 * 3_977, &[".0", ".1", ".2"])]
    #[case(3 * 3_977 + 1, &[])]
    fn a_long_value_goes_in_parts_which_are_joined_again(
        #[case] length: usize,
        #[case] suffixes: &[&str],
    ) {
        let value: String = ('a'..='z').cycle().take(length).collect();
        let cookies_set = set("a=b", &value);
        assert!(cookies_set.iter().all(|cookie| cookie.len() <= LONGEST_COOKIE));
        let names = cookies_set.iter().map(|cookie| cookie.split_once('=').unwrap().0);
        let expected = suffixes.iter().map(|suffix| format!("{NAME}{suffix}"));
        assert_eq!(names.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        let joined =
            with_jar(&format!("a=b; {}", sent(&cookies_set)), |jar| cookies().session_data(jar));
        assert_eq!(joined, (!suffixes.is_empty()).then_some(value));
    }

    #[rstest]
    #[case::numbers_not_letters(
        "better-auth.session_data.10=c; better-auth.session_data.2=b; better-auth.session_data.0=a",
        Some("abc")
    )]
    #[case::the_whole_wins("better-auth.session_data.0=a; better-auth.session_data=w", Some("w"))]
    #[case::an_empty_whole_is_none(
        "better-auth.session_data=; better-auth.session_data.0=a",
        Some("a")
    )]
    #[case::no_part("better-auth.session_data.x=a; better-auth.session_data.01=b", None)]
    #[case::nothing("a=b", None)]
    fn parts_are_joined_in_order(#[case] header: &str, #[case] value: Option<&str>) {
        assert_eq!(with_jar(header, |jar| cookies().session_data(jar)).as_deref(), value);
    }

    #[test]
    fn what_an_older_copy_left_is_taken_back() {
        let header =
            format!("{NAME}.0=a; {NAME}.1=b; {NAME}.2=c; {NAME}=x; {NAME}.01=z; {NAME}.x=z");
        let expired =
            |name: &str| format!("{NAME}{name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
        let whole = set(&header, "v");
        assert_eq!(whole[..3], [".0", ".1", ".2"].map(expired));
        assert_eq!(whole[3], format!("{NAME}=v; Max-Age=300; Path=/; HttpOnly; SameSite=Lax"));
        let parts = set(&header, &"v".repeat(5_000));
        assert_eq!(parts[..2], [".2", ""].map(expired));
        assert_eq!(parts.len(), 4);
    }
}
