//! How long a token that resets a password is good for, and is there.

use chrono::TimeDelta;
use rstest::rstest;
use testing::Backend;

use super::{
    Mailed,
    reset_password::{NEW, request, reset},
    text,
};
use crate::browser::Browser;

#[rstest]
fn a_token_lasts_an_hour_and_is_then_cleared_away(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    Browser::signed_up(&mailed.app, "ada");
    request(&mailed, "ada@example.com");
    let first = text(&mailed.mail(1), "token");
    mailed.app.advance(TimeDelta::seconds(3_601));
    reset(&mailed, &first, NEW).expect_error(400, "INVALID_TOKEN");
    assert_eq!(mailed.count("verification"), "0");

    request(&mailed, "ada@example.com");
    let second = text(&mailed.mail(2), "token");
    mailed.app.advance(TimeDelta::seconds(3_590));
    reset(&mailed, &second, NEW).expect(200);
}

/// Nobody clears away so often that a token would not be looked at.
#[rstest]
fn a_token_that_is_over_but_still_there_is_refused(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    Browser::signed_up(&mailed.app, "ada");
    request(&mailed, "ada@example.com");
    let token = text(&mailed.mail(1), "token");
    mailed.app.advance(TimeDelta::seconds(3_595));
    reset(&mailed, "made up", NEW).expect_error(400, "INVALID_TOKEN");
    mailed.app.advance(TimeDelta::seconds(6));
    reset(&mailed, &token, NEW).expect_error(400, "INVALID_TOKEN");
    assert_eq!(mailed.count("verification"), "1");
}

#[rstest]
fn what_is_over_is_cleared_away_once_a_minute_at_most(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mailed) = Mailed::spawn(on) else { return };
    let old = r#"INSERT INTO "verification" VALUES ('old', 'x', 'y', '2001-01-01T00:00:00.000Z',
        '2001-01-01T00:00:00.000Z', '2001-01-01T00:00:00.000Z')"#;
    mailed.app.database.execute(old);
    reset(&mailed, "made up", NEW).expect(400);
    assert_eq!(mailed.count("verification"), "0");
    mailed.app.database.execute(old);
    mailed.app.advance(TimeDelta::seconds(50));
    reset(&mailed, "made up", NEW).expect(400);
    assert_eq!(mailed.count("verification"), "1");
    mailed.app.advance(TimeDelta::seconds(11));
    reset(&mailed, "made up", NEW).expect(400);
    assert_eq!(mailed.count("verification"), "0");
}
