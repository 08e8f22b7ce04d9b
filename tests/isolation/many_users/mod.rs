//! Eight users at once, each of whose answers is compared with a model of who may do what.
//!
//! In each round all of them first do as they please, one at a time on any one task and at once on
//! all of them. Then, while nothing changes, each tries every id there ever was and lists all that
//! they can.

mod actor;
mod board;
mod checks;
mod comments;
mod lists;
mod members;
mod model;
mod orders;
mod quiet;
mod random;
mod sharing;
mod turns;
mod views;

use std::thread;

use rstest::rstest;
use testing::Backend;
use wall::AuthUser;

use crate::world::World;
use actor::Actor;
use board::Board;
use checks::Checks;
use model::USERS;
use random::Random;

/// Names that a careless comparison, quotation or pattern would take for each other's.
const NAMES: [&str; USERS] = ["ada", "Ada", "ada2", "a'da", r"a\da", "%", "ad_", "ada\"--"];
const ROUNDS: u64 = 3;
const TURNS: usize = 80;
/// On each database; so at least twice as many on both.
const LEAST_CHECKS: usize = 10_000;

#[rstest]
fn nobody_gets_at_what_is_not_theirs(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(world) = World::on(on) else { return };
    let users: Vec<_> = NAMES.iter().map(|name| world.user(name)).collect();
    let (board, checks, seed) = (Board::default(), Checks::default(), random::seed());
    for round in 0..ROUNDS {
        all_at_once(&world, &users, &checks, |me, actor| {
            let mut random = Random::new(seed, [round, me as u64]);
            for _ in 0..TURNS {
                if checks.failed() {
                    return;
                }
                turns::turn(actor, me, &board, &checks, &mut random);
            }
        });
        all_at_once(&world, &users, &checks, |me, actor| {
            quiet::try_everything(actor, me, &board, &checks);
        });
    }
    let count = checks.result().unwrap_or_else(|fault| panic!("TEST_SEED={seed} {on:?}: {fault}"));
    assert!(count >= LEAST_CHECKS, "only {count} checks");
    println!("{on:?}: {count} checks, {} tasks, TEST_SEED={seed}", board.len());
}

fn all_at_once(
    world: &World,
    users: &[AuthUser],
    checks: &Checks,
    work: impl Fn(usize, &Actor<'_>) + Sync,
) {
    if checks.failed() {
        return;
    }
    thread::scope(|threads| {
        for (me, user) in users.iter().enumerate() {
            let work = &work;
            threads.spawn(move || work(me, &Actor::new(&world.db, user)));
        }
    });
}
