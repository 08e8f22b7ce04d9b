use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{get_session, is_id, session_token, sign_in, sign_up};
use crate::{app::TestApp, browser::PASSWORD};

fn stored(app: &TestApp, column: &str) -> Vec<String> {
    app.database.text(&format!(r#"SELECT "{column}" FROM "jwks""#))
}

#[rstest]
fn the_set_holds_the_public_half_of_the_key(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let answer = app.get("/api/auth/jwks").send().expect(200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("cache-control"), Some("public, max-age=300"));
    let keys = answer.json();
    let key = &keys["keys"][0];
    let (kid, x) = (key["kid"].as_str().unwrap(), key["x"].as_str().unwrap());
    assert!(is_id(kid), "{key}");
    assert_eq!(x.len(), 43);
    assert_eq!(
        keys,
        json!({ "keys": [
            { "alg": "EdDSA", "crv": "Ed25519", "kty": "OKP", "kid": kid, "x": x }
        ] })
    );
    assert_eq!(app.get("/api/auth/jwks").send().json(), keys);
    app.get("/api/auth/.well-known/jwks.json").send().expect(404);
}

#[rstest]
#[case::the_set("/api/auth/jwks")]
#[case::a_token("/api/auth/token")]
#[case::a_session("/api/auth/get-session")]
fn the_key_is_made_when_it_is_first_needed(
    #[case] path: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    sign_up(&app, "ada@example.com").expect(200);
    let session = session_token(&sign_in(&app, "ada@example.com", PASSWORD));
    get_session(&app).send().expect(200);
    app.get("/api/auth/token").send().expect(401);
    assert_eq!(stored(&app, "id").len(), 0);

    app.get(path).bearer(&session).send().expect(200);
    assert_eq!(stored(&app, "id").len(), 1);
    for path in ["/api/auth/jwks", "/api/auth/token", "/api/auth/get-session"] {
        app.get(path).bearer(&session).send().expect(200);
    }
    assert_eq!(stored(&app, "id").len(), 1);
}

/// As Better Auth stores it: the private half as a JSON text of hexadecimal digits, which only
/// the secret opens.
#[rstest]
fn the_private_half_is_stored_sealed(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let set = app.get("/api/auth/jwks").send().expect(200).json();
    let key = &set["keys"][0];

    let column = stored(&app, "privateKey").remove(0);
    let sealed: String = serde_json::from_str(&column).unwrap();
    assert_eq!(column, format!("\"{sealed}\""));
    assert!(sealed.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{sealed}");
    // The nonce, {"crv":"Ed25519","d":"…","x":"…","kty":"OKP"}, and the tag.
    assert_eq!(sealed.len(), 2 * (24 + 129 + 16));

    let public: Value = serde_json::from_str(&stored(&app, "publicKey")[0]).unwrap();
    assert_eq!(public, json!({ "crv": "Ed25519", "kty": "OKP", "x": key["x"] }));
    assert_eq!(stored(&app, "id"), [key["kid"].as_str().unwrap()]);
    assert_eq!(stored(&app, "alg"), ["EdDSA"]);
    assert_eq!(stored(&app, "crv"), ["Ed25519"]);
}
