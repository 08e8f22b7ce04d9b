//! The cookies a request carries.

use std::borrow::Cow;

use actix_web::http::header::HeaderValue;

use crate::percent;

/// All `Cookie` headers of one request. It reads what proxies and other applications leave there
/// leniently (RFC 6265, section 5.4, says only what browsers send): pairs without `=` are skipped.
/// It has no `Debug`, so that no cookie lands in a log.
pub(crate) struct CookieJar<'a> {
    headers: Vec<Cow<'a, str>>,
}

impl<'a> CookieJar<'a> {
    /// Of the values of the `Cookie` headers, in their order. A byte that is not UTF-8 spoils its
    /// own cookie and no other.
    pub(crate) fn new(headers: impl IntoIterator<Item = &'a HeaderValue>) -> Self {
        let headers = headers.into_iter();
        Self { headers: headers.map(|value| String::from_utf8_lossy(value.as_bytes())).collect() }
    }

    /// The value of the first cookie called `name`, without quotes and percent-decoded where that
    /// can be done.
    pub(crate) fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let (_, value) = self.pairs().find(|(key, _)| *key == name)?;
        let value = match value.strip_prefix('"') {
            // Better Auth drops the last character without looking at it.
            Some(quoted) => quoted.char_indices().next_back().map_or("", |(end, _)| &quoted[..end]),
            None => value,
        };
        Some(percent::decode_or_keep(value))
    }

    /// The names, each once, in the order of their first appearance.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let mut seen = Vec::new();
        self.pairs().filter_map(move |(name, _)| {
            let is_new = !seen.contains(&name);
            seen.push(name);
            is_new.then_some(name)
        })
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers
            .iter()
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.trim(), value.trim()))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn get(headers: &[HeaderValue], name: &str) -> Option<String> {
        CookieJar::new(headers).get(name).map(Cow::into_owned)
    }

    #[rstest]
    #[case::plain(&["a=1; b=2"], Some("2"))]
    #[case::no_space(&["a=1;b=2"], Some("2"))]
    #[case::many_spaces(&["a=1 ;  b \t=  2 "], Some("2"))]
    #[case::second_header(&["a=1", "b=2"], Some("2"))]
    #[case::first_wins(&["b=2; b=3"], Some("2"))]
    #[case::first_wins_across_headers(&["b=2", "b=3"], Some("2"))]
    #[case::an_empty_first_wins_too(&["b=; b=3"], Some(""))]
    #[case::equals_signs_in_the_value(&["b=2=="], Some("2=="))]
    #[case::after_a_pair_without_equals(&["junk; b=2"], Some("2"))]
    #[case::escaped(&["b=%2B%2F%3D"], Some("+/="))]
    #[case::escaped_badly(&["b=%2B%"], Some("%2B%"))]
    #[case::quoted(&["b=\"2\""], Some("2"))]
    #[case::half_quoted(&["b=\""], Some(""))]
    #[case::another_case(&["B=2"], None)]
    #[case::a_longer_name(&["bb=2"], None)]
    #[case::without_value(&["b"], None)]
    #[case::absent(&[], None)]
    fn a_cookie_is_found_by_its_exact_name(
        #[case] headers: &[&str],
        #[case] expected: Option<&str>,
    ) {
        let headers: Vec<_> =
            headers.iter().map(|value| HeaderValue::from_str(value).unwrap()).collect();
        assert_eq!(get(&headers, "b").as_deref(), expected);
    }

    #[test]
    fn bytes_that_are_not_utf8_spoil_their_own_cookie_alone() {
        let header = HeaderValue::from_bytes(b"a=\xff\xfe; b=2").unwrap();
        assert_eq!(get(&[header], "b").as_deref(), Some("2"));
    }

    #[test]
    fn names_come_once_and_in_order() {
        let headers = ["b=1; a=2", "b=3; c"].map(HeaderValue::from_static);
        assert_eq!(CookieJar::new(&headers).names().collect::<Vec<_>>(), ["b", "a"]);
    }
}
