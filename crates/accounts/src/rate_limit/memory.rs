//! Counters in this process.

use std::{collections::HashMap, mem};

use super::{Counter, LONGEST_WINDOW, Rule};

/// Counters of one generation. A key is 120 bytes at most, so both are 20 MB.
const MOST: usize = 50_000;

/// Counters, of which there are never more than 100,000. They are of two generations: once the
/// younger is full, or old enough that all in it will have run out, the older is forgotten and the
/// younger takes its place. What is in use is always in the younger.
#[derive(Default)]
pub(super) struct Counters {
    young: HashMap<String, Counter>,
    old: HashMap<String, Counter>,
    /// When the younger generation began, in milliseconds since 1970.
    began: i64,
}

impl Counters {
    /// Counts one more, or answers the counter that allows none.
    pub(super) fn count(&mut self, key: String, rule: Rule, now: i64) -> Result<(), Counter> {
        let live = self.get(&key).filter(|counter| !counter.is_over(rule.window, now));
        let count = match live {
            Some(counter) if counter.count >= rule.max => return Err(counter),
            Some(counter) => counter.count + 1,
            None => 1,
        };
        self.set(key, Counter { count, last: now }, now);
        Ok(())
    }

    pub(super) fn get(&self, key: &str) -> Option<Counter> {
        self.young.get(key).or_else(|| self.old.get(key)).copied()
    }

    pub(super) fn remove(&mut self, key: &str) {
        self.young.remove(key);
        self.old.remove(key);
    }

    fn set(&mut self, key: String, counter: Counter, now: i64) {
        if self.young.len() >= MOST || (now - self.began).abs() >= LONGEST_WINDOW {
            self.old = mem::take(&mut self.young);
            self.began = now;
        }
        self.young.insert(key, counter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Rule = Rule { window: 2_000, max: 2 };

    fn count(counters: &mut Counters, key: &str, now: i64) -> Result<(), u64> {
        let counted = counters.count(key.to_owned(), RULE, now);
        counted.map_err(|refused| refused.retry_after(RULE.window, now))
    }

    /// The observation of Better Auth: 2 in 2 s; hits at 0 and 1.5 s pass, 2.5 and 3.2 s are
    /// refused, 3.6 s passes.
    #[test]
    fn the_window_begins_anew_with_each_that_passes() {
        let mut counters = Counters::default();
        let hits =
            [(0, Ok(())), (1_500, Ok(())), (2_500, Err(1)), (3_200, Err(1)), (3_600, Ok(()))];
        for (now, expected) in hits {
            assert_eq!(count(&mut counters, "a", now), expected, "{now}");
        }
    }

    #[test]
    fn a_clock_that_was_set_back_shuts_nobody_out() {
        let mut counters = Counters::default();
        for now in [10_000_000, 10_000_000] {
            assert_eq!(count(&mut counters, "a", now), Ok(()));
        }
        assert_eq!(count(&mut counters, "a", 9_999_000), Err(2));
        assert_eq!(count(&mut counters, "a", 1_000_000), Ok(()));
    }

    #[test]
    fn there_are_never_more_than_so_many() {
        let mut counters = Counters::default();
        for number in 0..250_000 {
            assert_eq!(count(&mut counters, &number.to_string(), 0), Ok(()));
            assert!(counters.young.len() + counters.old.len() <= 2 * MOST);
        }
        // The youngest are there still.
        assert_eq!(count(&mut counters, "249999", 0), Ok(()));
        assert_eq!(count(&mut counters, "249999", 0), Err(2));
    }

    #[test]
    fn what_ran_out_is_forgotten() {
        let mut counters = Counters::default();
        for now in [1, LONGEST_WINDOW, 2 * LONGEST_WINDOW] {
            assert_eq!(count(&mut counters, &now.to_string(), now), Ok(()));
        }
        assert_eq!(counters.young.len() + counters.old.len(), 2);
        assert_eq!(counters.get("1"), None);
    }
}
