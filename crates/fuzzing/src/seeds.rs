use serde_json::{Value, json};

use crate::Site;
use crate::json_bodies::{FIRST, REQUESTS};
use crate::mint::{AUDIENCE, ISSUER, NOW, SIGNED};

/// The targets, each with a folder of that name in `fuzz/seeds`
pub const TARGETS: [&str; 6] = [
    "import_jwks",
    "json_bodies",
    "parse_authorization",
    "second_reader",
    "session_cookie",
    "verify_token",
];

/// What a fuzzer begins with: the target, a name and the bytes. The same each time.
pub fn seeds(site: &Site) -> Vec<(&'static str, String, Vec<u8>)> {
    let named = |target, all: Vec<Vec<u8>>| {
        let numbered = all.into_iter().enumerate();
        numbered.map(move |(number, bytes)| (target, format!("{number:02}"), bytes))
    };
    named("import_jwks", import_jwks())
        .chain(named("json_bodies", json_bodies()))
        .chain(named("parse_authorization", parse_authorization()))
        .chain(named("second_reader", second_reader()))
        .chain(named("session_cookie", session_cookie(site)))
        .chain(named("verify_token", verify_token()))
        .collect()
}

fn verify_token() -> Vec<Vec<u8>> {
    let good = SIGNED.iter().map(|signed| signed.token.clone());
    let short = SIGNED.last().unwrap().token.clone();
    let (message, signature) = short.rsplit_once('.').unwrap();
    let none = "eyJhbGciOiJub25lIn0";
    let bad = [
        format!("{message}."),
        format!("{message}.{signature}=="),
        format!("{short}.AAAA"),
        format!("{none}.{}.", message.split('.').next_back().unwrap()),
        "..".to_owned(),
    ];
    good.chain(bad).map(String::into_bytes).collect()
}

fn parse_authorization() -> Vec<Vec<u8>> {
    let headers: [&[u8]; 11] = [
        b"Bearer a.b.c",
        b"bearer   a.b.c \t",
        b"Bearer a.b.c\nBearer a.b.c",
        b"Bearer a.b.c, Bearer a.b.c",
        b"Bearer \"a.b.c\"",
        b"Basic eDp5",
        b"Bearer",
        b"Bearer=a.b.c",
        b"Bearers a.b.c",
        b"Bearer a.\0b.c",
        b"",
    ];
    headers.map(<[u8]>::to_vec).into()
}

