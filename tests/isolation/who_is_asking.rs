//! Who is asking is proved by a verified token in one place, and by nothing else.

use actix_web::{
    FromRequest,
    dev::Payload,
    http::header::{AUTHORIZATION, COOKIE},
    test::TestRequest,
    web::Data,
};
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;
use wall::{AuthUser, Error};

use crate::world::{World, block_on, claims, signed, token};

/// Who is asking, or in a few words why that is not known.
fn asking(request: TestRequest) -> Result<String, String> {
    let world = World::on(Backend::Sqlite).expect("SQLite is never left out");
    let request = request.app_data(Data::new(world.verifier)).to_http_request();
    let user = block_on(AuthUser::from_request(&request, &mut Payload::None));
    user.map(|user| user.id().to_string()).map_err(|error| error.to_string())
}

fn bearing(token: &str) -> TestRequest {
    TestRequest::default().insert_header((AUTHORIZATION, format!("Bearer {token}")))
}

#[test]
fn a_token_names_its_bearer() {
    assert_eq!(asking(bearing(&token(&claims("ada")))), Ok("ada".to_owned()));
}

#[test]
fn without_a_token_nobody_asks_even_after_somebody_did() {
    let none = Err(Error::MissingToken.to_string());
    assert_eq!(asking(TestRequest::default()), none);
    asking(bearing(&token(&claims("ada")))).unwrap();
    assert_eq!(asking(TestRequest::default()), none);
}

#[rstest]
fn nothing_else_in_a_request_says_who_asks(
    #[values(
        "X-User-Id",
        "X-User",
        "X-Auth-User",
        "X-Forwarded-User",
        "X-Remote-User",
        "Remote-User",
        "X-Auth-Request-User",
        "X-Authenticated-User",
        "X-Token",
        "X-Access-Token",
        "X-Authorization",
        "Proxy-Authorization",
        "User",
        "Token"
    )]
    header: &str,
) {
    let token = token(&claims("eve"));
    for value in ["eve", &token, &format!("Bearer {token}")] {
        let none = TestRequest::default().insert_header((header, value));
        assert_eq!(asking(none), Err(Error::MissingToken.to_string()), "{header}: {value}");
        let beside = bearing(&self::token(&claims("ada"))).insert_header((header, value));
        assert_eq!(asking(beside), Ok("ada".to_owned()), "{header}: {value}");
    }
}

#[rstest]
fn a_cookie_or_a_query_says_nothing_either(
    #[values(
        "token",
        "access_token",
        "jwt",
        "bearer",
        "authorization",
        "user",
        "user_id",
        "sub",
        "session",
        "better-auth.session_token",
        "better-auth.session_data"
    )]
    name: &str,
) {
    let token = token(&claims("eve"));
    for value in ["eve", &token] {
        let cookie = (COOKIE, format!("{name}={value}"));
        let uri = format!("/api/tasks?{name}={value}");
        let none = TestRequest::default().uri(&uri).insert_header(cookie.clone());
        assert_eq!(asking(none), Err(Error::MissingToken.to_string()), "{name}={value}");
        let beside = bearing(&self::token(&claims("ada"))).uri(&uri).insert_header(cookie);
        assert_eq!(asking(beside), Ok("ada".to_owned()), "{name}={value}");
    }
}

#[test]
fn two_tokens_are_no_answer_to_who_asks() {
    let [ada, eve] = ["ada", "eve"].map(|name| format!("Bearer {}", token(&claims(name))));
    let both = TestRequest::default()
        .append_header((AUTHORIZATION, ada))
        .append_header((AUTHORIZATION, eve));
    assert_eq!(asking(both), Err(Error::MalformedAuthorization.to_string()));
}

#[rstest]
#[case::over("exp", json!(1_794_999_000), "the token has expired")]
#[case::meant_for_another("aud", json!("notes"), "aud holds no expected audience")]
#[case::from_another("iss", json!("https://elsewhere.example"), "iss is not the expected issuer")]
#[case::not_yet_good("nbf", json!(1_795_009_000), "nbf has not come yet")]
#[case::of_nobody("sub", json!(""), "sub is not")]
fn a_token_that_is_not_good_here_and_now_names_nobody(
    #[case] claim: &str,
    #[case] value: Value,
    #[case] why: &str,
) {
    let mut claims = claims("ada");
    claims[claim] = value;
    let refused = asking(bearing(&token(&claims))).unwrap_err();
    assert!(refused.contains(why), "{refused}");
}

#[test]
fn a_token_that_another_signed_or_someone_changed_names_nobody() {
    let good = token(&claims("ada"));
    let (head, signature) = good.rsplit_once('.').unwrap();
    let other = token(&claims("eve"));
    let (others_head, _) = other.rsplit_once('.').unwrap();
    let (header, body) = others_head.split_once('.').unwrap();
    for forged in [
        signed(b"some other secret, and long enough as well", &claims("ada")),
        format!("{others_head}.{signature}"),
        format!("{head}."),
        // {"alg":"none"}
        format!("eyJhbGciOiJub25lIn0.{body}."),
        format!("{header}.{body}.{}", "A".repeat(43)),
    ] {
        let refused = asking(bearing(&forged)).unwrap_err();
        assert!(refused.starts_with("refused token"), "{refused}");
    }
}
