//! Tokens that were refused, as the log tells of them.

use std::sync::{Mutex, PoisonError};

use token::Clock;

/// Lines a minute. Anybody can send any number of bad tokens.
const LINES: u32 = 60;

/// Says of refused tokens why, and nothing of the token. Of more than 60 in a minute it says how
/// many they were.
#[derive(Debug)]
pub struct RefusedTokens {
    clock: Clock,
    minute: Mutex<Minute>,
}

#[derive(Debug, Default)]
struct Minute {
    number: i64,
    said: u32,
    left_out: u64,
}

impl RefusedTokens {
    /// None so far, at the times that `clock` tells.
    pub fn new(clock: Clock) -> Self {
        Self { clock, minute: Mutex::default() }
    }

    pub(super) fn tell(&self, reason: &str, client: &str, id: &str) {
        match self.left_out() {
            None => {}
            Some(0) => log::info!(event = "token_refused", reason, client, id; "token refused"),
            Some(left_out) => log::info!(
                event = "token_refused", reason, client, id, left_out;
                "token refused, and others before it"
            ),
        }
    }

    /// How many were left out before this one, if this one is to be told.
    fn left_out(&self) -> Option<u64> {
        let number = self.clock.now().timestamp().div_euclid(60);
        let mut minute = self.minute.lock().unwrap_or_else(PoisonError::into_inner);
        if minute.number != number {
            *minute = Minute { number, said: 0, left_out: minute.left_out };
        }
        if minute.said == LINES {
            minute.left_out += 1;
            return None;
        }
        minute.said += 1;
        Some(std::mem::take(&mut minute.left_out))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicI64, Ordering::SeqCst},
    };

    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_flood_of_them_makes_no_flood_of_lines_and_none_is_forgotten() {
        let time = Arc::new(AtomicI64::new(1_800_000_000));
        let now = Arc::clone(&time);
        let clock =
            Clock::from_fn(move || DateTime::from_timestamp(now.load(SeqCst), 0).expect("a time"));
        let refused = RefusedTokens::new(clock);
        let told = (0..1_000).filter(|_| refused.left_out() == Some(0)).count();
        assert_eq!(told, 60);
        time.fetch_add(60, SeqCst);
        assert_eq!(refused.left_out(), Some(940));
        assert_eq!(refused.left_out(), Some(0));
    }
}
