//! Values that Better Auth 1.7.25 wrote, and accepted.

use actix_web::http::header::HeaderValue;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rstest::rstest;
use serde_json::Value;

use super::*;
use crate::{CookieSettings, Secret};

const FIXTURE: &str = include_str!("../../../tests/data/cookie-cache.json");
const STRATEGIES: [CacheStrategy; 3] =
    [CacheStrategy::Compact, CacheStrategy::Jwt, CacheStrategy::Jwe];

fn fixture() -> Value {
    serde_json::from_str(FIXTURE).unwrap()
}

fn secret() -> Secret {
    Secret::from(fixture()["secret"].as_str().unwrap().to_owned())
}

fn value_of(strategy: CacheStrategy) -> String {
    let value = match strategy {
        CacheStrategy::Compact => fixture()["compact"]["value"].clone(),
        CacheStrategy::Jwt => fixture()["jwt"].clone(),
        CacheStrategy::Jwe => fixture()["jwe"].clone(),
    };
    value.as_str().unwrap().to_owned()
}

fn cache(strategy: CacheStrategy, version: &str, secrets: impl Into<Secrets>) -> SessionCache {
    let max_age = std::time::Duration::from_secs(120);
    let settings = CookieCache { strategy, max_age, version: version.to_owned() };
    SessionCache::new(&settings, &secrets.into(), Entropy::system()).unwrap()
}

fn cookies() -> Cookies {
    let origin = "http://localhost:3000".parse().unwrap();
    Cookies::new(&secret(), &CookieSettings::default(), &origin, 604_800).unwrap()
}

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

fn today() -> DateTime<Utc> {
    at("2026-11-23T00:00:00Z")
}

const TOKEN: &str = "ecMLpFyJdsAdCNWAdhzXBAPFFgeV48g0";

fn read(cache: &SessionCache, value: &str, token: &str, now: DateTime<Utc>) -> Option<User> {
    let header = format!("better-auth.session_data={value}");
    let header = HeaderValue::from_str(&header).unwrap();
    let token = SessionToken(token.to_owned());
    let read = cache.read(&cookies(), &CookieJar::new([&header]), &token, now);
    read.map(|(session, user)| {
        assert_eq!(session.token, TOKEN);
        user
    })
}

fn session_and_user() -> (Session, User) {
    let payload = &fixture()["payload"];
    let session = serde_json::from_value(payload["session"].clone()).unwrap();
    (session, serde_json::from_value(payload["user"].clone()).unwrap())
}

#[test]
fn a_copy_that_better_auth_made_is_read() {
    for strategy in STRATEGIES {
        let user = read(&cache(strategy, "1", secret()), &value_of(strategy), TOKEN, today());
        assert_eq!(user, Some(session_and_user().1), "{strategy:?}");
    }
}

#[test]
fn what_is_signed_and_encrypted_is_what_better_auth_makes_of_it_byte_for_byte() {
    let (session, user) = session_and_user();
    let updated_at = fixture()["payload"]["updatedAt"].as_i64().unwrap();
    let payload = Payload { session: &session, user: &user, updated_at, version: "1" };
    let payload = serde_json::to_string(&payload).unwrap();
    let signed = fixture()["compact"]["signedText"].as_str().unwrap().to_owned();
    let end = ",\"expiresAt\":4102444799000}";
    assert_eq!(payload.strip_suffix('}').unwrap(), signed.strip_suffix(end).unwrap());
    let compact = compact::write(&Signer::new(&secret()), &payload, 4_102_444_799_000);
    assert_eq!(compact, Some(value_of(CacheStrategy::Compact)));

    let value = value_of(CacheStrategy::Jwt);
    let claims = URL_SAFE_NO_PAD.decode(value.split('.').nth(1).unwrap()).unwrap();
    let claims = String::from_utf8(claims).unwrap();
    assert!(claims.starts_with(payload.strip_suffix('}').unwrap()), "{claims}");
    assert_eq!(jwt::write(&Signer::new(&secret()), &claims), value);

    let value = value_of(CacheStrategy::Jwe);
    let iv = URL_SAFE_NO_PAD.decode(value.split('.').nth(2).unwrap()).unwrap();
    let key = jwe::Key::derive(&secret()).unwrap();
    let claims = jwe::decrypted(std::slice::from_ref(&key), &value).unwrap();
    let claims = String::from_utf8(claims).unwrap();
    assert!(claims.starts_with(payload.strip_suffix('}').unwrap()), "{claims}");
    assert_eq!(key.encrypt(&claims, iv.try_into().unwrap()), Ok(value));
}

#[test]
fn a_copy_is_good_for_its_own_session_version_and_time_alone() {
    for strategy in STRATEGIES {
        let (one, value) = (cache(strategy, "1", secret()), value_of(strategy));
        for other in ["", "ecMLpFyJdsAdCNWAdhzXBAPFFgeV48g1", "ecMLpFyJdsAdCNWAdhzXBAPFFgeV48g"] {
            assert_eq!(read(&one, &value, other, today()), None, "{strategy:?}");
        }
        assert_eq!(read(&cache(strategy, "2", secret()), &value, TOKEN, today()), None);
        assert!(read(&one, &value, TOKEN, at("2099-12-31T23:59:57Z")).is_some(), "{strategy:?}");
        assert_eq!(read(&one, &value, TOKEN, at("2100-01-01T00:00:00Z")), None, "{strategy:?}");
    }
}

