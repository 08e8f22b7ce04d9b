//! Values recorded from Better Auth 1.7.25, whose secret was this.

use actix_web::http::header::HeaderValue;
use rstest::rstest;

use super::*;
use crate::{CookieSettings, Secret};

const SECRET: &str = "golden-secret-golden-secret-0123456789abcdef";
const TOKEN: &str = "qCWBljfnQaZiO6HQBulr3vM2VpsALsHx";
const SESSION: &str = "better-auth.session_token=qCWBljfnQaZiO6HQBulr3vM2VpsALsHx.%2FgFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1%2F%2FAq%2BRF9Z8%3D";
const DONT_REMEMBER: &str =
    "better-auth.dont_remember=true.PzPZH0xVAcipEWwu2KfSkZC71qxCfTEqkJJtNQ9OvBE%3D";

const SITE: &str = "https://auth.example.com";

fn new(
    settings: &CookieSettings,
    origin: &str,
    max_age: u32,
) -> Result<Cookies, CookieSettingsError> {
    Cookies::new(&Secret::from(SECRET.to_owned()), settings, &origin.parse().unwrap(), max_age)
}

fn cookies(secure: bool) -> Cookies {
    let origin = if secure { SITE } else { "http://localhost:3000" };
    new(&CookieSettings::default(), origin, 604_800).unwrap()
}

fn prefixed(prefix: &str) -> CookieSettings {
    CookieSettings { prefix: prefix.to_owned(), ..CookieSettings::default() }
}

fn under(domain: &str) -> CookieSettings {
    CookieSettings { domain: Some(domain.to_owned()), ..CookieSettings::default() }
}

fn with_jar<T>(header: &str, read: impl FnOnce(&CookieJar) -> T) -> T {
    let header = HeaderValue::from_str(header).unwrap();
    read(&CookieJar::new([&header]))
}

fn session(header: &str) -> Option<String> {
    with_jar(header, |jar| cookies(false).session(jar)).map(|token| token.as_str().to_owned())
}

fn texts(cookies: &[SetCookie]) -> Vec<&str> {
    cookies.iter().map(SetCookie::as_str).collect()
}

#[rstest]
#[case::as_set(SESSION)]
#[case::not_escaped(
    "better-auth.session_token=qCWBljfnQaZiO6HQBulr3vM2VpsALsHx./gFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1//Aq+RF9Z8="
)]
#[case::before_a_second_one(&format!("{SESSION}; better-auth.session_token=junk"))]
#[case::among_others(&format!("a=b; {SESSION}; {DONT_REMEMBER}"))]
fn a_signed_session_cookie_is_read(#[case] header: &str) {
    assert_eq!(session(header).as_deref(), Some(TOKEN));
}

#[rstest]
#[case::no_cookie("a=b")]
#[case::tampered(
    "better-auth.session_token=qCWBljfnQaZiO6HQBulr3vM2VpsALsHx.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"
)]
#[case::unsigned("better-auth.session_token=qCWBljfnQaZiO6HQBulr3vM2VpsALsHx")]
#[case::wrong_secret(
    "better-auth.session_token=qCWBljfnQaZiO6HQBulr3vM2VpsALsHx.3hc2rtPmQtrlbiphyeU%2BPBuAaxxKRkt7RpxWO0A4yQc%3D"
)]
#[case::other_prefix(&format!("__Secure-{SESSION}"))]
#[case::short_signature("better-auth.session_token=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.short")]
#[case::quoted_junk("better-auth.session_token=\"x\"")]
#[case::after_a_bad_one(&format!("better-auth.session_token=junk; {SESSION}"))]
fn anything_else_is_no_session(#[case] header: &str) {
    assert_eq!(session(header), None);
}

#[test]
fn a_secure_server_reads_and_writes_the_secure_name_alone() {
    let cookies = cookies(true);
    let read = |header: &str| with_jar(header, |jar| cookies.session(jar));
    assert!(read(&format!("__Secure-{SESSION}")).is_some());
    assert!(read(SESSION).is_none());
    let set = cookies.set_session("BHMViPPXEHxeg6GWcSmuJMb23KNabCz5", false);
    assert_eq!(
        set.as_str(),
        "__Secure-better-auth.session_token=BHMViPPXEHxeg6GWcSmuJMb23KNabCz5.y7cCXE%2F37J5nmmVJHZO%2Ba%2BqIcHVe1XKkgnQFK0zatkI%3D; Path=/; HttpOnly; Secure; SameSite=Lax"
    );
    let cleared = with_jar("a=b", |jar| cookies.clear(jar));
    assert_eq!(
        cleared[2].as_str(),
        "__Secure-better-auth.dont_remember=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax"
    );
}

