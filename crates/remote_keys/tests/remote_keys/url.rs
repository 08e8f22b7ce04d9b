use ownly_remote_keys::{JwksUrl, JwksUrlError};
use rstest::rstest;

#[rstest]
#[case("https://issuer.example/jwks")]
#[case("https://10.0.0.7/jwks")]
#[case("http://localhost:9400/api/auth/jwks")]
#[case("http://127.0.0.1/jwks")]
#[case("http://127.8.9.1/jwks")]
#[case("http://[::1]:80/jwks")]
#[case("http://auth.internal:3000/jwks")]
#[case("http://AUTH.internal/jwks")]
fn keys_are_fetched_over_tls_or_from_where_nobody_is_in_between(#[case] url: &str) {
    JwksUrl::parse(url, &["auth.internal".to_owned()]).unwrap();
}

#[rstest]
#[case("http://issuer.example/jwks")]
#[case("http://localhost.example/jwks")]
#[case("http://10.0.0.7/jwks")]
#[case("http://[::ffff:10.0.0.7]/jwks")]
#[case("http://auth.internal.example/jwks")]
fn keys_are_not_fetched_in_the_clear(#[case] url: &str) {
    let refused = JwksUrl::parse(url, &["auth.internal".to_owned()]);
    assert!(matches!(refused, Err(JwksUrlError::Insecure { .. })), "{refused:?}");
}

#[rstest]
#[case("issuer.example/jwks", JwksUrlError::NotAUrl)]
#[case("", JwksUrlError::NotAUrl)]
#[case("file:///etc/jwks.json", JwksUrlError::NotAUrl)]
#[case("data:application/json,{}", JwksUrlError::NotAUrl)]
#[case("ftp://issuer.example/jwks", JwksUrlError::Scheme)]
#[case("https://me:pass@issuer.example/jwks", JwksUrlError::Credentials)]
#[case("https://me@issuer.example/jwks", JwksUrlError::Credentials)]
fn another_text_is_no_place_for_keys(#[case] url: &str, #[case] why: JwksUrlError) {
    assert_eq!(JwksUrl::parse(url, &[]), Err(why));
}

#[test]
fn a_query_is_sent_and_not_shown() {
    let url = JwksUrl::parse("https://issuer.example/jwks?key=hunter2#x", &[]).unwrap();
    assert_eq!(url.as_str(), "https://issuer.example/jwks?key=hunter2");
    assert_eq!(url.to_string(), "https://issuer.example/jwks");
}
