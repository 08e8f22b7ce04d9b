//! Where users are sent when a flow that left the site has failed.

use serde_json::Value;
use url::form_urlencoded::Serializer;

use super::{answer::Answer, call::Call};

/// `GET /error`: to the site's own page, as Better Auth does in production. The code is one word;
/// what is no code does not get there.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let code = first(&call.query, "error").filter(|code| is_code(code)).unwrap_or("UNKNOWN");
    let mut query = Serializer::new(String::new());
    query.append_pair("error", code);
    if let Some(description) = first(&call.query, "error_description") {
        query.append_pair("error_description", description);
    }
    Answer::bare_redirect(format!("/?{}", query.finish()))
}

/// The first value of a parameter, if it is not empty.
fn first<'q>(query: &'q Value, name: &str) -> Option<&'q str> {
    let text = match query.get(name)? {
        Value::Array(values) => values.first()?.as_str()?,
        value => value.as_str()?,
    };
    Some(text).filter(|text| !text.is_empty())
}

fn is_code(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"'_-".contains(&byte))
}
