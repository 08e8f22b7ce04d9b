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
        .says("accounts", "on")
        .says("public origin", "http://localhost:3000")
        .says("token algorithm", "EdDSA")
        .says("token keys", "our own")
        .says("token cache", "8192")
        .says("token issuer", "http://localhost:3000")
        .says("token audiences", "http://localhost:3000")
        .says("token lifetime", "900 s")
        .says("token leeway", "30 s");
    assert!(ran.complained().contains("data/secret"), "{}", ran.complained());
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
#[case(&[("OWNLY_ACCOUNTS", "maybe")], "invalid value 'maybe'")]
#[case(&[("OWNLY_HASH_COST", "cheap"), ("OWNLY_LISTEN", "0.0.0.0:1"), ("BETTER_AUTH_SECRET", SECRET)], "OWNLY_HASH_COST=cheap")]
#[case(&[("OWNLY_JWT_LEEWAY", "61")], "61")]
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
