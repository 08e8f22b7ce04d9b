mod revoked;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use token::{Clock, Expectations, FixedKeys, KeySource, KeysUnavailable, Refreshed, SigningKey};

use super::*;
use crate::{Error, Verifier};

const SECRET: &[u8] = b"a secret for tests, long enough for HS256";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn token(claims: Value) -> String {
    let mut all = json!({ "iss": "i", "aud": "a", "exp": now().timestamp() + 600 });
    all.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
    SigningKey::shared_secret(SECRET).unwrap().sign(&all).unwrap()
}

fn keys() -> Arc<KeySet> {
    Arc::new(KeySet::shared_secret(SECRET).unwrap())
}

fn user(token: &str) -> AuthUser {
    let expected = Expectations::new("i", ["a"]);
    AuthUser::proven(token::verify(token, &keys(), &expected, now()).unwrap())
}

/// Remembers the token as one that was verified.
fn remember(tokens: &VerifiedTokens, token: &str, keys: &Arc<KeySet>) {
    tokens.insert(token, &user(token), keys);
}

fn numbered(n: usize) -> String {
    token(json!({ "sub": format!("user-{n}") }))
}

#[test]
fn a_token_that_was_remembered_is_found_and_no_other() {
    let (tokens, keys) = (VerifiedTokens::new(64), keys());
    let (ada, eve) = (numbered(1), numbered(2));
    remember(&tokens, &ada, &keys);
    assert_eq!(tokens.get(&ada, &keys).unwrap().id().as_str(), "user-1");
    assert!(tokens.get(&eve, &keys).is_none());
    tokens.remove(&ada, &keys);
    assert!(tokens.get(&ada, &keys).is_none());
    assert_eq!(tokens.count(), (0, 0));
}

/// Two tokens that end alike have one hash: what comes before counts as well.
#[test]
fn the_whole_token_is_compared() {
    let (tokens, keys) = (VerifiedTokens::new(64), keys());
    let ada = numbered(1);
    remember(&tokens, &ada, &keys);
    let signature = &ada[ada.rfind('.').unwrap()..];
    let forged = numbered(2);
    let forged = format!("{}{signature}", &forged[..forged.rfind('.').unwrap()]);
    assert!(tokens.get(&forged, &keys).is_none());
    let long = |sub: &str| format!("{sub}.{}", "A".repeat(64));
    let (one, other) = (long("one"), long("other"));
    assert_eq!(tokens.hash(&one), tokens.hash(&other));
    tokens.insert(&one, &user(&ada), &keys);
    assert!(tokens.get(&one, &keys).is_some());
    assert!(tokens.get(&other, &keys).is_none());
}

#[test]
fn other_keys_make_it_forget_everything() {
    let (tokens, first) = (VerifiedTokens::new(1024), keys());
    let all: Vec<_> = (0..100).map(numbered).collect();
    all.iter().for_each(|token| remember(&tokens, token, &first));
    // The same key in another set is another set: nobody knows why it was replaced.
    let second = keys();
    assert!(all.iter().all(|token| tokens.get(token, &second).is_none()));
    assert_eq!(tokens.count(), (0, 0));
    // What was checked with the old set, and took its time, is not taken for good.
    remember(&tokens, &all[0], &first);
    assert!(tokens.get(&all[0], &second).is_none());
}

#[test]
fn it_is_bounded_in_entries_and_in_bytes() {
    let (tokens, keys) = (VerifiedTokens::new(64), keys());
    for n in 0..2000 {
        remember(&tokens, &numbered(n), &keys);
    }
    let (entries, bytes) = tokens.count();
    assert!((32..=64).contains(&entries), "{entries}");
    assert!(bytes <= 64 * BYTES_PER_ENTRY);

    // The longest tokens there are, with claims that take the most memory for their length.
    let nested: Vec<_> = (0..450).map(|n| json!({ "k": n % 10 })).collect();
    for n in 0..300 {
        let big = token(json!({ "sub": format!("user-{n}"), "x": nested }));
        assert!(user(&big).memory() > 3 * BYTES_PER_ENTRY);
        remember(&tokens, &big, &keys);
    }
    let (_, bytes) = tokens.count();
    assert!(bytes <= 64 * BYTES_PER_ENTRY, "{bytes}");
}

