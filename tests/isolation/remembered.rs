//! A verifier that remembers tokens takes none that it would not take anew.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta};
use token::{Clock, Expectations, KeySet, KeySource, Refreshed};
use wall::{AuthUser, Error, Verifier};

use crate::world::{AUDIENCE, ISSUER, block_on, claims, signed};

const SECRET: &[u8] = b"the secret that the issuer had at first";
const LATER: &[u8] = b"the secret that the issuer took later on";

/// Keys and a time that are changed under the verifier.
struct Changing {
    keys: Mutex<Arc<KeySet>>,
    later: Mutex<TimeDelta>,
}

impl KeySource for Changing {
    fn current(&self) -> Arc<KeySet> {
        self.keys.lock().unwrap().clone()
    }

    fn refresh<'a>(&'a self, _: &'a str) -> Refreshed<'a> {
        Box::pin(async { Ok(self.current()) })
    }
}

fn keys(secret: &[u8]) -> Arc<KeySet> {
    Arc::new(KeySet::shared_secret(secret).unwrap())
}

/// One that has just taken `token` twice.
fn after_taking(token: &str) -> (Arc<Changing>, Verifier) {
    let now = claims("ada")["exp"].as_i64().unwrap() - 600;
    let world = Arc::new(Changing { keys: Mutex::new(keys(SECRET)), later: Mutex::default() });
    let clock = Clock::from_fn({
        let world = world.clone();
        move || DateTime::from_timestamp(now, 0).unwrap() + *world.later.lock().unwrap()
    });
    let expected = Expectations::new(ISSUER, [AUDIENCE]);
    let verifier = Verifier::new(world.clone(), expected, clock).remembering(64);
    for _ in 0..2 {
        assert_eq!(verified(&verifier, token).unwrap().id().as_str(), "ada");
    }
    (world, verifier)
}

fn verified(verifier: &Verifier, token: &str) -> Result<AuthUser, Error> {
    block_on(verifier.verify(token))
}

#[test]
fn a_token_that_ends_like_a_remembered_one_is_another_token() {
    let good = signed(SECRET, &claims("ada"));
    let (_, verifier) = after_taking(&good);
    for at in 0..good.len() - 64 {
        let mut forged = good.clone();
        let other = if good.as_bytes()[at] == b'A' { "B" } else { "A" };
        forged.replace_range(at..=at, other);
        assert!(verified(&verifier, &forged).is_err(), "{at}");
    }
    assert!(verified(&verifier, &good[1..]).is_err());
    assert!(verified(&verifier, &good).is_ok());
}

#[test]
fn a_remembered_token_is_over_when_its_time_is() {
    let (world, verifier) = after_taking(&signed(SECRET, &claims("ada")));
    let token = signed(SECRET, &claims("ada"));
    *world.later.lock().unwrap() = TimeDelta::seconds(629);
    assert!(verified(&verifier, &token).is_ok());
    *world.later.lock().unwrap() = TimeDelta::seconds(630);
    let refused = verified(&verifier, &token).unwrap_err();
    assert!(refused.to_string().contains("expired"), "{refused}");
}

#[test]
fn a_remembered_token_is_no_good_without_its_key() {
    let token = signed(SECRET, &claims("ada"));
    let (world, verifier) = after_taking(&token);
    *world.keys.lock().unwrap() = keys(LATER);
    assert!(verified(&verifier, &token).is_err());
    assert!(verified(&verifier, &signed(LATER, &claims("ada"))).is_ok());
    *world.keys.lock().unwrap() = keys(SECRET);
    assert!(verified(&verifier, &signed(LATER, &claims("ada"))).is_err());
}
