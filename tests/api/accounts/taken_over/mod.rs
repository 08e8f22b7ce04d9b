//! Databases that a real Better Auth has been using: `tests/fixtures/better-auth`.

mod fixture;
mod keys;
mod old_schemas;
mod recorded;
mod refused;

use std::sync::Arc;

use serde_json::Value;
use testing::{Backend, TestDatabase};

use fixture::{FIXTURE, config};

use crate::app::TestApp;

/// The file of `tests/fixtures/better-auth` for that database.
macro_rules! sql {
    ($on:expr, $version:literal) => {
        match $on {
            testing::Backend::Sqlite => {
                include_str!(concat!("../../../fixtures/better-auth/", $version, ".sqlite.sql"))
            }
            testing::Backend::Postgres => {
                include_str!(concat!("../../../fixtures/better-auth/", $version, ".pg.sql"))
            }
        }
    };
}
use sql;

/// An empty database with what those statements make; `None` where the tests leave it out.
fn database(on: Backend, sql: &str) -> Option<Arc<TestDatabase>> {
    on.is_wanted().then(|| {
        let database = TestDatabase::new(on);
        database.execute(sql);
        Arc::new(database)
    })
}

/// A server of ours on Better Auth 1.7.25's database, with its secret and its public origin.
fn taken_over(on: Backend) -> Option<TestApp> {
    Some(TestApp::spawn_on(database(on, sql!(on, "1.7.25"))?, config))
}

/// The user of that address, and the password.
fn user(email: &str) -> &'static Value {
    let users = FIXTURE["users"].as_array().unwrap();
    users.iter().find(|user| user["email"] == email).unwrap()
}