#[test]
fn what_is_in_use_stays_while_any_number_of_others_come_and_go() {
    let (tokens, keys) = (VerifiedTokens::new(1024), keys());
    let ada = numbered(0);
    remember(&tokens, &ada, &keys);
    for n in 1..5000 {
        remember(&tokens, &numbered(n), &keys);
        // A shard's generation has room for 32, of those that fall into it.
        if n % 16 == 0 {
            assert!(tokens.get(&ada, &keys).is_some(), "pushed out by {n} others");
        }
    }
    assert!(tokens.get(&numbered(1), &keys).is_none(), "nobody asked for it");
}

#[test]
fn two_threads_share_it() {
    let (tokens, keys) = (VerifiedTokens::new(256), keys());
    let all: Vec<_> = (0..100).map(numbered).collect();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..20 {
                    for (n, token) in all.iter().enumerate() {
                        match tokens.get(token, &keys) {
                            Some(user) => assert_eq!(user.id().as_str(), format!("user-{n}")),
                            None => remember(&tokens, token, &keys),
                        }
                    }
                }
            });
        }
    });
    assert!(tokens.count().0 <= 256);
}

/// Keys that are replaced under the verifier.
struct Changing(Mutex<Arc<KeySet>>);

impl KeySource for Changing {
    fn current(&self) -> Arc<KeySet> {
        Arc::clone(&self.0.lock().unwrap())
    }

    fn refresh<'a>(&'a self, _: &'a str) -> Refreshed<'a> {
        Box::pin(async { Err(KeysUnavailable("there is nothing to look at".into())) })
    }
}

fn verifier(source: Arc<dyn KeySource>, seconds: &Arc<Mutex<i64>>) -> Verifier {
    let moved = Arc::clone(seconds);
    let clock = Clock::from_fn(move || now() + TimeDelta::seconds(*moved.lock().unwrap()));
    let mut expected = Expectations::new("i", ["a"]);
    expected.leeway = Duration::from_secs(30);
    Verifier::new(source, expected, clock).remembering(64)
}

fn verify(verifier: &Verifier, token: &str) -> Result<AuthUser, Error> {
    futures_util::FutureExt::now_or_never(verifier.verify(token)).unwrap()
}

#[test]
fn the_time_is_looked_at_whenever_a_token_comes_again() {
    let seconds = Arc::new(Mutex::new(0));
    let verifier = verifier(Arc::new(FixedKeys::new(keys())), &seconds);
    let nbf = now().timestamp() - 10;
    let token = token(json!({ "sub": "ada", "nbf": nbf }));
    let at = |second: i64| {
        *seconds.lock().unwrap() = second;
        match verify(&verifier, &token) {
            Ok(user) => user.id().to_string(),
            Err(error) => error.to_string(),
        }
    };
    assert_eq!(at(0), "ada");
    assert_eq!(verifier.remembered(), 1);
    assert_eq!(at(629), "ada");
    assert!(at(-50).contains("nbf"));
    assert_eq!(at(0), "ada");
    assert_eq!(verifier.remembered(), 1);
    assert!(at(630).contains("expired"));
    assert_eq!(verifier.remembered(), 0);
    assert!(at(631).contains("expired"));
}

#[test]
fn a_token_is_refused_as_soon_as_its_key_is_gone() {
    let source = Arc::new(Changing(Mutex::new(keys())));
    let verifier = verifier(source.clone(), &Arc::default());
    let token = numbered(1);
    verify(&verifier, &token).unwrap();
    verify(&verifier, &token).unwrap();
    *source.0.lock().unwrap() =
        Arc::new(KeySet::shared_secret(b"another secret, as long as the first one").unwrap());
    let refused = verify(&verifier, &token);
    assert!(matches!(refused, Err(Error::InvalidToken(token::Fault::BadSignature))));
    *source.0.lock().unwrap() = Arc::new(KeySet::empty());
    assert!(verify(&verifier, &token).is_err());
}

#[test]
fn what_was_not_verified_is_not_remembered() {
    let verifier = verifier(Arc::new(FixedKeys::new(keys())), &Arc::default());
    let good = numbered(1);
    for n in 0..100 {
        assert!(verify(&verifier, &format!("{good}{n}")).is_err());
        assert!(verify(&verifier, &token(json!({ "sub": "ada", "aud": "b" }))).is_err());
    }
    assert_eq!(verifier.remembered(), 0);
}

#[test]
fn a_verifier_may_remember_nothing() {
    let verifier = verifier(Arc::new(FixedKeys::new(keys())), &Arc::default()).remembering(0);
    verify(&verifier, &numbered(1)).unwrap();
    verify(&verifier, &numbered(1)).unwrap();
    assert_eq!(verifier.remembered(), 0);
}
