//! `Set-Cookie` against `Set-Cookie`: which, in which order, with which attributes, and with what.

use crate::{cache_cookie, compare::Comparison, http::Answer, recorded::Response};

struct Cookie<'a> {
    name: &'a str,
    value: String,
    attributes: &'a str,
}

impl<'a> Cookie<'a> {
    fn parse(text: &'a str) -> Self {
        let (pair, attributes) = text.split_once("; ").unwrap_or((text, ""));
        let (name, value) = pair.split_once('=').unwrap();
        Self { name, value: decoded(value), attributes }
    }
}

impl Comparison {
    pub fn cookies(&mut self, recorded: &Response, ours: &Answer) {
        let recorded = recorded.headers.get("set-cookie").and_then(serde_json::Value::as_array);
        let recorded = recorded.into_iter().flatten().map(|cookie| cookie.as_str().unwrap());
        let ours = ours.headers.iter().filter(|(name, _)| name == "set-cookie");
        let recorded: Vec<_> = recorded.map(Cookie::parse).collect();
        let ours: Vec<_> = ours.map(|(_, cookie)| Cookie::parse(cookie)).collect();
        if !recorded.iter().map(|cookie| cookie.name).eq(ours.iter().map(|cookie| cookie.name)) {
            return self.found("cookies", &listed(&recorded), &listed(&ours));
        }
        for (at, (recorded, ours)) in recorded.iter().zip(&ours).enumerate() {
            let place = format!("cookie {at} {}", recorded.name);
            self.text(&format!("{place} attributes"), recorded.attributes, ours.attributes);
            match cache_cookie::content(recorded.name, &recorded.value)
                .zip(cache_cookie::content(ours.name, &ours.value))
            {
                Some((recorded, ours)) => self.json(&place, &recorded, &ours),
                None => self.text(&place, &recorded.value, &ours.value),
            }
        }
    }
}

/// Their names, and which of them are being cleared.
fn listed(cookies: &[Cookie]) -> String {
    let one = |cookie: &Cookie| match cookie.value.as_str() {
        "" => format!("-{}", cookie.name),
        _ => cookie.name.to_owned(),
    };
    cookies.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// What signatures look like without percent-encoding.
fn decoded(value: &str) -> String {
    value.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
}
