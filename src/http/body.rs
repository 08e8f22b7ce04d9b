//! Bodies of requests.

use std::{future::Future, pin::Pin, time::Duration};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::CONTENT_TYPE,
    web::{Bytes, BytesMut},
};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;

use super::Error;

/// A JSON body. What is wrong with it is told by the member's name.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl Body<()> {
    /// How long a body may be: 64 KiB.
    pub const MOST_BYTES: usize = 65_536;
}

/// How long a body may take to arrive: of the application's data, or else ten seconds.
#[derive(Debug, Clone, Copy)]
pub struct BodyTimeout(pub Duration);

impl BodyTimeout {
    fn of(request: &HttpRequest) -> Duration {
        request.app_data::<Self>().map_or(Duration::from_secs(10), |told| told.0)
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (json, patience) = (is_json(request), BodyTimeout::of(request));
        let payload = payload.take();
        Box::pin(async move {
            if !json {
                return Err(Error::UnsupportedMediaType);
            }
            parse(&in_time(payload, patience).await?)
        })
    }
}

/// `application/json` in any letter case, with any parameters.
fn is_json(request: &HttpRequest) -> bool {
    let sent = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = sent.and_then(|value| value.split(';').next()).map(str::trim);
    essence.is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"))
}

/// All of a body, if it is neither too long nor too slow.
///
/// # Errors
/// [`Error::PayloadTooLarge`], [`Error::RequestTimeout`], [`Error::BrokenOff`].
pub fn read_payload(
    request: &HttpRequest,
    payload: Payload,
) -> impl Future<Output = Result<Bytes, Error>> + use<> {
    in_time(payload, BodyTimeout::of(request))
}

async fn in_time(payload: Payload, patience: Duration) -> Result<Bytes, Error> {
    let bytes = actix_rt::time::timeout(patience, read(payload)).await;
    bytes.map_err(|_| Error::RequestTimeout)?
}

async fn read(mut payload: Payload) -> Result<Bytes, Error> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Error::BrokenOff)?;
        if bytes.len() + chunk.len() > Body::MOST_BYTES {
            return Err(Error::PayloadTooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<Body<T>, Error> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        if error.is_data() {
            Error::InvalidBody(described(&path, &error.to_string()))
        } else {
            Error::InvalidJson(shortened(&error.to_string()))
        }
    })?;
    json.end().map_err(|error| Error::InvalidJson(shortened(&error.to_string())))?;
    Ok(Body(value))
}

/// What is wrong, after the name of the member where it is.
pub(super) fn described(path: &str, why: &str) -> String {
    let why = why.split(" at line ").next().unwrap_or(why);
    let named = path == "." || why.contains(&format!("`{path}`"));
    shortened(&if named { why.to_owned() } else { format!("{path}: {why}") })
}

/// A message may quote what was sent, which may be long.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 300;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
