//! Makes an empty database for a test that is no Rust program: prints its URL, and drops it when
//! standard input ends.
//!
//! ```text
//! cargo run -p ownly-testing --example database -- sqlite|postgres
//! ```

use std::{
    io::{self, Read},
    process::ExitCode,
};

use ownly_testing::{Backend, TestDatabase};

fn main() -> ExitCode {
    let on = match std::env::args().nth(1).as_deref() {
        Some("sqlite") => Backend::Sqlite,
        Some("postgres") => Backend::Postgres,
        Some(_) | None => {
            eprintln!("database: say sqlite or postgres");
            return ExitCode::FAILURE;
        }
    };
    let database = TestDatabase::new(on);
    println!("{}", database.url());
    _ = io::stdin().read_to_end(&mut Vec::new());
    ExitCode::SUCCESS
}
