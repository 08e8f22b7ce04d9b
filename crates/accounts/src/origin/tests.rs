use actix_web::http::Method;
use rstest::rstest;
use serde_json::{Value, json};

use super::callback::CallbackField;
use super::*;

const OWN: &str = "http://127.0.0.1:4101";
const EVIL: &str = "https://evil.example";
const NO_PATTERNS: [&str; 0] = [];

fn own_only() -> TrustedOrigins {
    TrustedOrigins::new(OWN, NO_PATTERNS).unwrap()
}

fn trusting(pattern: &str) -> TrustedOrigins {
    TrustedOrigins::new(OWN, [pattern]).unwrap()
}

#[test]
fn the_51_probes_of_better_auth_are_answered_alike() {
    let recorded: Value =
        serde_json::from_str(include_str!("../../tests/data/trusted-origins.json")).unwrap();
    let patterns = recorded["trustedOrigins"].as_array().unwrap().iter();
    let trusted = TrustedOrigins::new(OWN, patterns.map(|it| it.as_str().unwrap())).unwrap();
    let probes = recorded["probes"].as_array().unwrap();
    assert_eq!(probes.len(), 51);
    for probe in probes {
        let value = probe["value"].as_str().unwrap().replace("{self}", OWN);
        let accepted = match probe["kind"].as_str().unwrap() {
            "Origin" => trusted.is_trusted_origin(&value),
            "callbackURL" => trusted.check_callback(CallbackField::Callback, &value).is_ok(),
            kind => panic!("{kind}"),
        };
        assert_eq!(accepted, probe["accepted"], "{probe}");
    }
}

#[rstest]
#[case("https://app.example.com", "https://user@app.example.com", true)]
#[case("https://app.example.com", "https://app.example.com@evil.com", false)]
#[case("https://app.example.com", "https://app.example.com:443/x", true)]
#[case("https://app.example.com", "https://app.example.com\\@evil.com", true)]
#[case("https://app.example.com", "https://evil.com\\@app.example.com", false)]
#[case("https://app.example.com", "https://app.example.com\t.evil.com", false)]
#[case("https://app.example.com", "https://app.example.com.", false)]
#[case("https://app.example.com", "https:app.example.com", true)]
#[case("https://app.example.com", "blob:https://app.example.com/x", false)]
#[case("https://*.a.bc", "https://evil.com/.a.bc", false)]
#[case("https://*.a.bc", "https://evil.com#.a.bc", false)]
#[case("https://*.a.bc", "https://x.a.bc:8443", false)]
#[case("*.a.bc", "ftp://x.a.bc", true)]
#[case("*.a.bc", "myapp://x.a.bc/y", true)]
#[case("*.a.bc", "javascript:x.a.bc", false)]
#[case("http://10.*", "http://10.0.0.1", true)]
#[case("http://10.*", "http://10.evil.com", false)]
#[case("10.0.*", "https://10.0.0.7", true)]
#[case("10.0.*", "https://10.0.evil.com", false)]
#[case("exp://*.a.bc", "exp://x.a.bc", true)]
#[case("exp://*.a.bc", "exp://x.a.bc@y.a.bc", false)]
#[case("exp://*.a.bc", "exp2://x.a.bc", false)]
#[case("exp://*/cb/*", "exp://x/cb/y", true)]
#[case("exp://*/cb/*", "exp://x/cb/../y", false)]
#[case("exp://a.bc:*", "exp://a.bc:\\", false)]
#[case("exp://a.bc:*", "exp://a.bc:8081/\\", true)]
#[case("myapp://", "myapp://@", false)]
#[case("myapp://", "myapp://user@home", true)]
#[case("myapp://", "myapp2://x", false)]
#[case("deep://host/cb", "deep://host/cbx", false)]
#[case("deep://host/cb", "deep://host2/cb", false)]
#[case("app.example.com", "https://app.example.com", false)]
#[case("https://app.example.com", "/https://app.example.com", false)]
fn a_pattern_lets_in_what_it_names(
    #[case] pattern: &str,
    #[case] url: &str,
    #[case] expected: bool,
) {
    assert_eq!(trusting(pattern).is_trusted_origin(url), expected);
}

#[rstest]
#[case("/x?to=//evil.example", true)]
#[case("/x?to=%2f", true)]
#[case("/%2Fevil", false)]
#[case("/%5Cevil", false)]
#[case("/x\\y", false)]
#[case("/x\u{7f}", false)]
#[case("/x\u{9f}", false)]
#[case("/\r\nSet-Cookie: a=b", false)]
#[case("//", false)]
#[case("///evil.example", false)]
#[case(" /x", false)]
#[case("?x", false)]
fn a_path_is_safe_when_no_reader_can_leave_the_origin(#[case] path: &str, #[case] expected: bool) {
    assert_eq!(own_only().is_trusted_callback(path), expected);
}

