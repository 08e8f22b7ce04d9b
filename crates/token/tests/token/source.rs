use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use ownly_token::{FixedKeys, KeySource, KeysUnavailable};

use crate::mint::Kind;

#[test]
fn fixed_keys_are_there_at_once_and_stay() {
    let source: Arc<dyn KeySource> = Arc::new(FixedKeys::new(Kind::Hs.key_set()));
    let current = source.current();
    let refreshed =
        pin!(source.refresh("unheard-of")).poll(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(Ok(refreshed)) = refreshed else { panic!("there is nothing to wait for") };
    assert!(Arc::ptr_eq(&current, &refreshed));
}

#[test]
fn what_keeps_the_keys_away_is_told() {
    let unavailable = KeysUnavailable(Box::new(std::io::Error::other("no route to host")));
    assert_eq!(unavailable.to_string(), "the keys cannot be had: no route to host");
    assert!(std::error::Error::source(&unavailable).is_some());
}
