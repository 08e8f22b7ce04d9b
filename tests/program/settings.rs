use std::os::unix::fs::PermissionsExt;

use rstest::rstest;

use crate::program::Place;

const SECRET: &str = "Zk3nS0meR4ndomT3xtTh4tIsLongEn0ugh";

#[test]
fn with_nothing_set_it_is_a_server_for_this_machine() {
    let place = Place::new();
    let ran = place.run(&["check-config"], &[]).expect(0);
    ran.says("listen", "127.0.0.1:3000")
        .says("database", "sqlite://data/ownly.db")
        .says("page", "on")
        .says("accounts", "on")
        .says("public origin", "http://localhost:3000")
        .says("rate limit", "memory")
        .says("trusted proxies", "proxies ")
        .says("common passwords", "refuse")
        .says("token algorithm", "EdDSA")
        .says("token keys", "our own")
        .says("token cache", "8192")
        .says("token issuer", "http://localhost:3000")
        .says("token audiences", "http://localhost:3000")
        .says("token lifetime", "900 s")
        .says("token leeway", "30 s")
        .says("revocation", "off");
    assert!(ran.complained().contains("data/secret"), "{}", ran.complained());
}

#[rstest]
#[case(&[("OWNLY_WEB", "off")])]
#[case(&[("OWNLY_ACCOUNTS", "off"), ("OWNLY_JWT_SECRET", SECRET), ("OWNLY_JWT_ISSUER", "x")])]
fn there_is_no_page_when_it_is_off_or_nobody_can_sign_in(#[case] set: &[(&str, &str)]) {
    Place::new().run(&["check-config"], set).expect(0).says("page", "off");
}

/// As long as the last token of a session can be good: one that is issued on the word of a copy
/// made just before its end, with two minutes for clocks and slow databases.
#[rstest]
#[case(&[("OWNLY_JWT_EXPIRES_IN", "600")], "within 5 s, remembered for 720 s")]
#[case(&[("OWNLY_COOKIE_CACHE", "jwt")], "within 5 s, remembered for 1320 s")]
#[case(&[("OWNLY_COOKIE_CACHE", "jwe"), ("OWNLY_COOKIE_CACHE_MAX_AGE", "900")], "within 5 s, remembered for 1920 s")]
#[case(&[("OWNLY_COOKIE_CACHE", "compact"), ("OWNLY_COOKIE_CACHE_MAX_AGE", "9")], "within 5 s, remembered for 1320 s")]
fn what_is_revoked_is_remembered_for_as_long_as_a_token_may_be_good(
    #[case] set: &[(&str, &str)],
    #[case] told: &str,
) {
    let set = [set, &[("OWNLY_REVOCATION", "on")]].concat();
    Place::new().run(&["check-config"], &set).expect(0).says("revocation", told);
}

#[test]
fn the_secret_it_makes_is_kept_for_its_owners_eyes_and_used_again() {
    let place = Place::new();
    let first = place.run(&["check-config"], &[]).expect(0);
    let kept = place.read("data/secret");
    assert!(kept.trim().len() >= 32);
    let mode = place.path().join("data/secret").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let second = place.run(&["check-config"], &[]).expect(0);
    assert_eq!(place.read("data/secret"), kept);
    for ran in [first, second] {
        assert!(!ran.said().contains(kept.trim()));
        assert!(!ran.complained().contains(kept.trim()));
    }
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let place = Place::new();
    place.write(".env", "OWNLY_LISTEN=127.0.0.1:1001\nOWNLY_JWT_LEEWAY=11\nOWNLY_WORKERS=1\n");
    let environment = [("OWNLY_LISTEN", "127.0.0.1:1002"), ("OWNLY_JWT_LEEWAY", "12")];
    place
        .run(&["check-config", "--listen", "127.0.0.1:1003"], &environment)
        .expect(0)
        .says("listen", "127.0.0.1:1003")
        .says("token leeway", "12 s")
        .says("workers", " 1");
    // A flag may stand before the command as well.
    let ran = place.run(&["--listen", "127.0.0.1:1004", "check-config"], &environment);
    ran.expect(0).says("listen", "127.0.0.1:1004");
}