#[rstest]
#[case("https://app.example.com/", "https://app.example.com")]
#[case("https://App.example.com", "https://app.example.com")]
#[case("https://app.example.com:443", "https://app.example.com")]
#[case("https://app.example.com/path", "https://app.example.com")]
fn a_pattern_that_never_matches_is_refused_with_advice(
    #[case] pattern: &str,
    #[case] origin: &str,
) {
    let error = TrustedOrigins::new(OWN, [pattern]).unwrap_err();
    assert_eq!(error.to_string(), format!("{pattern:?} would never match: write {origin:?}"));
}

#[test]
fn the_servers_own_url_must_be_one_and_its_path_does_not_count() {
    for url in ["", "localhost:3000", "myapp://x", "/x"] {
        assert!(TrustedOrigins::new(url, NO_PATTERNS).is_err(), "{url}");
    }
    let trusted = TrustedOrigins::new("https://Auth.example.com/base/path", [""]).unwrap();
    assert!(trusted.is_trusted_origin("https://auth.example.com"));
    assert!(!trusted.is_trusted_origin(""));
}

const NOTHING: OriginHeaders<'static> = OriginHeaders {
    has_cookie: false,
    origin: None,
    referer: None,
    fetch_site: None,
    fetch_mode: None,
    fetch_dest: None,
    own_origin: Some(OWN),
};
const COOKIE: OriginHeaders<'static> = OriginHeaders { has_cookie: true, ..NOTHING };

#[rstest]
#[case::no_cookie(NOTHING, Ok(()))]
#[case::no_cookie_from_elsewhere(OriginHeaders { origin: Some(EVIL), ..NOTHING }, Ok(()))]
#[case::no_origin(COOKIE, Err(OriginFault::MissingOrNull))]
#[case::empty_origin(OriginHeaders { origin: Some(""), ..COOKIE }, Err(OriginFault::MissingOrNull))]
#[case::null_origin(OriginHeaders { origin: Some("null"), ..COOKIE }, Err(OriginFault::MissingOrNull))]
#[case::own_origin(OriginHeaders { origin: Some(OWN), ..COOKIE }, Ok(()))]
#[case::elsewhere(OriginHeaders { origin: Some(EVIL), ..COOKIE }, Err(OriginFault::Untrusted))]
#[case::origin_beats_referer(OriginHeaders { origin: Some(EVIL), referer: Some(OWN), ..COOKIE }, Err(OriginFault::Untrusted))]
#[case::own_referer(OriginHeaders { referer: Some("http://127.0.0.1:4101/page"), ..COOKIE }, Ok(()))]
#[case::other_referer(OriginHeaders { referer: Some("https://evil.example/page"), ..COOKIE }, Err(OriginFault::Untrusted))]
#[case::a_path_as_origin(OriginHeaders { origin: Some("/"), ..COOKIE }, Err(OriginFault::Untrusted))]
fn a_cookie_may_be_used_from_trusted_origins(
    #[case] headers: OriginHeaders,
    #[case] expected: Result<(), OriginFault>,
) {
    assert_eq!(own_only().check_request(&Method::POST, &headers), expected);
}

#[test]
fn reading_is_never_refused_and_other_methods_are() {
    let headers = OriginHeaders { origin: Some(EVIL), ..COOKIE };
    let check = |method| own_only().check_request(&method, &headers);
    for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
        assert_eq!(check(method), Ok(()));
    }
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        assert_eq!(check(method), Err(OriginFault::Untrusted));
    }
}

#[rstest]
#[case::curl(NOTHING, Ok(()))]
#[case::from_elsewhere(OriginHeaders { origin: Some(EVIL), ..NOTHING }, Err(OriginFault::Untrusted))]
#[case::other_referer(OriginHeaders { referer: Some("https://evil.example/page"), ..NOTHING }, Err(OriginFault::Untrusted))]
#[case::own_referer(OriginHeaders { referer: Some("http://127.0.0.1:4101/page"), ..NOTHING }, Ok(()))]
#[case::null(OriginHeaders { origin: Some("null"), ..NOTHING }, Err(OriginFault::MissingOrNull))]
#[case::nodes_own_fetch(OriginHeaders { fetch_mode: Some("cors"), ..NOTHING }, Err(OriginFault::MissingOrNull))]
#[case::blank_fetch_header(OriginHeaders { fetch_mode: Some(" "), ..NOTHING }, Ok(()))]
#[case::same_origin_fetch(OriginHeaders { origin: Some(OWN), fetch_mode: Some("cors"), fetch_site: Some("same-origin"), fetch_dest: Some("empty"), ..NOTHING }, Ok(()))]
#[case::cross_site_form(OriginHeaders { origin: Some(OWN), fetch_mode: Some("navigate"), fetch_site: Some("cross-site"), fetch_dest: Some("document"), ..NOTHING }, Err(OriginFault::CrossSiteNavigation))]
#[case::cross_site_fetch_of_a_trusted_page(OriginHeaders { origin: Some(OWN), fetch_mode: Some("cors"), fetch_site: Some("cross-site"), ..NOTHING }, Ok(()))]
#[case::null_vouched_for(OriginHeaders { origin: Some("null"), fetch_mode: Some("cors"), fetch_site: Some("same-origin"), ..NOTHING }, Ok(()))]
#[case::null_vouched_for_on_a_strange_host(OriginHeaders { origin: Some("null"), fetch_site: Some("same-origin"), own_origin: Some(EVIL), ..NOTHING }, Err(OriginFault::Untrusted))]
#[case::null_vouched_for_without_host(OriginHeaders { origin: Some("null"), fetch_site: Some("same-origin"), own_origin: None, ..NOTHING }, Err(OriginFault::MissingOrNull))]
#[case::cookie_without_origin(COOKIE, Err(OriginFault::MissingOrNull))]
#[case::cookie_from_elsewhere(OriginHeaders { origin: Some(EVIL), ..COOKIE }, Err(OriginFault::Untrusted))]
#[case::cookie_makes_a_cross_site_form_a_matter_of_origin(OriginHeaders { origin: Some(OWN), fetch_mode: Some("navigate"), fetch_site: Some("cross-site"), ..COOKIE }, Ok(()))]
fn signing_in_is_checked_without_a_cookie_too(
    #[case] headers: OriginHeaders,
    #[case] expected: Result<(), OriginFault>,
) {
    assert_eq!(own_only().check_sign_in(&headers), expected);
}

