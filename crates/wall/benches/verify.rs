//! What a token costs that comes again, beside one that comes for the first time: the same
//! verifier with and without a memory, by turns. Prints ratios, for times are the machine's and
//! the moment's.
//!
//! `cargo bench -p ownly-wall --bench verify` runs it.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has nothing to tell")]

use std::{
    hint::black_box,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use futures_util::FutureExt;
use ownly_wall::Verifier;
use serde_json::{Value, json};
use token::{Algorithm, Clock, Expectations, FixedKeys, KeySet, SigningKey};

const ROUNDS: u32 = 15;
const ISSUER: &str = "https://issuer.example";
/// As many as a busy server has within a token's life.
const USERS: usize = 1000;

fn main() {
    println!(
        "{:6}  {:>10}  {:>10}  {:>6}  {:>12}",
        "alg", "first", "again", "ratio", "two threads"
    );
    for algorithm in [Algorithm::EdDsa, Algorithm::Es256, Algorithm::Rs256, Algorithm::Hs256] {
        measure(algorithm);
    }
}

fn measure(algorithm: Algorithm) {
    let (keys, tokens) = issued(algorithm);
    let keys = Arc::new(FixedKeys::new(keys));
    let expected = Expectations::new(ISSUER, [ISSUER]);
    let plain = Verifier::new(keys, expected, Clock::system());
    let remembering = plain.clone().remembering(8 * USERS);
    verify(&remembering, &tokens);

    let (mut first, mut again, mut together) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        first.push(timed(|| verify(&plain, &tokens)));
        again.push(timed(|| verify(&remembering, &tokens)));
        together.push(timed(|| {
            thread::scope(|scope| {
                for _ in 0..2 {
                    scope.spawn(|| verify(&remembering, &tokens));
                }
            });
        }));
    }
    let [first, again, together] = [first, again, together].map(median);
    let ratio = first.as_secs_f64() / again.as_secs_f64();
    // Two threads do twice the work: 1.0 is what they would take if neither waited for the other.
    let slowdown = together.as_secs_f64() / again.as_secs_f64();
    let each = |all: Duration| format!("{} ns", all.as_nanos() / USERS as u128);
    let (first, again) = (each(first), each(again));
    println!("{algorithm:6}  {first:>10}  {again:>10}  {ratio:>6.1}  {slowdown:>11.2}x");
}

fn verify(verifier: &Verifier, tokens: &[String]) {
    for token in tokens {
        black_box(verifier.verify(token).now_or_never().unwrap().unwrap());
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all[all.len() / 2]
}

/// The keys of an issuer, and a token such as Better Auth's for each of its users.
fn issued(algorithm: Algorithm) -> (KeySet, Vec<String>) {
    let (key, keys) = match algorithm {
        Algorithm::Hs256 => {
            let secret = b"a secret of at least 32 bytes, kept in a file";
            let key = SigningKey::shared_secret(secret).unwrap();
            (key, KeySet::shared_secret(secret).unwrap())
        }
        algorithm => {
            let key = match algorithm {
                Algorithm::EdDsa => SigningKey::generate_ed25519("key", [7; 32]).unwrap(),
                algorithm => SigningKey::generate("key", algorithm).unwrap(),
            };
            let mut jwk = key.public_jwk().unwrap();
            jwk["kid"] = "key".into();
            jwk["alg"] = algorithm.as_str().into();
            (key, KeySet::from_jwks([jwk]).keys)
        }
    };
    let now = Clock::system().now().timestamp();
    let token = |user: usize| -> String {
        let claims: Value = json!({
            "iat": now, "name": "Ada Lovelace", "email": format!("ada-{user}@example.com"),
            "emailVerified": false, "image": null, "createdAt": "2026-11-22T18:01:24.021Z",
            "updatedAt": "2026-11-22T18:01:24.021Z", "id": format!("{user:032}"),
            "sub": format!("{user:032}"), "exp": now + 900, "iss": ISSUER, "aud": ISSUER,
        });
        key.sign(&claims).unwrap()
    };
    (keys, (0..USERS).map(token).collect())
}
