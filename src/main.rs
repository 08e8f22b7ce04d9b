//! The program. All of it is in the library, where tests and other programs find it too.

use std::process::ExitCode;

fn main() -> ExitCode {
    let file = dotenvy::dotenv_iter().into_iter().flatten().flatten();
    ownly::cli::run(std::env::args_os(), ownly::config::Environment::new(file, std::env::vars()))
}
