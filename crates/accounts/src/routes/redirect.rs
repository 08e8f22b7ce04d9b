//! URLs to send a browser to.

use url::{Url, form_urlencoded};

/// `url` with one more parameter, or a parameter of that name with another value. A path is taken
/// to be one of `origin`; the result is a whole URL.
pub(super) fn absolute(origin: &str, url: &str, name: &str, value: &str) -> Option<String> {
    let mut url = Url::parse(origin).ok()?.join(url).ok()?;
    let mut pairs: Vec<_> = url.query_pairs().into_owned().collect();
    match pairs.iter().position(|(key, _)| key == name) {
        Some(first) => {
            pairs[first].1 = value.to_owned();
            let mut at = 0;
            pairs.retain(|(key, _)| {
                at += 1;
                key != name || at == first + 1
            });
        }
        None => pairs.push((name.to_owned(), value.to_owned())),
    }
    url.query_pairs_mut().clear().extend_pairs(pairs);
    Some(url.into())
}

/// `url` as it is, relative or not, with more parameters before its fragment.
pub(super) fn appended(url: &str, parameters: &[(&str, &str)]) -> String {
    let (before, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let joint = match before.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.extend_pairs(parameters).finish();
    format!("{before}{joint}{query}{fragment}")
}

/// `url` as a header may hold it: what is no visible ASCII is percent-encoded, which browsers do
/// by themselves.
pub(super) fn header(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'!'..=b'~' => safe.push(char::from(byte)),
            byte => safe.push_str(&format!("%{byte:02X}")),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const HERE: &str = "https://here.example";

    #[rstest]
    #[case("/reset", "https://here.example/reset?token=t")]
    #[case("/reset?a=b%20c#d", "https://here.example/reset?a=b+c&token=t#d")]
    #[case("/?token=old&a=1&token=older", "https://here.example/?token=t&a=1")]
    #[case("https://app.example/x?y=1", "https://app.example/x?y=1&token=t")]
    #[case("myapp://reset", "myapp://reset?token=t")]
    fn a_parameter_is_set_in_a_whole_url(#[case] url: &str, #[case] whole: &str) {
        assert_eq!(absolute(HERE, url, "token", "t").as_deref(), Some(whole));
    }

    #[rstest]
    #[case("/done", "/done?error=E")]
    #[case("/done?a=1", "/done?a=1&error=E")]
    #[case("/done?", "/done?error=E")]
    #[case("/done?a=1&", "/done?a=1&error=E")]
    #[case("/done#top", "/done?error=E#top")]
    #[case("https://app.example/x", "https://app.example/x?error=E")]
    fn a_parameter_is_added_and_the_rest_left_as_it_is(#[case] url: &str, #[case] longer: &str) {
        assert_eq!(appended(url, &[("error", "E")]), longer);
    }

    #[test]
    fn a_header_holds_visible_ascii_alone() {
        assert_eq!(header("/a b\r\nX: é%20"), "/a%20b%0D%0AX:%20%C3%A9%20");
    }
}