#[test]
fn an_empty_variable_is_one_that_is_not_set() {
    let place = Place::new();
    let empty = [("OWNLY_LISTEN", ""), ("OWNLY_JWT_SECRET", " "), ("BETTER_AUTH_URL", "")];
    let ran = place.run(&["check-config"], &empty).expect(0);
    ran.says("listen", "127.0.0.1:3000").says("token algorithm", "EdDSA");
}

#[rstest]
#[case(&[("OWNLY_LISTN", "x")], "OWNLY_LISTN is not a setting of this version; did you mean OWNLY_LISTEN?")]
#[case(&[("OWNLY_COLOUR_OF_THE_SKY", "x")], "OWNLY_COLOUR_OF_THE_SKY is not a setting")]
#[case(&[("OWNLY_LISTEN", "nowhere")], "invalid value 'nowhere'")]
#[case(&[("OWNLY_LISTEN", "0.0.0.0:3000")], "set BETTER_AUTH_SECRET")]
#[case(&[("BETTER_AUTH_SECRET", "short")], "BETTER_AUTH_SECRET must be at least 32 bytes")]
#[case(&[("BETTER_AUTH_SECRET", "change-me-change-me-change-me-change-me")], "no one's example")]
#[case(&[("OWNLY_JWT_SECRET", "short")], "OWNLY_JWT_SECRET must be at least 32 bytes")]
#[case(&[("BETTER_AUTH_SECRET", SECRET), ("BETTER_AUTH_SECRET_FILE", "x")], "both set")]
#[case(&[("BETTER_AUTH_SECRET_FILE", "nofile")], "BETTER_AUTH_SECRET_FILE: nofile cannot be read")]
#[case(&[("BETTER_AUTH_SECRETS", SECRET)], "BETTER_AUTH_SECRETS: entry 1 is not VERSION:SECRET")]
#[case(&[("BETTER_AUTH_SECRETS", "2:Zk3nS0meR4ndomT3xtTh4tIsLongEn0ugh,2:x")], "version 2 is there twice")]
#[case(&[("BETTER_AUTH_SECRETS", "2:hunter2,1:Zk3nS0meR4ndomT3xtTh4tIsLongEn0ugh")], "BETTER_AUTH_SECRETS must be at least 32 bytes")]
#[case(&[("BETTER_AUTH_SECRETS", "2:x"), ("BETTER_AUTH_SECRETS_FILE", "x")], "both set")]
#[case(&[("OWNLY_SESSION_REFRESH", "later")], "invalid value 'later'")]
#[case(&[("OWNLY_SESSION_EXPIRES_IN", "34560001")], "34560001")]
#[case(&[("OWNLY_COOKIE_CACHE", "on")], "invalid value 'on'")]
#[case(&[("OWNLY_COOKIE_CACHE_MAX_AGE", "0")], "0 is not in")]
#[case(&[("DATABASE_URL", "ownly.db")], "sqlite:// or postgres://")]
#[case(&[("DATABASE_URL", "postgres://u:hunter2@db.example/x")], "sslmode")]
#[case(&[("BETTER_AUTH_URL", "app.example.com")], "expected an origin")]
#[case(&[("OWNLY_ACCOUNTS", "off")], "set OWNLY_JWKS_URL")]
#[case(&[("OWNLY_ACCOUNTS", "off"), ("OWNLY_JWKS_URL", "https://issuer.example/jwks")], "set OWNLY_JWT_ISSUER")]
#[case(&[("OWNLY_ACCOUNTS", "off"), ("OWNLY_JWKS_URL", "http://issuer.example/jwks"), ("OWNLY_JWT_ISSUER", "x")], "OWNLY_JWKS_URL: http to issuer.example is not safe")]
#[case(&[("OWNLY_ACCOUNTS", "off"), ("OWNLY_JWKS_URL", "https://a:hunter2@issuer.example/jwks")], "user name or password")]
#[case(&[("OWNLY_ACCOUNTS", "off"), ("OWNLY_JWKS_URL", "jwks.json")], "OWNLY_JWKS_URL: not a URL")]
#[case(&[("OWNLY_ACCOUNTS", "off"), ("OWNLY_JWKS_URL", "https://issuer.example/jwks"), ("OWNLY_JWT_SECRET", SECRET)], "set one of them")]
#[case(&[("OWNLY_ACCOUNTS", "off"), ("OWNLY_JWKS_URL", "https://issuer.example/jwks"), ("OWNLY_JWKS_CA_FILE", "nofile")], "OWNLY_JWKS_CA_FILE: nofile cannot be read")]
#[case(&[("OWNLY_ACCOUNTS", "off"), ("OWNLY_JWKS_URL", "https://issuer.example/jwks"), ("OWNLY_JWKS_CA_FILE", "/dev/null")], "no certificate in PEM")]
#[case(&[("OWNLY_JWKS_URL", "https://issuer.example/jwks")], "set OWNLY_ACCOUNTS=off")]
#[case(&[("OWNLY_JWKS_TTL", "0")], "0")]
#[case(&[("OWNLY_JWT_ALG", "ES384")], "possible values: EdDSA, ES256")]
#[case(&[("OWNLY_JWT_ALG", "none")], "possible values")]
#[case(&[("OWNLY_JWT_ALG", "HS256")], "needs OWNLY_JWT_SECRET")]
#[case(&[("OWNLY_JWT_ALG", "ES256"), ("OWNLY_JWT_SECRET", SECRET)], "OWNLY_JWT_ALG is ES256")]
#[case(&[("OWNLY_JWT_KEY_ROTATION", "59m")], "at least 1h")]
#[case(&[("OWNLY_JWT_KEY_ROTATION", "soon")], "as in 90d")]
#[case(&[("OWNLY_JWT_KEY_GRACE", "15m")], "at least 990 s")]
#[case(&[("OWNLY_ACCOUNTS", "off"), ("OWNLY_JWT_SECRET", SECRET)], "set OWNLY_JWT_ISSUER")]
#[case(&[("OWNLY_ACCOUNTS", "off"), ("OWNLY_JWT_SECRET", SECRET), ("OWNLY_JWT_ISSUER", "x"), ("OWNLY_REVOCATION", "on")], "OWNLY_REVOCATION=on is for servers with accounts")]
#[case(&[("OWNLY_ACCOUNTS", "maybe")], "invalid value 'maybe'")]
#[case(&[("OWNLY_HASH_COST", "cheap"), ("OWNLY_LISTEN", "0.0.0.0:1"), ("BETTER_AUTH_SECRET", SECRET)], "OWNLY_HASH_COST=cheap")]
#[case(&[("OWNLY_JWT_LEEWAY", "61")], "61")]
#[case(&[("OWNLY_RATE_LIMIT", "on")], "invalid value 'on'")]
#[case(&[("OWNLY_TRUSTED_PROXIES", "10.0.0.0/8,proxy.example")], "a network such as 10.0.0.0/8")]
#[case(&[("OWNLY_MAIL", "pigeon:hunter2")], "OWNLY_MAIL: expected log, off, file:FOLDER")]
#[case(&[("OWNLY_MAIL", "smtp://me:hunter2@mail.example?tls=none")], "must not go in the clear")]
#[case(&[("OWNLY_MAIL", "smtp://me:hunter2@mail.example?tls=maybe")], "tls must be required")]
#[case(&[("OWNLY_MAIL", "smtps://me:hunter2@mail.example?tls=none")], "tls must be required")]
#[case(&[("OWNLY_MAIL", "log"), ("OWNLY_LISTEN", "0.0.0.0:1"), ("BETTER_AUTH_SECRET", SECRET)], "OWNLY_MAIL=log prints links")]
#[case(&[("OWNLY_MAIL", "off"), ("OWNLY_MAIL_FILE", "x")], "OWNLY_MAIL and OWNLY_MAIL_FILE are both set")]
#[case(&[("OWNLY_MAIL_FROM", "nobody")], "OWNLY_MAIL_FROM: the sender must be")]
#[case(&[("OWNLY_MAIL", "off"), ("OWNLY_REQUIRE_EMAIL_VERIFICATION", "on")], "OWNLY_REQUIRE_EMAIL_VERIFICATION needs mail")]
#[case(&[("OWNLY_MAIL", "off"), ("OWNLY_SEND_DELETE_ACCOUNT_VERIFICATION", "on")], "needs mail")]
#[case(&[("OWNLY_MAIL", "off"), ("OWNLY_SEND_CHANGE_NOTICES", "on")], "OWNLY_SEND_CHANGE_NOTICES needs mail")]
#[case(&[("OWNLY_MIN_PASSWORD_LENGTH", "20"), ("OWNLY_MAX_PASSWORD_LENGTH", "10")], "is greater than")]
#[case(&[("OWNLY_ERROR_URL", "//evil.example")], "OWNLY_ERROR_URL must be a path")]
fn what_cannot_be_meant_is_refused_at_once_and_says_why(
    #[case] variables: &[(&str, &str)],
    #[case] why: &str,
) {
    for command in ["check-config", "serve", "migrate"] {
        let place = Place::new();
        let ran = place.run(&[command], variables).expect(78);
        let complaint = ran.complained();
        assert!(complaint.contains(why), "{complaint}");
        assert!(!complaint.contains("hunter2") && !complaint.contains(SECRET), "{complaint}");
        assert!(!place.path().join("data").exists(), "nothing is made of a mistake");
    }
}

