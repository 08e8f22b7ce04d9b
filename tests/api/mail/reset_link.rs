use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{Mailed, leads_to, post, text};
use crate::browser::Browser;

fn spawned(on: Backend) -> Option<(Mailed, String)> {
    let mailed = Mailed::spawn(on)?;
    Browser::signed_up(&mailed.app, "ada");
    let body = json!({ "email": "ada@example.com" });
    post(&mailed.app, "/request-password-reset", body).expect(200);
    let token = text(&mailed.mail(1), "token");
    Some((mailed, token))
}

#[rstest]
fn a_good_link_leads_to_the_page_that_asked_for_it_as_often_as_it_is_followed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((mailed, token)) = spawned(on) else { return };
    let origin = mailed.app.origin();
    for (callback, location) in [
        ("%2Freset", format!("{origin}/reset?token={token}")),
        ("%2Freset%3Fa%3D1%23b", format!("{origin}/reset?a=1&token={token}#b")),
        (&format!("{origin}/x?token=old").replace(':', "%3A"), format!("{origin}/x?token={token}")),
    ] {
        let path = format!("/api/auth/reset-password/{token}?callbackURL={callback}");
        leads_to(&mailed.app.get(&path).send(), &location);
    }
    let body = json!({ "newPassword": "brand new horse", "token": token });
    post(&mailed.app, "/reset-password", body).expect(200);
    let path = format!("/api/auth/reset-password/{token}?callbackURL=%2Freset");
    let used = mailed.app.get(&path).send();
    leads_to(&used, &format!("{origin}/reset?error=INVALID_TOKEN"));
}

#[rstest]
fn a_bad_link_leads_there_with_an_error(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some((mailed, token)) = spawned(on) else { return };
    let origin = mailed.app.origin();
    let get = |rest: &str| mailed.app.get(&format!("/api/auth/reset-password/{rest}")).send();
    leads_to(&get("made%20up?callbackURL=%2Fr"), &format!("{origin}/r?error=INVALID_TOKEN"));
    let nowhere = format!("{origin}/api/auth/error?error=INVALID_TOKEN");
    leads_to(&get(&format!("{token}?callbackURL=")), &nowhere);
    for (query, status, code) in [
        ("", 400, "VALIDATION_ERROR"),
        ("?callbackURL=%2Fa&callbackURL=%2Fb", 400, "VALIDATION_ERROR"),
        ("?callbackURL=https%3A%2F%2Fevil.example", 403, "INVALID_CALLBACK_URL"),
        ("?callbackURL=%2F%2Fevil.example", 403, "INVALID_CALLBACK_URL"),
        ("?callbackURL=javascript%3Aalert(1)", 403, "INVALID_CALLBACK_URL"),
    ] {
        let refused = get(&format!("{token}{query}")).expect_error(status, code);
        assert_eq!(refused.header("location"), None, "{query}");
    }
    for path in ["", "/", "//x", "/x/y", "/x/"] {
        let path = format!("/api/auth/reset-password{path}?callbackURL=%2F");
        assert_eq!(mailed.app.get(&path).send().expect(404).text, "", "{path}");
    }
}
