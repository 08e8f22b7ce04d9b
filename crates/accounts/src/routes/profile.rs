//! What a user says of themselves.

use db::{Begin, Mode, RawAccess};
use serde_json::json;

use super::{answer::Answer, call::Call};
use crate::{
    fault::Fault,
    service::sessions::Current,
    store::users::{self, UserChanges},
    validation::{Fields, Place, ValidationError, is_truthy},
};

/// `POST /update-user`: changes name and image. The session's cookie is set again, which tells
/// clients to look at the user anew.
pub(super) async fn update_user(call: &Call<'_>) -> Result<Answer, Fault> {
    let (name, image) = read(call)?;
    let current = call.required_session().await?;
    let email = call.body.as_ref().and_then(|body| body.get("email"));
    if email.is_some_and(is_truthy) {
        return Err(Fault::EmailCannotBeUpdated);
    }
    if name.is_none() && image.is_none() {
        return Err(Fault::NoFieldsToUpdate);
    }
    let Current { session, mut user, .. } = current;
    let changes = UserChanges { name, image, updated_at: call.inner.clock.now().into() };
    user.change(&changes);
    let id = user.id.clone();
    let begin = Begin { mode: Mode::Write, user: None };
    let updated = call.inner.database.transaction(begin, move |connection| {
        Ok::<_, Fault>(users::update(connection, &id, &changes)?)
    });
    updated.await?;
    let answer = Answer::of(json!({ "status": true }));
    Ok(answer.with_session(call, &session, &user, None))
}

/// `POST /update-session`: there are no fields of a session that a client could change.
pub(super) async fn update_session(call: &Call<'_>) -> Result<Answer, Fault> {
    Fields::record(Place::Body, call.body.as_ref()).finish(|| Some(()))?;
    call.required_session().await?;
    Err(Fault::NoFieldsToUpdate)
}

type Profile = (Option<String>, Option<Option<String>>);

fn read(call: &Call<'_>) -> Result<Profile, ValidationError> {
    let mut body = Fields::record(Place::Body, call.body.as_ref());
    let name = body.optional_string("name");
    let image = body.optional_nullable_string("image");
    body.finish(|| Some((name?, image?)))
}