#[rstest]
#[case(json!({"callbackURL": EVIL}), "Invalid callbackURL", Some("INVALID_CALLBACK_URL"))]
#[case(json!({"redirectTo": EVIL}), "Invalid redirectURL", Some("INVALID_REDIRECT_URL"))]
#[case(json!({"errorCallbackURL": EVIL}), "Invalid errorCallbackURL", Some("INVALID_ERROR_CALLBACK_URL"))]
#[case(json!({"newUserCallbackURL": EVIL}), "Invalid newUserCallbackURL", Some("INVALID_NEW_USER_CALLBACK_URL"))]
#[case(json!({"callbackURL": 42}), "Invalid callbackURL: expected a string", None)]
#[case(json!({"redirectTo": ["/x"]}), "Invalid redirectURL: expected a string", None)]
#[case(json!({"callbackURL": "/x", "redirectTo": "//x"}), "Invalid redirectURL", Some("INVALID_REDIRECT_URL"))]
fn each_url_field_is_checked_and_named(
    #[case] body: Value,
    #[case] message: &str,
    #[case] code: Option<&str>,
) {
    let fault = own_only().check_callbacks(Some(&body), &json!({})).unwrap_err();
    assert_eq!((fault.to_string().as_str(), fault.code()), (message, code));
}

#[rstest]
#[case(json!({"callbackURL": "/welcome", "redirectTo": "http://127.0.0.1:4101/welcome"}))]
#[case(json!({"callbackURL": "", "redirectTo": null, "errorCallbackURL": 0, "newUserCallbackURL": false}))]
#[case(json!({"url": EVIL}))]
#[case(json!([EVIL]))]
#[case(json!(null))]
fn trusted_targets_and_empty_ones_pass(#[case] body: Value) {
    assert_eq!(own_only().check_callbacks(Some(&body), &json!({})), Ok(()));
}

#[rstest]
#[case(None, json!({"callbackURL": EVIL}), Err(CallbackFault::Untrusted { field: CallbackField::Callback }))]
#[case(None, json!({"callbackURL": ["/a", "/b"]}), Err(CallbackFault::NotText { field: CallbackField::Callback }))]
#[case(Some(json!({"callbackURL": "/x"})), json!({"callbackURL": EVIL}), Ok(()))]
#[case(Some(json!({"callbackURL": ""})), json!({"callbackURL": EVIL}), Err(CallbackFault::Untrusted { field: CallbackField::Callback }))]
#[case(None, json!({"redirectTo": EVIL}), Ok(()))]
fn the_querys_callback_counts_where_the_body_has_none(
    #[case] body: Option<Value>,
    #[case] query: Value,
    #[case] expected: Result<(), CallbackFault>,
) {
    assert_eq!(own_only().check_callbacks(body.as_ref(), &query), expected);
}

#[rstest]
#[case(OriginFault::MissingOrNull, "MISSING_OR_NULL_ORIGIN", "Missing or null Origin")]
#[case(OriginFault::Untrusted, "INVALID_ORIGIN", "Invalid origin")]
#[case(
    OriginFault::CrossSiteNavigation,
    "CROSS_SITE_NAVIGATION_LOGIN_BLOCKED",
    "Cross-site navigation login blocked. This request appears to be a CSRF attack."
)]
fn origin_faults_have_better_auths_codes_and_messages(
    #[case] fault: OriginFault,
    #[case] code: &str,
    #[case] message: &str,
) {
    assert_eq!((fault.code(), fault.to_string().as_str()), (code, message));
}
