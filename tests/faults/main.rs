//! What becomes of the promises when something breaks: processes that are killed, databases that
//! go away, disks that fill up, clients that mean no good. Each file is a fault, with the promise
//! above it, on real servers under a load that does not wait for its answers.
//!
//! `FAULTS=long` makes all of it longer: more rounds, longer outages, a higher rate.

#![cfg(unix)]
#![expect(unreachable_pub, reason = "no one looks into a test binary from outside")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

mod backup;
mod burst;
mod clock;
mod database_away;
mod disk;
mod first_boot;
mod full_disk;
mod hash_flood;
mod in_process;
mod key_rotation;
mod kill;
mod load;
mod outcomes;
mod panic;
mod pool;
#[path = "../program/program.rs"]
#[expect(dead_code, reason = "the tests of the program use the rest")]
mod program;
mod read_only;
mod rolling;
mod site;
mod slow_clients;
mod wire;
mod writers;

use std::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

/// Whether there is time.
pub fn is_long() -> bool {
    std::env::var_os("FAULTS").is_some_and(|value| value == "long")
}

/// The one where there is time, or else the other.
pub fn long_or<T>(long: T, short: T) -> T {
    if is_long() { long } else { short }
}

static MACHINE: RwLock<()> = RwLock::new(());

/// For tests that may share the machine.
pub fn beside_others() -> RwLockReadGuard<'static, ()> {
    MACHINE.read().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// For tests that measure how quick something is.
pub fn alone() -> RwLockWriteGuard<'static, ()> {
    MACHINE.write().unwrap_or_else(std::sync::PoisonError::into_inner)
}
