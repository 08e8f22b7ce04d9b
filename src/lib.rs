//! Ownly signs users in, issues and verifies JWTs, and keeps every user's data their own.
//!
//! This crate is the application: its configuration, its HTTP surface and its entities. Who users
//! are is `accounts`' business, whose rows are whose is [`wall`]'s. The application has no
//! Diesel but [the words](diesel) that describe data.
//!
//! An application of one's own is [`App`] with tables, migrations and routes added to it, in a
//! crate that depends on this one: see [`prelude`].

mod app;
pub mod auth;
pub mod cli;
pub mod config;
mod connections;
pub mod health;
pub mod http;
mod listener;
pub mod logging;
pub mod me;
pub mod metrics;
mod openapi;
pub mod prelude;
pub mod server;
pub mod shutdown;
pub mod tasks;
pub mod web;

pub use actix_web;
pub use app::App;
pub use diesel;
pub use wall;

use tasks::{
    TaskRow,
    comments::{Comment, comments},
    members::{MemberRow, task_members},
};
use wall::{Migrations, Tables};

/// The schema's history, compiled in. Tables of Better Auth's that are there are taken over first.
pub const MIGRATIONS: Migrations = migrations!().adopting(accounts::ADOPTION);

/// The migrations of the crate that this is written in, compiled in: those of its folders
/// `migrations/sqlite` and `migrations/postgres`.
#[macro_export]
macro_rules! migrations {
    () => {{
        use $crate::wall::{Migrations, diesel_migrations};
        const MIGRATIONS: Migrations = Migrations {
            sqlite: diesel_migrations::embed_migrations!("migrations/sqlite"),
            postgres: diesel_migrations::embed_migrations!("migrations/postgres"),
            adoption: None,
        };
        MIGRATIONS
    }};
}

/// The tables whose rows are users' own.
pub fn owned_tables() -> Tables {
    Tables::new()
        .with::<_, TaskRow>(tasks::tasks::table)
        .with::<_, MemberRow>(task_members::table)
        .with::<_, Comment>(comments::table)
}
