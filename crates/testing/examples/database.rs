//! Makes an empty database, prints its URL, and removes it once standard input is closed: for
//! tests that are not written in Rust. Its argument is `sqlite` or `postgres`.

use std::io::{self, Read, Write};

use ownly_testing::{Backend, TestDatabase};

fn main() -> io::Result<()> {
    let backend = match std::env::args().nth(1).as_deref() {
        Some("sqlite") => Backend::Sqlite,
        Some("postgres") => Backend::Postgres,
        _ => return Err(io::Error::other("the argument is sqlite or postgres")),
    };
    let database = TestDatabase::new(backend);
    writeln!(io::stdout(), "{}", database.url())?;
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
