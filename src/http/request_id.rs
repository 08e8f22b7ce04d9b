//! What a request is called, in its answer and in the log.

use actix_web::http::header::{HeaderMap, HeaderValue};
use derive_more::Display;
use uuid::Uuid;

use super::headers::REQUEST_ID;

/// The id of a request: one that a proxy gave it, or a new one.
#[derive(Debug, Clone, Display)]
#[display("{}", self.as_str())]
pub(super) struct RequestId(HeaderValue);

impl RequestId {
    /// The id that a proxy gave the request, if it is one that can be logged as it stands.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
        match headers.get(REQUEST_ID) {
            Some(id) if (1..=64).contains(&id.len()) && id.as_bytes().iter().all(plain) => {
                Self(id.clone())
            }
            _ => Self::new(),
        }
    }

    fn new() -> Self {
        let mut text = Uuid::encode_buffer();
        let text = Uuid::now_v7().simple().encode_lower(&mut text);
        // Hexadecimal digits are a header's value.
        Self(HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("-")))
    }

    pub(super) fn header(&self) -> &HeaderValue {
        &self.0
    }

    pub(super) fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }
}
