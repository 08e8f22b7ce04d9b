use std::time::{Duration, Instant};

use rstest::rstest;
use token::KeySource;

use crate::issuer::{FLOOD, Issuer, Mode, document, keys};
use crate::world::{COOLDOWN, STALE, TTL, World};

#[actix_rt::test]
async fn an_issuer_that_is_away_is_lived_without_for_a_while() {
    let world = World::with(Issuer::of(&["a"])).await;
    world.issuer.now(Mode::Away);
    world.advance(TTL + STALE - 1);
    assert_eq!(world.kids(), ["a"]);
    assert!(world.remote.check().is_ok());
    // Whether there is a key of another name, nobody knows.
    assert_eq!(world.has("b").await, None);

    world.advance(1);
    assert_eq!(world.kids(), [""; 0]);
    assert!(world.remote.check().is_err());
    assert_eq!(world.has("a").await, None);

    world.issuer.now(keys(&["b"]));
    world.advance(COOLDOWN);
    world.wait_for(&["b"]);
    assert!(world.remote.check().is_ok());
}

#[actix_rt::test]
async fn an_issuer_that_is_away_at_the_start_is_waited_for() {
    let world = World::with(Issuer::new(Mode::Away)).await;
    assert!(world.remote.check().is_err());
    for _ in 0..50 {
        assert_eq!(world.has("a").await, None);
    }
    assert_eq!(world.issuer.hits().len(), 1);
    world.issuer.now(keys(&["a"]));
    assert_eq!(world.has("a").await, None, "it was asked just now");
    world.advance(COOLDOWN);
    assert_eq!(world.has("a").await, Some(true));
    assert!(world.remote.check().is_ok());
    assert_eq!(world.issuer.hits().len(), 2);
}

#[actix_rt::test]
async fn a_slow_issuer_slows_nobody_whose_key_is_known() {
    let world = World::with(Issuer::of(&["a"])).await;
    world.issuer.now(Mode::Slow(Box::new(keys(&["a", "b"]))));
    world.advance(TTL);
    let begun = Instant::now();
    assert_eq!(world.kids(), ["a"]);
    world.issuer.wait_for_hits(2);
    assert_eq!(world.kids(), ["a"]);
    assert!(begun.elapsed() < Duration::from_secs(2));
    world.issuer.now(keys(&["a", "b"]));
    world.wait_for(&["a", "b"]);
    assert_eq!(world.issuer.hits().len(), 2);
}

#[actix_rt::test]
async fn an_answer_that_never_ends_is_given_up_after_five_seconds() {
    let world = World::with(Issuer::of(&["a"])).await;
    world.issuer.now(Mode::Drip);
    world.advance(COOLDOWN);
    let begun = Instant::now();
    assert_eq!(world.has("b").await, None);
    let took = begun.elapsed();
    assert!((Duration::from_secs(4)..Duration::from_secs(7)).contains(&took), "{took:?}");
    assert_eq!(world.kids(), ["a"]);
    // It is over, and not merely waited for no longer.
    world.issuer.now(keys(&["a", "b"]));
    world.advance(COOLDOWN);
    assert_eq!(world.has("b").await, Some(true));
}

#[actix_rt::test]
async fn no_more_than_a_mebibyte_of_an_answer_is_read() {
    let world = World::with(Issuer::of(&["a"])).await;
    world.issuer.now(Mode::Flood);
    world.advance(COOLDOWN);
    assert_eq!(world.has("b").await, None);
    assert_eq!(world.kids(), ["a"]);
    world.issuer.wait_for_hits(3);
    let told = world.issuer.hits();
    let sent = told[2].strip_prefix("sent ").and_then(|pieces| pieces.parse::<usize>().ok());
    // Some of it is in the buffers of the system.
    assert!(sent.is_some_and(|pieces| pieces < FLOOD / 2), "{told:?}");
}

#[rstest]
#[case::an_error(Mode::Answer(500, String::new(), b"{\"keys\":[]}".to_vec()))]
#[case::not_found(Mode::Answer(404, String::new(), b"{\"keys\":[]}".to_vec()))]
#[case::no_content(Mode::Answer(204, String::new(), Vec::new()))]
#[case::garbage(document("<html>Down for maintenance</html>"))]
#[case::nothing(document(""))]
#[case::other_json(document("{\"error\":\"no\"}"))]
#[case::huge(document([b"{\"keys\":[]".to_vec(), vec![b' '; 2 << 20], b"}".to_vec()].concat()))]
fn what_is_no_key_set_changes_nothing(#[case] answer: Mode) {
    actix_rt::System::new().block_on(async {
        let world = World::with(Issuer::of(&["a"])).await;
        world.issuer.now(answer);
        world.advance(TTL);
        assert_eq!(world.kids(), ["a"]);
        assert_eq!(world.has("b").await, None);
        assert_eq!(world.kids(), ["a"]);
        assert_eq!(world.issuer.hits().len(), 2);
    });
}

#[actix_rt::test]
async fn a_redirect_is_not_followed() {
    for status in [301, 302, 307, 308] {
        let world = World::with(Issuer::of(&["a"])).await;
        let location = format!("Location: http://{}/elsewhere\r\n", world.issuer.address);
        let set = b"{\"keys\":[]}".to_vec();
        world.issuer.now(Mode::Answer(status, location, set));
        world.advance(COOLDOWN);
        assert_eq!(world.has("b").await, None);
        assert_eq!(world.kids(), ["a"]);
        assert_eq!(world.issuer.hits(), ["/jwks", "/jwks"]);
    }
}