#[test]
fn limits_are_told_as_they_were_understood() {
    let variables = [
        ("OWNLY_RATE_LIMIT", "database"),
        ("OWNLY_TRUSTED_PROXIES", "127.0.0.1, 10.1.2.3/8,2001:db8::/32"),
        ("OWNLY_COMMON_PASSWORDS", "allow"),
    ];
    let ran = Place::new().run(&["check-config"], &variables).expect(0);
    ran.says("rate limit", "database")
        .says("trusted proxies", " 127.0.0.1/32, 10.0.0.0/8, 2001:db8::/32")
        .says("common passwords", "allow");
}

#[test]
fn another_issuers_keys_are_told_without_what_is_secret_in_their_url() {
    let variables = [
        ("OWNLY_ACCOUNTS", "off"),
        ("OWNLY_JWKS_URL", "http://Auth.internal:3000/jwks?key=hunter2"),
        ("OWNLY_JWKS_INSECURE_HOSTS", "other.internal, auth.internal"),
        ("OWNLY_JWT_ISSUER", "https://issuer.example"),
        ("OWNLY_JWKS_TTL", "60"),
    ];
    let ran = Place::new().run(&["check-config"], &variables).expect(0);
    ran.says("token keys", "http://auth.internal:3000/jwks")
        .says("token algorithm", "that of each key")
        .says("key fetches", "every 60 s, 10 s apart, 86400 s without")
        .says("token issuer", "https://issuer.example");
    assert!(!ran.said().contains("hunter2"));
}