#[test]
fn a_copy_of_a_session_that_is_over_is_none() {
    let (mut session, user) = session_and_user();
    session.expires_at = at("2026-11-23T00:01:00Z").into();
    for strategy in STRATEGIES {
        let cache = cache(strategy, "1", secret());
        let value = written(&cache, &session, &user, true);
        assert!(read(&cache, &value, TOKEN, at("2026-11-23T00:00:59Z")).is_some());
        assert_eq!(read(&cache, &value, TOKEN, at("2026-11-23T00:01:01Z")), None);
    }
}

#[test]
fn a_spoilt_copy_and_one_under_another_secret_or_of_another_form_are_none() {
    for strategy in STRATEGIES {
        let (own, value) = (cache(strategy, "1", secret()), value_of(strategy));
        for position in (0..value.len()).step_by(7).chain([value.len() - 2]) {
            let mut spoilt = value.clone();
            let other = if &value[position..=position] == "A" { "B" } else { "A" };
            spoilt.replace_range(position..=position, other);
            assert_eq!(read(&own, &spoilt, TOKEN, today()), None, "{strategy:?} {position}");
        }
        for shorter in [0, 1, 20, value.len() / 2, value.len() - 1] {
            assert_eq!(read(&own, &value[..shorter], TOKEN, today()), None, "{strategy:?}");
        }
        let another = cache(strategy, "1", Secret::from("another".to_owned()));
        assert_eq!(read(&another, &value, TOKEN, today()), None);
        for form in STRATEGIES.into_iter().filter(|form| *form != strategy) {
            assert_eq!(read(&cache(form, "1", secret()), &value, TOKEN, today()), None);
        }
    }
}

#[rstest]
#[case::unsigned(r#"{"alg":"none"}"#)]
#[case::other_hash(r#"{"alg":"HS512"}"#)]
#[case::extensions(r#"{"alg":"HS256","crit":["exp"]}"#)]
#[case::no_header("7")]
fn a_jwt_under_another_header_is_none(#[case] header: &str) {
    let claims = value_of(CacheStrategy::Jwt);
    let claims = claims.split('.').nth(1).unwrap();
    let signed = format!("{}.{claims}", URL_SAFE_NO_PAD.encode(header));
    let signature = Signer::new(&secret()).mac(signed.as_bytes());
    let value = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature));
    let own = cache(CacheStrategy::Jwt, "1", secret());
    assert_eq!(read(&own, &value, TOKEN, today()), None);
    assert_eq!(read(&own, &format!("{signed}."), TOKEN, today()), None);
}

#[test]
fn a_copy_that_an_older_secret_encrypted_is_read() {
    let own = fixture()["secret"].as_str().unwrap().to_owned();
    let rotated = Secrets::parse(&format!("2:new,1:{own}"), None).unwrap();
    let value = value_of(CacheStrategy::Jwe);
    assert!(read(&cache(CacheStrategy::Jwe, "1", rotated), &value, TOKEN, today()).is_some());
    // What is only signed is known by the current secret alone, as the session's cookie is.
    let rotated = Secrets::parse(&format!("2:new,1:{own}"), None).unwrap();
    let value = value_of(CacheStrategy::Jwt);
    assert_eq!(read(&cache(CacheStrategy::Jwt, "1", rotated), &value, TOKEN, today()), None);
}

fn written(cache: &SessionCache, session: &Session, user: &User, remember: bool) -> String {
    let jar = CookieJar::new([]);
    let set = cache.write(&cookies(), &jar, (session, user), remember, today());
    let [cookie] = set.as_slice() else { panic!("{set:?}") };
    let (value, attributes) = cookie.as_str().split_once(';').unwrap();
    let expected = if remember { " Max-Age=120; Path=/;" } else { " Path=/;" };
    assert!(attributes.starts_with(expected), "{attributes}");
    value.strip_prefix("better-auth.session_data=").unwrap().to_owned()
}

#[rstest]
#[case(CacheStrategy::Compact, true, 120)]
#[case(CacheStrategy::Compact, false, 60)]
#[case(CacheStrategy::Jwt, true, 120)]
#[case(CacheStrategy::Jwt, false, 300)]
#[case(CacheStrategy::Jwe, true, 120)]
#[case(CacheStrategy::Jwe, false, 300)]
fn a_copy_is_good_for_as_long_as_its_cookie_or_some_minutes(
    #[case] strategy: CacheStrategy,
    #[case] remember: bool,
    #[case] seconds: i64,
) {
    let (session, user) = session_and_user();
    let cache = cache(strategy, "1", secret());
    let value = written(&cache, &session, &user, remember);
    let end = today() + TimeDelta::seconds(seconds);
    assert_eq!(read(&cache, &value, TOKEN, end), Some(user));
    assert_eq!(read(&cache, &value, TOKEN, end + TimeDelta::milliseconds(1)), None);
}

#[test]
fn two_copies_are_encrypted_under_two_vectors() {
    let (session, user) = session_and_user();
    let cache = cache(CacheStrategy::Jwe, "1", secret());
    let [one, other] = [(); 2].map(|()| written(&cache, &session, &user, true));
    assert_ne!(one.split('.').nth(2), other.split('.').nth(2));
    assert_ne!(one.split('.').nth(3), other.split('.').nth(3));
}

#[test]
fn without_random_bytes_there_is_no_copy() {
    let (session, user) = session_and_user();
    let mut cache = cache(CacheStrategy::Jwe, "1", secret());
    cache.entropy = Entropy::from_fn(|_| Err(crate::EntropyUnavailable));
    let header = HeaderValue::from_static("better-auth.session_data=old");
    let jar = CookieJar::new([&header]);
    let set = cache.write(&cookies(), &jar, (&session, &user), true, today());
    let texts: Vec<_> = set.iter().map(SetCookie::as_str).collect();
    let expired = "better-auth.session_data=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax";
    assert_eq!(texts, [expired]);
}
