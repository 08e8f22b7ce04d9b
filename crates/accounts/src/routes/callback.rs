//! Where other providers send their users back to. None can be configured yet, so nobody was sent
//! there from here; whoever comes is told so, at the page for errors.

use serde_json::Value;
use url::form_urlencoded::Serializer;

use super::{answer::Answer, call::Call};
use crate::{
    Accounts,
    fault::Fault,
    validation::{Fields, Place, ValidationError},
};

/// What a provider sends along, in the order in which it is passed on.
const PARAMETERS: [&str; 7] =
    ["code", "error", "device_id", "error_description", "state", "user", "iss"];

/// `GET /callback/:provider`.
pub(super) fn get(call: &Call<'_>) -> Result<Answer, Fault> {
    check(Place::Query, Some(&call.query))?;
    let state = call.query.get("state").and_then(Value::as_str);
    let error = match state {
        None | Some("") => "state_not_found",
        Some(_) => "state_mismatch",
    };
    Ok(Answer::redirect(format!("{}/error?error={error}", base(call))))
}

/// `POST /callback/:provider`: to the same by GET, with what is in the body.
pub(super) fn post(call: &Call<'_>) -> Result<Answer, Fault> {
    if call.body.is_some() {
        check(Place::Body, call.body.as_ref())?;
    }
    check(Place::Query, Some(&call.query))?;
    let mut query = Serializer::new(String::new());
    for name in PARAMETERS {
        let sent = [Some(&call.query), call.body.as_ref()].into_iter().flatten();
        if let Some(value) = sent.filter_map(|sent| sent.get(name)?.as_str()).next() {
            query.append_pair(name, value);
        }
    }
    let to = format!("{}{}?{}", call.inner.settings.origin, call.path(), query.finish());
    Ok(Answer::redirect(to))
}

fn check(place: Place, value: Option<&Value>) -> Result<(), ValidationError> {
    let mut fields = Fields::object(place, value);
    for name in PARAMETERS {
        fields.optional_password(name);
    }
    fields.finish(|| Some(()))
}

fn base(call: &Call<'_>) -> String {
    format!("{}{}", call.inner.settings.origin, Accounts::BASE)
}
