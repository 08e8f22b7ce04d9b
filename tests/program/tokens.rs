//! `ownly explain-token`.

use rstest::rstest;
use serde_json::{Value, json};
use token::SigningKey;

use crate::program::{Place, Ran};

const SECRET: &str = "a secret that another issuer shares with us";
const SHARED: [(&str, &str); 4] = [
    ("OWNLY_ACCOUNTS", "off"),
    ("OWNLY_JWT_SECRET", SECRET),
    ("OWNLY_JWT_ISSUER", "https://issuer.example"),
    ("OWNLY_JWT_AUDIENCE", "tests,others"),
];

fn token(change: Value) -> String {
    let now = chrono::Utc::now().timestamp();
    let mut claims =
        json!({ "iss": "https://issuer.example", "aud": "tests", "sub": "ada", "exp": now + 60 });
    claims.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    SigningKey::shared_secret(SECRET.as_bytes()).unwrap().sign(&claims).unwrap()
}

fn explained(token: &str) -> Ran {
    Place::new().run_with(&["explain-token"], &SHARED, token)
}

#[test]
fn a_good_token_keeps_every_rule() {
    let token = token(json!({ "name": "Ada \u{1b}[31m\u{202e}" }));
    for input in [token.clone(), format!("  {token}\n"), format!("Bearer {token}\n")] {
        let ran = explained(&input).expect(0);
        ran.says("issuer", "https://issuer.example")
            .says("audiences", "tests, others")
            .says("algorithm", "HS256")
            .says("header", r#"{"alg":"HS256"}"#)
            .says("leeway", "30 s")
            .says("kept", "made with that key")
            .says("The token is", "good.");
        let said = ran.said();
        assert_eq!(said.matches("kept ").count(), 8, "{said}");
        assert!(said.contains(r#""sub":"ada""#) && said.is_ascii(), "{said}");
        assert!(!said.contains('\u{1b}'));
        let signature = token.rsplit('.').next().unwrap();
        assert!(!said.contains(signature) && !said.contains(SECRET));
    }
}

#[rstest]
#[case(json!({ "iss": "https://other.example" }), "iss is not the expected issuer", 5, 2)]
#[case(json!({ "aud": "nobody" }), "aud holds no expected audience", 6, 1)]
#[case(json!({ "exp": 1 }), "the token has expired", 7, 0)]
#[case(json!({ "nbf": 99_999_999_999_u64 }), "nbf has not come yet", 7, 0)]
#[case(json!({ "sub": "" }), "sub is not 1 to 255", 4, 3)]
fn a_bad_token_is_told_the_rule_that_it_breaks(
    #[case] change: Value,
    #[case] why: &str,
    #[case] kept: usize,
    #[case] unchecked: usize,
) {
    let ran = explained(&token(change)).expect(1);
    let said = ran.said();
    let broken = said.lines().find(|line| line.starts_with("BROKEN")).unwrap();
    assert!(broken.contains(why), "{broken}");
    assert_eq!(said.matches("\nkept ").count(), kept, "{said}");
    assert_eq!(said.matches("\nunchecked ").count(), unchecked, "{said}");
}

#[test]
fn what_is_no_token_is_told_so() {
    for text in ["", "x", "a.b.c", "\u{fffd}.\u{1b}.x"] {
        let ran = explained(text).expect(1);
        ran.says("claims", "cannot be decoded").says("The token is", "refused.");
    }
}

#[test]
fn a_token_of_our_own_is_explained_with_the_keys_in_the_database() {
    let place = Place::new();
    let server = place.serve(&[("OWNLY_JWT_ISSUER", "tests"), ("OWNLY_JWT_AUDIENCE", "tests")]);
    let body = r#"{"name":"Ada","email":"ada@example.com","password":"correct horse battery"}"#;
    let answer = ureq::post(server.url("/api/auth/sign-up/email"))
        .header("content-type", "application/json")
        .send(body)
        .unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    let answer = ureq::get(server.url("/api/auth/token")).header("cookie", cookie).call().unwrap();
    let answer: Value =
        serde_json::from_str(&answer.into_body().read_to_string().unwrap()).unwrap();
    let token = answer["token"].as_str().unwrap();
    let expected = [("OWNLY_JWT_ISSUER", "tests"), ("OWNLY_JWT_AUDIENCE", "tests")];
    let ran = place.run_with(&["explain-token"], &expected, token).expect(0);
    ran.says("algorithm", "EdDSA").says("keys", "our own");
    assert!(ran.said().contains("\nkid "), "{}", ran.said());

    // Another server fetches the keys, and another still knows none of them.
    let url = server.url("/api/auth/jwks");
    let remote = [
        ("OWNLY_ACCOUNTS", "off"),
        ("OWNLY_JWKS_URL", url.as_str()),
        ("OWNLY_JWT_ISSUER", "tests"),
        ("OWNLY_JWT_AUDIENCE", "tests"),
    ];
    Place::new().run_with(&["explain-token"], &remote, token).expect(0).says("keys", &url);
    let other = Place::new().run_with(&["explain-token"], &expected, token).expect(1);
    assert!(other.said().contains("BROKEN     no key is named"), "{}", other.said());
    drop(server);
    let away = Place::new().run_with(&["explain-token"], &remote, token).expect(78);
    assert!(away.complained().contains("the keys cannot be had"), "{}", away.complained());
}
