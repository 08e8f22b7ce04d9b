use std::thread;

use ownly::config::AccountsConfig;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{Mailed, leads_to, post, text};
use crate::browser::{Browser, PASSWORD};

fn required(accounts: &mut AccountsConfig) {
    accounts.options.email_and_password.require_verification = true;
    accounts.options.email_verification.send_on_sign_in = true;
}

fn newcomer(name: &str) -> Value {
    json!({
        "name": name, "email": "V@Example.com", "password": PASSWORD,
        "image": "https://i.example/x", "callbackURL": "/hello",
    })
}

#[rstest]
fn nobody_signs_in_before_their_address_is_verified(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn_with(on, required) else { return };
    let signed_up = post(&mailed.app, "/sign-up/email", newcomer("V")).expect(200);
    assert_eq!(signed_up.json()["token"], Value::Null);
    assert_eq!(signed_up.set_cookies(), [""; 0]);
    assert_eq!(mailed.count("session"), "0");
    let first = mailed.mail(1);
    assert!(text(&first, "url").ends_with("&callbackURL=%2Fhello"), "{first}");

    let sign_in = |password: &str| {
        let body = json!({ "email": "v@example.com", "password": password, "callbackURL": "/in" });
        post(&mailed.app, "/sign-in/email", body)
    };
    sign_in("not the right one").expect_error(401, "INVALID_EMAIL_OR_PASSWORD");
    let refused = sign_in(PASSWORD).expect_error(403, "EMAIL_NOT_VERIFIED");
    assert_eq!(refused.json()["message"], "Email not verified");
    assert_eq!(refused.set_cookies(), [""; 0]);
    let second = mailed.mail(2);
    assert!(text(&second, "url").ends_with("&callbackURL=%2Fin"), "{second}");

    leads_to(&mailed.follow(&second).send(), "/in");
    sign_in(PASSWORD).expect(200);
}

/// Whoever signs up with an address that is taken is shown what they said, with an id that nobody
/// has. Two at once are no different.
#[rstest]
fn an_address_that_is_taken_is_answered_as_one_that_is_free(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(true, false)] because_required: bool,
) {
    let Some(mailed) = Mailed::spawn_with(on, |accounts| {
        let options = &mut accounts.options.email_and_password;
        (options.require_verification, options.auto_sign_in) = (because_required, because_required);
    }) else {
        return;
    };
    if on == Backend::Postgres {
        // Both have found the address free before either has taken it.
        mailed.app.database.execute(
            r#"CREATE FUNCTION "linger"() RETURNS trigger LANGUAGE plpgsql AS
                 $$ BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END $$;
               CREATE TRIGGER "linger" BEFORE INSERT ON "user"
                 FOR EACH ROW EXECUTE FUNCTION "linger"()"#,
        );
    }
    let all: Vec<_> = thread::scope(|scope| {
        let sign_up = || post(&mailed.app, "/sign-up/email", newcomer("V")).expect(200);
        let at_once: Vec<_> = (0..2).map(|_| scope.spawn(sign_up)).collect();
        at_once.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let again = post(&mailed.app, "/sign-up/email", newcomer("V again")).expect(200);
    let stored = mailed.app.database.text(r#"SELECT "id" FROM "user""#);
    let shown = |answer: &crate::client::Answer| {
        let mut body = answer.json();
        let user = body["user"].as_object_mut().unwrap();
        let id = user.remove("id").unwrap();
        assert_eq!(id.as_str().unwrap().len(), 32);
        assert_eq!(user.remove("createdAt"), user.remove("updatedAt"));
        let mut headers: Vec<_> = answer.headers.keys().map(|name| name.to_string()).collect();
        headers.sort();
        (body, headers, id)
    };
    let (first, headers, _) = shown(&all[0]);
    assert_eq!(
        first,
        json!({ "token": null, "user": {
            "name": "V", "email": "v@example.com", "emailVerified": false,
            "image": "https://i.example/x",
        } })
    );
    assert_eq!((&shown(&all[1]).0, &shown(&all[1]).1), (&first, &headers));
    assert_eq!(shown(&again).0["user"]["name"], "V again");
    assert_ne!(shown(&again).2, stored[0]);
    assert_eq!(
        (stored.len(), mailed.count("account"), mailed.count("session")),
        (1, "1".into(), "0".into())
    );
    let mails = usize::from(because_required);
    if mails > 0 {
        mailed.mail(mails);
    }
    assert_eq!(mailed.mails().len(), mails);
    if !because_required {
        let body = json!({ "email": "v@example.com", "password": PASSWORD });
        post(&mailed.app, "/sign-in/email", body).expect(200);
    }
}

#[rstest]
fn a_sign_up_sends_the_mail_where_that_is_asked_for_and_goes_on(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn_with(on, |accounts| {
        accounts.options.email_verification.send_on_sign_up = Some(true);
    }) else {
        return;
    };
    let mut ada = Browser::signed_up(&mailed.app, "ada");
    assert_eq!(ada.get("/get-session").json()["user"]["emailVerified"], false);
    leads_to(&mailed.follow(&mailed.mail(1)).send(), "/");
    assert_eq!(ada.get("/get-session").json()["user"]["emailVerified"], true);
}
