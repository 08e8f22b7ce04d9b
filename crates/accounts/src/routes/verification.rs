//! Showing that an address is its user's.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until};

use super::{answer::Answer, call::Call, mailed_link, redirect};
use crate::{
    email::Email,
    event::Event,
    fault::Fault,
    flow_fault::{FlowFault, LinkFault},
    service::{
        sessions::{Current, Found},
        verification::{self, Verified},
        verification_mail,
    },
    store::users::User,
    validation::{Fields, Place, ValidationError},
};

/// Without a session the answer comes no sooner, so that its time does not tell whether there was
/// something to do.
const NO_SOONER: Duration = Duration::from_millis(500);

/// `POST /send-verification-email`: mails the link to the user of an address, unless the address is
/// verified already. Only the user is told so.
pub(super) async fn send(call: &Call<'_>) -> Result<Answer, Fault> {
    let (email, callback) = read(call)?;
    let callback = callback.as_deref();
    if call.inner.mailer.is_none() {
        return Err(FlowFault::VerificationOff.into());
    }
    let done = Answer::of(json!({ "status": true }));
    let Some(Found::Live(current)) = call.stored_session().await? else {
        let due = Instant::now() + NO_SOONER;
        let sent = verification_mail::send_to(call.inner, email, callback).await;
        sleep_until(due).await;
        return sent.map(|()| done);
    };
    if current.user.email != email.as_str() {
        return Err(FlowFault::EmailMismatch.into());
    }
    if current.user.email_verified {
        return Err(FlowFault::AlreadyVerified.into());
    }
    verification_mail::send(call.inner, &current.user, callback)?;
    Ok(done)
}

fn read(call: &Call<'_>) -> Result<(Email, Option<String>), ValidationError> {
    let mut body = Fields::object(Place::Body, call.body.as_ref());
    let email = body.email("email");
    let callback = body.optional_string("callbackURL");
    body.finish(|| Some((email?, callback?)))
}

/// `GET /verify-email`: the mailed link.
pub(super) async fn verify(call: &Call<'_>) -> Result<Answer, Fault> {
    let (token, callback) = mailed_link::read(call)?;
    match follow(call, &token, callback.as_deref()).await {
        Err(Fault::Flow(FlowFault::Link(fault))) => refused(fault, callback),
        answer => answer,
    }
}

fn refused(fault: LinkFault, callback: Option<String>) -> Result<Answer, Fault> {
    let Some(callback) = callback else { return Err(fault.into()) };
    let url = redirect::appended(&callback, &[("error", fault.code())]);
    Ok(Answer::redirect(url).never_cached())
}

async fn follow(call: &Call<'_>, token: &str, callback: Option<&str>) -> Result<Answer, Fault> {
    let current = match call.stored_session().await? {
        Some(Found::Live(current)) => Some(current),
        Some(Found::Gone) | None => None,
    };
    let current = current.as_deref();
    let signed_in = current.map(|current| &current.user);
    let verified = verification::follow(call.inner, token, signed_in, callback).await?;
    match &verified {
        Verified::Now(user) => call.tell(&Event::EmailVerified, Some(&user.id)),
        Verified::Changed(user) => call.tell(&Event::EmailChanged, Some(&user.id)),
        Verified::Before | Verified::Agreed => {}
    }
    let body = match &verified {
        Verified::Now(_) | Verified::Before => json!({ "status": true, "user": Value::Null }),
        Verified::Agreed => json!({ "status": true }),
        Verified::Changed(user) => json!({ "status": true, "user": user }),
    };
    let answer = match callback {
        Some(callback) => Answer::redirect(callback.to_owned()).never_cached(),
        None => Answer::of(body).never_cached(),
    };
    match verified {
        Verified::Now(user) if call.inner.settings.options.email_verification.auto_sign_in => {
            sign_in(call, answer, &user, current).await
        }
        Verified::Changed(user) => Ok(match current {
            Some(current) => answer.with_session(call, &current.session, &user, None),
            None => answer,
        }),
        Verified::Now(_) | Verified::Before | Verified::Agreed => Ok(answer),
    }
}

/// Signs the user in who has just verified their address, unless they are.
async fn sign_in(
    call: &Call<'_>,
    answer: Answer,
    user: &User,
    current: Option<&Current>,
) -> Result<Answer, Fault> {
    if let Some(current) = current.filter(|current| current.user.id == user.id) {
        return Ok(answer.with_session(call, &current.session, user, None));
    }
    let session = call.inner.sessions.start(&user.id, call.device()).await?;
    call.tell(&Event::SignedIn, Some(&user.id));
    Ok(answer.with_session(call, &session, user, None))
}
