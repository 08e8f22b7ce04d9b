//! A password from whoever runs the command. It is no argument: other users of the machine see
//! the arguments of every program, and shells keep them.

use std::io::{self, BufRead, IsTerminal};

use super::OperatorError;

/// No password is longer.
const LONGEST_LINE: u64 = 4096;

/// Asks at the terminal, twice and without showing it, or takes the first line of what comes in.
pub(super) fn read() -> Result<String, OperatorError> {
    if io::stdin().is_terminal() {
        let password = rpassword::prompt_password("Password: ")?;
        if rpassword::prompt_password("Once more: ")? != password {
            return Err(OperatorError::Differ);
        }
        return Ok(password);
    }
    first_line(io::stdin().lock())
}

fn first_line(input: impl BufRead) -> Result<String, OperatorError> {
    let mut line = String::new();
    input.take(LONGEST_LINE).read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() { Err(OperatorError::NoPassword) } else { Ok(password.to_owned()) }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("correct horse\n", "correct horse")]
    #[case("correct horse\r\nmore", "correct horse")]
    #[case(" spaces count ", " spaces count ")]
    fn the_first_line_is_the_password(#[case] input: &str, #[case] password: &str) {
        assert_eq!(first_line(input.as_bytes()).unwrap(), password);
    }

    #[rstest]
    #[case("")]
    #[case("\n")]
    fn nothing_is_no_password(#[case] input: &str) {
        first_line(input.as_bytes()).unwrap_err();
    }
}