#[test]
fn sign_up_sets_one_cookie_for_a_week() {
    let set = with_jar("a=b", |jar| {
        cookies(false).start_session(jar, "RjtpIstYNmVOCcFUN6V4McsCOVXVRYYw", true)
    });
    assert_eq!(
        texts(&set),
        [
            "better-auth.session_token=RjtpIstYNmVOCcFUN6V4McsCOVXVRYYw.BNIfXRW1sgc2v2MBzkjYPwgUCK6WZmpmhdN9hLwfNk0%3D; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax"
        ]
    );
}

#[test]
fn a_session_not_to_be_remembered_sets_two_cookies_without_max_age() {
    let set = with_jar("a=b", |jar| {
        cookies(false).start_session(jar, "ChUvBoHqNNKpIW2JkCzjgsgEBarDUuHd", false)
    });
    assert_eq!(
        texts(&set),
        [
            "better-auth.session_token=ChUvBoHqNNKpIW2JkCzjgsgEBarDUuHd.G%2FbtLkp9T5MrKeVDaP9sNznoFe5SlZAqtxt3aCDBKMg%3D; Path=/; HttpOnly; SameSite=Lax",
            &format!("{DONT_REMEMBER}; Path=/; HttpOnly; SameSite=Lax"),
        ]
    );
}

#[test]
fn remembering_again_takes_the_dont_remember_cookie_back() {
    let set = with_jar(DONT_REMEMBER, |jar| {
        cookies(false).start_session(jar, "kjXtR5IneOXTqfYrXMG690yXCm1oGP5H", true)
    });
    assert_eq!(
        texts(&set),
        [
            "better-auth.session_token=kjXtR5IneOXTqfYrXMG690yXCm1oGP5H.w9f9yOOkUaeSo%2FyW819570xew%2BB7PDAl5jttx%2Fk6SSw%3D; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax",
            "better-auth.dont_remember=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
        ]
    );
}

#[rstest]
#[case(DONT_REMEMBER, true)]
#[case("better-auth.dont_remember=true.PzPZH0xVAcipEWwu2KfSkZC71qxCfTEqkJJtNQ9OvBA%3D", false)]
#[case("better-auth.dont_remember=true", false)]
#[case(&SESSION.replace("session_token", "dont_remember"), false)]
fn dont_remember_counts_only_well_signed(#[case] header: &str, #[case] expected: bool) {
    assert_eq!(with_jar(header, |jar| cookies(false).dont_remember(jar)), expected);
}

#[test]
fn clearing_sets_three_cookies_in_order() {
    assert_eq!(
        texts(&with_jar(SESSION, |jar| cookies(false).clear(jar))),
        [
            "better-auth.session_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
            "better-auth.session_data=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
            "better-auth.dont_remember=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
        ]
    );
}

#[test]
fn clearing_names_a_cookie_cache_of_the_request_once_more() {
    let header = format!("{SESSION}; better-auth.session_data=abc");
    assert_eq!(
        texts(&with_jar(&header, |jar| cookies(false).clear(jar))),
        [
            "better-auth.session_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
            "better-auth.session_data=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
            "better-auth.session_data=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
            "better-auth.dont_remember=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
        ]
    );
}

#[test]
fn a_stale_cookie_cache_is_expired_chunks_and_all() {
    let header = format!(
        "{SESSION}; better-auth.session_data=abc; better-auth.session_data.0=zzz; better-auth.session_data.01=z; better-auth.session_data.x=z"
    );
    assert_eq!(
        texts(&with_jar(&header, |jar| cookies(false).expire_session_data(jar))),
        [
            "better-auth.session_data=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
            "better-auth.session_data.0=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
        ]
    );
}

#[rstest]
#[case::bare("Bearer qCWBljfnQaZiO6HQBulr3vM2VpsALsHx")]
#[case::lower_case_scheme("bearer qCWBljfnQaZiO6HQBulr3vM2VpsALsHx")]
#[case::spaces("BEARER   qCWBljfnQaZiO6HQBulr3vM2VpsALsHx ")]
#[case::signed(
    "Bearer qCWBljfnQaZiO6HQBulr3vM2VpsALsHx./gFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1//Aq+RF9Z8="
)]
#[case::escaped(
    "Bearer qCWBljfnQaZiO6HQBulr3vM2VpsALsHx.%2FgFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1%2F%2FAq%2BRF9Z8%3D"
)]
fn a_bearer_token_may_be_signed_or_bare(#[case] authorization: &str) {
    let token = cookies(false).bearer(authorization, SessionBearer::Any);
    assert_eq!(token.as_ref().map(SessionToken::as_str), Some(TOKEN));
}