fn import_jwks() -> Vec<Vec<u8>> {
    let published = SIGNED.iter().filter_map(|signed| signed.jwks.clone());
    let keys: Vec<Value> = published
        .clone()
        .flat_map(|jwks| {
            serde_json::from_str::<Value>(&jwks).unwrap()["keys"].take().as_array().cloned()
        })
        .flatten()
        .collect();
    let with = |name: &str, value: Value| {
        let mut key = keys[0].clone();
        key[name] = value;
        json!({ "keys": [key, keys[1]] }).to_string()
    };
    let made = [
        json!({ "keys": keys }).to_string(),
        json!({ "keys": [keys[0], keys[0]] }).to_string(),
        json!({ "keys": [{ "kty": "oct", "kid": "s", "k": "AAAA" }, null, "x", 7] }).to_string(),
        with("use", "enc".into()),
        with("key_ops", json!(["verify"])),
        with("d", "AAAA".into()),
        with("x", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".into()),
        with("kid", "a\u{0}".into()),
        with("crv", "X25519".into()),
        r#"{"keys":[],"keys":[]}"#.to_owned(),
    ];
    published.chain(made).map(String::into_bytes).collect()
}

fn second_reader() -> Vec<Vec<u8>> {
    let header = r#"{"alg":"HS256","typ":"JWT","kid":"any"}"#;
    let claims = json!({
        "iss": ISSUER, "aud": ["x", AUDIENCE], "sub": "ada", "iat": NOW, "nbf": NOW, "exp": NOW + 900,
        "email": "ada@example.com", "more": { "a": [1, null, true, 1.5, "\u{e9}"] },
    })
    .to_string();
    let twice = format!("{{\"sub\":\"eve\",{}", &claims[1..]);
    let deep = format!("{{\"x\":{}{},{}", "[".repeat(63), "]".repeat(63), &claims[1..]);
    let deeper = format!("{{\"x\":{}{},{}", "[".repeat(64), "]".repeat(64), &claims[1..]);
    let pairs = [
        (header.to_owned(), claims.clone()),
        (r#"{"alg":"HS256"}"#.to_owned(), claims.clone()),
        (
            r#"{"alg":"HS256","crit":["x"],"b64":true,"zip":"DEF","enc":"","cty":""}"#.to_owned(),
            claims.clone(),
        ),
        (
            r#"{"alg":"HS256","typ":"application/at+jwt","jwk":{},"x5c":[]}"#.to_owned(),
            claims.clone(),
        ),
        (r#"{"alg":"none","alg":"HS256"}"#.to_owned(), claims.clone()),
        (header.to_owned(), twice),
        (header.to_owned(), deep),
        (header.to_owned(), deeper),
        (header.to_owned(), claims.replace("\"ada\"", "\"a\\u0000\"")),
        (header.to_owned(), claims.replace(&(NOW + 900).to_string(), "1e400")),
        (header.to_owned(), claims.replace(&(NOW + 900).to_string(), "1795371384.5")),
        (header.to_owned(), "[]".to_owned()),
    ];
    pairs.map(|(header, claims)| format!("{header}\n{claims}").into_bytes()).into()
}

fn session_cookie(site: &Site) -> Vec<Vec<u8>> {
    let set = &site.cookie;
    let cookies = [
        set.clone(),
        format!("a=b; {set}; c"),
        format!("{set}; {set}"),
        format!("{set}x"),
        set.replace('%', "%25"),
        set.replace("%3D", "="),
        set.replace("better-auth", "__Secure-better-auth"),
        set.split('.').next().unwrap().to_owned() + ".session_token=a.b",
        "better-auth.session_token=".to_owned(),
        "better-auth.session_token=%zz%".to_owned(),
        "better-auth.session_data=eyJ9.; better-auth.session_data.0=x; better-auth.dont_remember=true.x".to_owned(),
        ";;=;, =".to_owned(),
    ];
    cookies.map(String::into_bytes).into()
}

/// One body that each request takes, or would
fn json_bodies() -> Vec<Vec<u8>> {
    let requests = (FIRST..).zip(REQUESTS);
    requests.map(|(which, (_, path, _))| [&[which], body_of(path).as_bytes()].concat()).collect()
}

fn body_of(path: &str) -> String {
    let body = match path.rsplit('/').next().unwrap_or(path) {
        "email" if path.contains("sign-up") => json!({
            "name": "Eve", "email": "eve@example.com", "password": "correct horse battery",
            "image": null, "callbackURL": "/", "rememberMe": false,
        }),
        "email" | "verify-password" => json!({
            "email": "ada@example.com", "password": "incorrect horse", "callbackURL": "/", "rememberMe": true,
        }),
        "social" | "link-social" => json!({
            "provider": "github", "callbackURL": "/", "scopes": ["a"], "idToken": { "token": "x" },
        }),
        "request-password-reset" => json!({ "email": "ada@example.com", "redirectTo": "/" }),
        "reset-password" => json!({ "newPassword": "correct horse battery", "token": "x" }),
        "send-verification-email" => json!({ "email": "ada@example.com", "callbackURL": "/" }),
        "delete-user" => json!({ "password": "x", "token": "y", "callbackURL": "/" }),
        "sign-out" => json!({}),
        "revoke-session" => json!({ "token": "x" }),
        "update-user" => json!({ "name": "Ada", "image": "https://example.com/a.png" }),
        "change-password" => json!({
            "currentPassword": "x", "newPassword": "correct horse battery", "revokeOtherSessions": true,
        }),
        "unlink-account" => json!({ "providerId": "credential", "accountId": "x" }),
        "get-access-token" | "refresh-token" => json!({ "providerId": "github", "accountId": "x" }),
        "change-email" => json!({ "newEmail": "ada2@example.com", "callbackURL": "/" }),
        "members" => json!({ "email": "eve@example.com", "role": "viewer" }),
        "ada" => json!({ "role": "editor" }),
        "comments" => json!({ "text": "milk" }),
        _ if path.starts_with("/api/tasks") => json!({
            "title": "milk", "description": null, "completed": true, "dueAt": "2026-11-23T02:00:00+01:00",
        }),
        _ => json!({}),
    };
    body.to_string()
}
