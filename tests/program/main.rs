//! The program as operators run it: a process with a command line, an environment and a folder.

#![expect(unreachable_pub, reason = "no one looks into a test binary from outside")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on is a test that failed")]

mod backup;
mod check_database;
mod commands;
mod connections;
mod durability;
mod events;
mod import;
mod keys;
mod mail;
mod mail_settings;
mod pooler;
mod program;
mod readme;
mod revocation;
mod settings;
#[cfg(unix)]
mod shutdown;
mod tokens;
mod users;
