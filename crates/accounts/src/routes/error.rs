//! Where browsers end up when a link leads nowhere.

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

use super::{answer::Answer, call::Call, redirect};
use crate::mail::escaped;

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto;\
padding:0 1rem;color:#222;background:#fff}code{color:#666}\
@media(prefers-color-scheme:dark){body{color:#ddd;background:#111}code{color:#999}}";

/// `GET /error`: a page that names the code of what went wrong, or the way to the application's
/// own page. The description is in the URL, where anyone can write it: it is handed on to that page
/// and never shown here.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let code = first(call, "error").filter(|code| is_code(code)).unwrap_or("UNKNOWN");
    let Some(url) = &call.inner.settings.options.error_url else { return page(code) };
    let mut parameters = vec![("error", code)];
    parameters.extend(
        first(call, "error_description")
            .filter(|text| !text.is_empty())
            .map(|text| ("error_description", text)),
    );
    Answer::bare_redirect(redirect::appended(url, &parameters))
}

/// The first value of a parameter.
fn first<'c>(call: &'c Call<'_>, name: &str) -> Option<&'c str> {
    match call.query.get(name)? {
        Value::Array(values) => values.first()?.as_str(),
        value => value.as_str(),
    }
}

/// The codes that Better Auth shows.
fn is_code(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_'-".contains(&byte);
    !text.is_empty() && text.bytes().all(fits)
}

fn page(code: &str) -> Answer {
    let hash = STANDARD.encode(digest::digest(&digest::SHA256, STYLE.as_bytes()));
    // Nothing but this one style sheet: no script, no form, no frame.
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    );
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Error</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>That did not work</h1>\n\
         <p>The link may be old, used already, or incomplete. Go back and try again.</p>\n\
         <p><code>{}</code></p>\n</body>\n</html>\n",
        escaped(code)
    );
    Answer::page(html, policy).never_cached()
}
