//! Ownly signs users in, issues and verifies JWTs, and keeps every user's data their own.
//!
//! This crate is the application: its configuration, its HTTP surface and its entities. Who users
//! are is `accounts`' business, whose rows are whose is [`wall`]'s. The application has no
//! Diesel but [the words](diesel) that describe data.

pub mod auth;
pub mod cli;
pub mod config;
pub mod health;
pub mod http;
pub mod logging;
pub mod me;
pub mod server;
pub mod tasks;

pub use diesel;
pub use wall;

use tasks::{
    TaskRow,
    comments::{Comment, comments},
    members::{MemberRow, task_members},
};
use wall::{
    Migrations, Tables,
    diesel_migrations::{self, EmbeddedMigrations, embed_migrations},
};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The schema's history, compiled in.
pub const MIGRATIONS: Migrations = Migrations { sqlite: SQLITE, postgres: POSTGRES };

/// The tables whose rows are users' own.
pub fn owned_tables() -> Tables {
    Tables::new()
        .with::<_, TaskRow>(tasks::tasks::table)
        .with::<_, MemberRow>(task_members::table)
        .with::<_, Comment>(comments::table)
}
