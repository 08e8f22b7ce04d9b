//! Tokens: what it costs to sign one, and to verify one that comes for the first time and one that
//! comes again. The same verifier with and without a memory.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has nothing to tell")]

use std::{cell::Cell, hint::black_box, sync::Arc};

use futures_util::FutureExt;
use ownly_benches::{Side, run};
use serde_json::{Value, json};
use token::{Algorithm, Clock, Expectations, FixedKeys, KeySet, SigningKey};
use wall::Verifier;

const ISSUER: &str = "https://issuer.example";
/// As many as a busy server has within a token's life.
const USERS: usize = 1000;
const ALGORITHMS: [Algorithm; 4] =
    [Algorithm::EdDsa, Algorithm::Es256, Algorithm::Rs256, Algorithm::Hs256];

fn main() {
    let (mut sides, mut pairs) = (Vec::new(), Vec::new());
    for algorithm in ALGORITHMS {
        let named = |what: &str| format!("{algorithm} {what}");
        sides.extend(of(algorithm, named));
        pairs.push((named("first"), named("again")));
        pairs.push((named("sign"), named("first")));
        pairs.push((named("again, two threads"), named("again")));
        pairs.push((named("first"), "HS256 first".to_owned()));
        pairs.push((named("sign"), "HS256 sign".to_owned()));
    }
    pairs.retain(|(one, other)| one != other);
    let pairs: Vec<_> = pairs.iter().map(|(one, other)| (&**one, &**other)).collect();
    run("tokens", &sides, &pairs);
}

fn of(algorithm: Algorithm, named: impl Fn(&str) -> String) -> [Side<'static>; 4] {
    let (key, keys) = issuer(algorithm);
    let now = Clock::system().now().timestamp();
    let tokens: Vec<_> = (0..USERS).map(|user| key.sign(&claims(user, now)).unwrap()).collect();
    let tokens: Arc<[String]> = tokens.into();
    let expected = Expectations::new(ISSUER, [ISSUER]);
    let plain = Verifier::new(Arc::new(FixedKeys::new(keys)), expected, Clock::system());
    let remembering = plain.clone().remembering(8 * USERS);
    tokens.iter().for_each(|token| verify(&remembering, token));

    let next = |tokens: &Arc<[String]>| {
        let (tokens, at) = (Arc::clone(tokens), Cell::new(0));
        move |verifier: &Verifier| {
            at.set((at.get() + 1) % USERS);
            verify(verifier, &tokens[at.get()]);
        }
    };
    let (first, again) = (next(&tokens), next(&tokens));
    let (memory, shared) = (remembering.clone(), remembering);
    [
        Side::new(named("sign"), move || _ = black_box(key.sign(&claims(7, now)).unwrap())),
        Side::new(named("first"), move || first(&plain)),
        Side::new(named("again"), move || again(&memory)),
        // Twice the work a thousand times over, told for one token: 1 is what it would take if
        // neither waited for the other.
        Side::of_many(named("again, two threads"), USERS, move || {
            std::thread::scope(|scope| {
                for _ in 0..2 {
                    scope.spawn(|| tokens.iter().for_each(|token| verify(&shared, token)));
                }
            });
        }),
    ]
}

fn verify(verifier: &Verifier, token: &str) {
    black_box(verifier.verify(token).now_or_never().unwrap().unwrap());
}

/// What signs, and what others verify that with.
fn issuer(algorithm: Algorithm) -> (SigningKey, KeySet) {
    let key = match algorithm {
        Algorithm::Hs256 => {
            let secret = b"a secret of at least 32 bytes, kept in a file";
            let keys = KeySet::shared_secret(secret).unwrap();
            return (SigningKey::shared_secret(secret).unwrap(), keys);
        }
        Algorithm::EdDsa => SigningKey::generate_ed25519("key", [7; 32]).unwrap(),
        algorithm => SigningKey::generate("key", algorithm).unwrap(),
    };
    let mut jwk = key.public_jwk().unwrap();
    jwk["kid"] = "key".into();
    jwk["alg"] = algorithm.as_str().into();
    (key, KeySet::from_jwks([jwk]).keys)
}

/// Such as Better Auth's.
fn claims(user: usize, now: i64) -> Value {
    json!({
        "iat": now, "name": "Ada Lovelace", "email": format!("ada-{user}@example.com"),
        "emailVerified": false, "image": null, "createdAt": "2026-11-22T18:01:24.021Z",
        "updatedAt": "2026-11-22T18:01:24.021Z", "id": format!("{user:032}"),
        "sub": format!("{user:032}"), "exp": now + 900, "iss": ISSUER, "aud": ISSUER,
    })
}
