//! The program. All of it is in the library, where tests and other programs find it too.

use std::process::ExitCode;

fn main() -> ExitCode {
    ownly::App::new().run()
}