#[rstest]
#[case::nothing("")]
#[case::scheme_alone("Bearer")]
#[case::empty("Bearer ")]
#[case::basic("Basic Zm9vOmJhcg==")]
#[case::not_ascii("Béarer x")]
#[case::bad_signature(
    "Bearer qCWBljfnQaZiO6HQBulr3vM2VpsALsHx.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
)]
#[case::base64url(
    "Bearer oSyp3Kwr4j44veVsyCDqm5OZ00NyTPpv.ivQrjT0WoY5y0Kn2RSb-eqGyImgrWQCQXIrqGneO9Ok"
)]
#[case::no_token("Bearer ./gFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1//Aq+RF9Z8=")]
fn any_other_authorization_is_no_session(#[case] authorization: &str) {
    assert_eq!(cookies(false).bearer(authorization, SessionBearer::Any), None);
}

#[test]
fn only_signed_bearer_tokens_may_be_taken() {
    let bearer = |value: &str| cookies(false).bearer(value, SessionBearer::Signed);
    assert_eq!(bearer(&format!("Bearer {TOKEN}")), None);
    let signed = cookies(false).signed_token(TOKEN);
    assert_eq!(bearer(&format!("Bearer {signed}")).unwrap().as_str(), TOKEN);
}

#[test]
fn set_auth_token_is_the_cookies_value_unescaped() {
    assert_eq!(
        cookies(false).signed_token(TOKEN),
        "qCWBljfnQaZiO6HQBulr3vM2VpsALsHx./gFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1//Aq+RF9Z8="
    );
}

#[test]
fn another_prefix_renames_all_three() {
    let cookies = new(&prefixed("my-app"), "http://localhost:3000", 60).unwrap();
    let cleared = with_jar("a=b", |jar| cookies.clear(jar));
    assert!(cleared.iter().all(|cookie| cookie.as_str().starts_with("my-app.")));
    assert!(cookies.set_session("x", true).as_str().contains("; Max-Age=60;"));
}

#[test]
fn settings_no_browser_would_take_are_refused() {
    for prefix in ["a b", "a;b", "ä", ""] {
        let refused = new(&prefixed(prefix), SITE, 60).err();
        assert_eq!(refused, Some(CookieSettingsError::Prefix), "{prefix}");
    }
    let aged = |max_age| new(&prefixed("a"), SITE, max_age).err();
    assert_eq!(aged(34_560_001), Some(CookieSettingsError::MaxAge));
    assert_eq!(aged(34_560_000), None);
}

#[rstest]
#[case("example.com", "example.com")]
#[case(".Example.com", "example.com")]
#[case("auth.example.com", "auth.example.com")]
fn cookies_may_be_for_all_that_is_under_a_domain(#[case] domain: &str, #[case] written: &str) {
    let cookies = new(&under(domain), SITE, 60).unwrap();
    assert_eq!(
        cookies.set_dont_remember().as_str(),
        format!(
            "__Secure-{DONT_REMEMBER}; Domain={written}; Path=/; HttpOnly; Secure; SameSite=Lax"
        )
    );
    let cleared = with_jar("a=b", |jar| cookies.clear(jar));
    assert!(texts(&cleared)[0].contains(&format!("=; Max-Age=0; Domain={written}; Path=/;")));
}

#[rstest]
#[case("other.com", SITE)]
#[case("ample.com", SITE)]
#[case("app.auth.example.com", SITE)]
#[case("", SITE)]
#[case(".", SITE)]
#[case("example.com; Path=/x", SITE)]
#[case("127.0.0.1", "http://127.0.0.1:3000")]
#[case("0.0.1", "http://127.0.0.1:3000")]
fn a_domain_that_the_origin_is_not_under_is_refused(#[case] domain: &str, #[case] origin: &str) {
    assert_eq!(new(&under(domain), origin, 60).err(), Some(CookieSettingsError::Domain));
}

#[test]
fn nothing_shows_a_token_or_the_secret() {
    let cookies = cookies(false);
    let set = cookies.set_session(TOKEN, true);
    let token = cookies.bearer(&format!("Bearer {TOKEN}"), SessionBearer::Any);
    let shown = format!("{cookies:?} {set:?} {:?} {token:?}", set.header_value());
    assert!(!shown.contains("qCWB") && !shown.contains("golden"), "{shown}");
    assert!(shown.contains("SetCookie(better-auth.session_token=…)"), "{shown}");
    assert_eq!(set.header_value().to_str().unwrap(), set.as_str());
}
