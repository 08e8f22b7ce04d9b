//! Guesses at one account from many addresses.

use accounts::RateLimit;
use chrono::TimeDelta;
use rstest::rstest;
use testing::Backend;

use super::{expect_limited, limiting, sign_in_as, sign_up};
use crate::{app::TestApp, browser::PASSWORD};

/// So many wrong passwords, each from an address of its own.
fn guess(app: &TestApp, name: &str, guesses: std::ops::Range<u32>) {
    for number in guesses {
        let client = format!("203.0.113.{number}");
        sign_in_as(app, &client, name, "wrong wrong").send().expect(401);
    }
}

/// As much is told of an account as of none.
#[rstest]
fn after_ten_each_address_has_one_guess_and_then_waits(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(RateLimit::Memory, RateLimit::Database)] limit: RateLimit,
    #[values("ada", "nobody")] name: &str,
) {
    let Some(app) = limiting(on, limit) else { return };
    sign_up(&app);
    guess(&app, name, 0..10);
    let again = || sign_in_as(&app, "203.0.113.99", name, "wrong wrong").send();
    again().expect(401);
    expect_limited(&again(), 10);
    app.advance(TimeDelta::seconds(10));
    again().expect(401);
    // The more there were, the longer is the wait.
    guess(&app, name, 100..110);
    app.advance(TimeDelta::seconds(10));
    expect_limited(&again(), 10);
    app.advance(TimeDelta::seconds(10));
    again().expect(401);

    // An address in other letters is the same; another one is not concerned.
    let capital = if name == "ada" { "ADA" } else { "NOBODY" };
    expect_limited(&sign_in_as(&app, "203.0.113.99", capital, "wrong wrong").send(), 20);
    sign_in_as(&app, "203.0.113.99", "grace", "wrong wrong").send().expect(401);
    // It has an end.
    app.advance(TimeDelta::minutes(15));
    again().expect(401);
    again().expect(401);
}

#[rstest]
fn nobody_is_locked_out_of_their_account(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(RateLimit::Memory, RateLimit::Database)] limit: RateLimit,
) {
    let Some(app) = limiting(on, limit) else { return };
    sign_up(&app);
    guess(&app, "ada", 0..60);
    let ada = |password: &str| sign_in_as(&app, "198.51.100.1", "ada", password).send();
    for _ in 0..3 {
        ada(PASSWORD).expect(200);
    }
    // Mistyped, it takes a while.
    app.advance(TimeDelta::seconds(10));
    ada("wrong wrong").expect(401);
    expect_limited(&ada(PASSWORD), 300);
    app.advance(TimeDelta::minutes(5));
    ada(PASSWORD).expect(200);
}

#[rstest]
fn wrong_passwords_of_an_account_that_nobody_guesses_at_cost_no_time(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = limiting(on, RateLimit::Memory) else { return };
    sign_up(&app);
    guess(&app, "ada", 0..9);
    for _ in 0..2 {
        app.advance(TimeDelta::minutes(15));
        guess(&app, "ada", 0..9);
        sign_in_as(&app, "203.0.113.0", "ada", PASSWORD).send().expect(200);
    }
}