#[test]
fn keys_of_our_own_are_told() {
    let variables = [("OWNLY_JWT_ALG", "RS256"), ("OWNLY_JWT_KEY_ROTATION", "90d")];
    let ran = Place::new().run(&["check-config"], &variables).expect(0);
    ran.says("token algorithm", "RS256")
        .says("key rotation", "every 7776000 s, taken for 2592000 s more");
    let shared = [("OWNLY_JWT_ALG", "HS256"), ("OWNLY_JWT_SECRET", SECRET)];
    let ran = Place::new().run(&["check-config"], &shared).expect(0);
    ran.says("token algorithm", "HS256").says("token keys", "a shared secret");
}

#[test]
fn a_secret_is_read_from_a_file_without_the_end_of_its_line() {
    let place = Place::new();
    place.write("secret.txt", &format!("{SECRET}\n"));
    place.write("url.txt", "sqlite://elsewhere.db\n");
    let files = [
        ("BETTER_AUTH_SECRET_FILE", "secret.txt"),
        ("OWNLY_JWT_SECRET_FILE", "secret.txt"),
        ("DATABASE_URL_FILE", "url.txt"),
    ];
    let ran = place.run(&["check-config"], &files).expect(0);
    ran.says("secret", &format!("{} bytes, not shown", SECRET.len()))
        .says("token secret", &format!("{} bytes, not shown", SECRET.len()))
        .says("token algorithm", "HS256")
        .says("database", "sqlite://elsewhere.db");
    assert!(!ran.said().contains(SECRET));
}

