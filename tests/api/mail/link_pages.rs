use accounts::LinkPages;
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{Mailed, leads_to, post, text};
use crate::browser::Browser;

#[rstest]
fn a_link_that_nobody_gave_a_page_leads_to_the_servers_own(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(true, false)] own_page: bool,
) {
    let mailed = Mailed::spawn_with(on, |accounts| {
        if own_page {
            accounts.options.link_pages =
                LinkPages { reset: "/#/reset".to_owned(), verified: "/#/verified".to_owned() };
        }
    });
    let Some(mailed) = mailed else { return };
    Browser::signed_up(&mailed.app, "ada");
    let email = json!({ "email": "ada@example.com" });
    post(&mailed.app, "/send-verification-email", email.clone()).expect(200);
    let verify = text(&mailed.mail(1), "url");
    let body = json!({ "email": "ada@example.com", "redirectTo": "" });
    post(&mailed.app, "/request-password-reset", body).expect(200);
    let mail = mailed.mail(2);
    let (reset, token) = (text(&mail, "url"), text(&mail, "token"));

    let origin = mailed.app.origin();
    let follow = |url: &str| mailed.app.get(url.strip_prefix(&origin).unwrap()).send();
    if own_page {
        leads_to(&follow(&verify), "/#/verified");
        leads_to(&follow(&reset), &format!("{origin}/?token={token}#/reset"));
    } else {
        leads_to(&follow(&verify), "/");
        leads_to(&follow(&reset), &format!("{origin}/api/auth/error?error=INVALID_TOKEN"));
    }
}
