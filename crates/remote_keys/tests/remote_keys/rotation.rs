use std::sync::Arc;

use token::KeySource;

use crate::issuer::{Issuer, Mode, document, key, keys};
use crate::world::{COOLDOWN, TTL, World};

#[actix_rt::test]
async fn a_new_key_is_found_when_a_token_first_names_it() {
    let world = World::with(Issuer::of(&["a"])).await;
    assert_eq!(world.kids(), ["a"]);
    world.issuer.now(keys(&["a", "b"]));
    world.advance(COOLDOWN);
    assert_eq!(world.has("b").await, Some(true));
    assert_eq!(world.kids(), ["a", "b"]);
    assert_eq!(world.issuer.hits(), ["/jwks", "/jwks"]);
}

#[actix_rt::test]
async fn a_key_that_was_taken_back_is_gone_once_the_time_is_up() {
    let world = World::with(Issuer::of(&["a", "b"])).await;
    world.issuer.now(keys(&["b"]));
    world.advance(TTL - 1);
    assert_eq!(world.kids(), ["a", "b"]);
    world.advance(1);
    world.wait_for(&["b"]);
    world.issuer.now(document("{\"keys\":[]}"));
    world.advance(TTL);
    world.wait_for(&[]);
    assert!(world.remote.check().is_ok(), "an issuer may have no key");
    assert_eq!(world.has("b").await, Some(false));
}

#[actix_rt::test]
async fn a_thousand_unknown_names_make_one_fetch_a_cool_down() {
    let world = World::with(Issuer::of(&["a"])).await;
    for fetches in 2..4 {
        world.advance(COOLDOWN);
        let names: Vec<_> = (0..1000).map(|n| format!("made-up-{n}")).collect();
        let all = names.iter().map(|name| world.has(name));
        let found = futures(all).await;
        assert!(found.iter().all(|found| *found == Some(false)));
        assert_eq!(world.issuer.hits().len(), fetches);
        world.advance(COOLDOWN - 1);
        assert_eq!(world.has("made-up").await, Some(false));
        assert_eq!(world.issuer.hits().len(), fetches);
        world.advance(1 - COOLDOWN);
    }
}

/// All of them at once, on this thread.
async fn futures<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|context| {
        for (one, output) in &mut all {
            if output.is_none()
                && let std::task::Poll::Ready(ready) = one.as_mut().poll(context)
            {
                *output = Some(ready);
            }
        }
        let done = all.iter().all(|(_, output)| output.is_some());
        if done { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    all.into_iter().filter_map(|(_, output)| output).collect()
}

#[actix_rt::test]
async fn whoever_asks_while_a_fetch_is_under_way_waits_for_it() {
    let world = World::with(Issuer::of(&["a"])).await;
    world.issuer.now(Mode::Slow(Box::new(keys(&["a", "b"]))));
    world.advance(COOLDOWN);
    let issuer = world.issuer.clone();
    let released = std::thread::spawn(move || {
        issuer.wait_for_hits(2);
        issuer.now(keys(&["a", "b"]));
    });
    let found = futures((0..20).map(|_| world.has("b"))).await;
    released.join().unwrap();
    assert_eq!(found, vec![Some(true); 20]);
    assert_eq!(world.issuer.hits().len(), 2);
}

#[actix_rt::test]
async fn a_set_that_did_not_change_is_the_same_one() {
    let world = World::with(Issuer::of(&["a"])).await;
    let before = world.remote.current();
    world.advance(COOLDOWN);
    assert_eq!(world.has("b").await, Some(false));
    assert!(Arc::ptr_eq(&before, &world.remote.current()));
    world.issuer.now(keys(&["a", "b"]));
    world.advance(COOLDOWN);
    assert_eq!(world.has("b").await, Some(true));
    assert!(!Arc::ptr_eq(&before, &world.remote.current()));
}

#[actix_rt::test]
async fn one_bad_key_among_good_ones_is_left_out() {
    let mut private = key("private");
    private["d"] = private["x"].clone();
    let set = serde_json::json!({ "keys": [
        key("good"),
        private,
        { "kty": "oct", "kid": "secret", "k": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
        { "kty": "OKP", "crv": "Ed25519", "kid": "short", "x": "AAAA" },
        { "kty": 7, "kid": "seven" },
        key("fine"),
    ] });
    let world = World::with(Issuer::new(document(set.to_string()))).await;
    assert_eq!(world.kids(), ["fine", "good"]);
}
