use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Timelike, Utc};
use ownly_token::Clock;

#[test]
fn a_clock_shows_whole_milliseconds_cut_off() {
    let time = DateTime::from_timestamp(1, 999_999_999).expect("a time");
    let clock = Clock::from_fn(move || time);
    assert_eq!(clock.now(), DateTime::from_timestamp(1, 999_000_000).expect("a time"));
}

#[test]
fn the_systems_clock_shows_the_time_of_the_system() {
    let clock = Clock::system();
    let (before, shown, after) = (Utc::now(), clock.now(), Utc::now());
    assert!(before.timestamp_millis() <= shown.timestamp_millis() && shown <= after);
    assert_eq!(shown.nanosecond() % 1_000_000, 0);
}

#[test]
fn clones_of_a_clock_move_together() {
    let seconds = Arc::new(AtomicI64::new(0));
    let hand = Arc::clone(&seconds);
    let clock = Clock::from_fn(move || {
        DateTime::from_timestamp(hand.load(Ordering::Relaxed), 0).expect("a time")
    });
    let copy = clock.clone();
    seconds.store(60, Ordering::Relaxed);
    assert_eq!((clock.now(), clock.now()), (copy.now(), copy.now()));
    assert_eq!(copy.now().timestamp(), 60);
}