/// A weak one could not be replaced if it had to be fit.
#[test]
fn secrets_have_versions_and_only_the_current_one_must_be_strong() {
    let place = Place::new();
    place.write("secrets.txt", &format!("12:{SECRET},3:weak\n"));
    let given = [("BETTER_AUTH_SECRETS_FILE", "secrets.txt"), ("BETTER_AUTH_SECRET", "short")];
    let ran = place.run(&["check-config"], &given).expect(0);
    ran.says("secret", &format!("{} bytes, not shown", SECRET.len()))
        .says("secret versions", "12, 3");
    assert!(!ran.said().contains(SECRET) && !ran.said().contains("weak"));
    assert!(!place.path().join("data").exists(), "none is made where some are given");
}

#[test]
fn sessions_and_their_cookies_are_as_they_were_set() {
    let place = Place::new();
    let ran = place.run(&["check-config"], &[]).expect(0);
    ran.says("session lifetime", "604800 s").says("session refresh", "On");
    ran.says("cookie cache", "off");
    let variables = [
        ("OWNLY_SESSION_EXPIRES_IN", "3600"),
        ("OWNLY_SESSION_REFRESH", "deferred"),
        ("OWNLY_COOKIE_CACHE", "jwe"),
        ("OWNLY_COOKIE_CACHE_MAX_AGE", "60"),
    ];
    let ran = place.run(&["check-config"], &variables).expect(0);
    ran.says("session lifetime", "3600 s").says("session refresh", "Deferred");
    ran.says("cookie cache", "Jwe, 60 s");
}

#[test]
fn a_database_password_is_not_shown() {
    let url = [("DATABASE_URL", "postgres://me:hunter2@127.0.0.1/x")];
    let ran = Place::new().run(&["check-config"], &url).expect(0);
    ran.says("database", "postgres://me:***@127.0.0.1/x");
    let help = Place::new().run(&["--help"], &url).expect(0);
    assert!(!help.said().contains("hunter2"));
}

#[test]
fn the_example_file_says_what_help_says() {
    let example = ownly::config::example(&ownly::cli::command());
    let kept = std::fs::read_to_string(".env.example").unwrap();
    assert!(kept == example, "write this to .env.example:\n{example}");

    let help = Place::new().run(&["--help"], &[]).expect(0).said();
    let names = kept.lines().filter_map(|line| line.strip_prefix("# ")?.split_once('='));
    let names: Vec<_> = names.map(|(name, _)| name).filter(|name| !name.contains(' ')).collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        assert!(help.contains(&format!("[env: {name}")), "{name}");
    }
}

#[test]
fn the_example_file_can_be_used_as_it_is() {
    let place = Place::new();
    let example = std::fs::read_to_string(".env.example").unwrap();
    place.write(".env", &example);
    place.run(&["check-config"], &[]).expect(0).says("listen", "127.0.0.1:3000");
}
