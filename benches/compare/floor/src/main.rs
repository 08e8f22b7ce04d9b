//! What Ownly's speed is measured against, made by the same compiler with the same settings.
//!
//! ```text
//! ownly-floor plaintext ADDRESS WORKERS    the bare HTTP server: `GET /plaintext`
//! ownly-floor hash THREADS SECONDS         the bare password hash: prints how many were made
//! ownly-floor [whatever ownly takes]       Ownly, with the list of tasks without a token
//! ```

mod hash;
mod list;
mod plaintext;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["plaintext", address, workers] => plaintext::run(address, workers),
        ["hash", threads, seconds] => hash::run(threads, seconds),
        _ => ownly::App::new().routes(list::routes()).run(),
    }
}
