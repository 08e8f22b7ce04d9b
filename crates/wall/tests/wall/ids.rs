//! Ids sort as their rows were made.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::DateTime;
use ownly_wall::Id;
use testing::Backend;
use token::Clock;

use crate::house::House;

fn ids(house: &House, how_many: usize) -> Vec<Id> {
    let make = move |scope: &mut ownly_wall::Scope<'_, ownly_wall::Write>| {
        Ok((0..how_many).map(|_| scope.new_id()).collect())
    };
    house.write("ann", make).unwrap()
}

#[test]
fn ids_of_one_millisecond_sort_as_they_were_made() {
    let clock = Clock::from_fn(|| DateTime::from_timestamp_millis(1_800_000_000_000).unwrap());
    let house = House::at(Backend::Sqlite, clock).unwrap();
    let made = ids(&house, 1_000);
    assert!(made.is_sorted_by(|one, next| one < next));
}

#[test]
fn ids_sort_as_they_were_made_also_when_the_clock_steps_back() {
    let millis = Arc::new(AtomicI64::new(1_800_000_000_000));
    let shown = Arc::clone(&millis);
    let clock = Clock::from_fn(move || {
        DateTime::from_timestamp_millis(shown.load(Ordering::SeqCst)).unwrap()
    });
    let house = House::at(Backend::Sqlite, clock).unwrap();
    let mut made = ids(&house, 10);
    for step in [-1, -3_600_000, 1, -86_400_000, 0, 90_000_000, -1] {
        millis.fetch_add(step, Ordering::SeqCst);
        made.extend(ids(&house, 10));
    }
    assert!(made.is_sorted_by(|one, next| one < next), "{made:#?}");
}

#[test]
fn ids_made_by_many_at_once_are_all_different() {
    let house = House::on(Backend::Sqlite).unwrap();
    let mut made: Vec<Id> = std::thread::scope(|threads| {
        let made: Vec<_> = (0..4).map(|_| threads.spawn(|| ids(&house, 500))).collect();
        made.into_iter().flat_map(|ids| ids.join().unwrap()).collect()
    });
    made.sort();
    made.dedup();
    assert_eq!(made.len(), 2_000);
}
