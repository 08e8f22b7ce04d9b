//! No user sees or changes what is another's: tried by many users at once against a model, with
//! statements that the application never makes, and with SQL behind the first wall's back.

#![expect(unreachable_pub, reason = "no one looks into a test binary from outside")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

mod former_authors;
mod many_users;
mod remembered;
mod second_wall;
mod shared;
mod statements;
mod who_is_asking;
mod world;
