//! From bytes to values.

use serde_json::{Map, Value};
use url::form_urlencoded;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Which bodies an endpoint reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MediaTypes {
    /// JSON alone: all endpoints but the two below.
    Json,
    /// Forms too: sign-in and sign-up.
    FormOrJson,
}

impl MediaTypes {
    const fn list(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::FormOrJson => "application/x-www-form-urlencoded, application/json",
        }
    }
}

/// Why a body cannot be read. The texts are Better Auth's messages.
#[derive(Clone, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
pub(crate) enum BodyFault {
    /// Not a type the endpoint reads: 415.
    #[display("Content-Type \"{content_type}\" is not allowed. Allowed types: {}", allowed.list())]
    UnsupportedMediaType {
        /// The header as it was sent.
        content_type: String,
        /// What the endpoint reads.
        allowed: MediaTypes,
    },
    /// Not JSON, although it says so: 400.
    #[display("Invalid JSON in request body")]
    InvalidJson,
}

impl BodyFault {
    /// The `code` of the answer.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::UnsupportedMediaType { .. } => "UNSUPPORTED_MEDIA_TYPE",
            Self::InvalidJson => "BAD_REQUEST",
        }
    }
}

/// The value of a body: `None` where there is none. An empty body is none, and so is one without a
/// `Content-Type`. The values of a form are all texts, and of a repeated one the last counts.
///
/// JSON must be UTF-8 and nested no deeper than 128 levels, where Better Auth replaces what it
/// cannot decode and knows no bound.
pub(crate) fn read_body(
    allowed: MediaTypes,
    content_type: Option<&str>,
    body: &[u8],
) -> Result<Option<Value>, BodyFault> {
    let Some(content_type) = content_type.filter(|it| !it.is_empty() && !body.is_empty()) else {
        return Ok(None);
    };
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(JSON) {
        let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
        return serde_json::from_slice(body).map(Some).map_err(|_| BodyFault::InvalidJson);
    }
    match allowed {
        MediaTypes::FormOrJson if essence.eq_ignore_ascii_case(FORM) => Ok(Some(read_form(body))),
        MediaTypes::FormOrJson | MediaTypes::Json => {
            Err(BodyFault::UnsupportedMediaType { content_type: content_type.to_owned(), allowed })
        }
    }
}

fn read_form(body: &[u8]) -> Value {
    let pairs = form_urlencoded::parse(body);
    pairs.map(|(name, value)| (name.into_owned(), Value::from(value.into_owned()))).collect()
}

/// The parameters of a query string (what follows the `?`): texts, and a list of texts where one
/// is repeated.
pub(crate) fn read_query(query: &str) -> Value {
    let mut parameters = Map::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = Value::from(value.into_owned());
        match parameters.get_mut(&*name) {
            None => drop(parameters.insert(name.into_owned(), value)),
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    Value::Object(parameters)
}
