//! Printing mail: the default on this machine.

use std::io::{self, Write};

use super::{Mail, carrier::Failed};

/// Prints a mail. Not by the logger: what it prints is worth a session, and is meant to be read.
pub(super) fn print(mail: &Mail) -> Result<(), Failed> {
    let Mail { to, subject, text, .. } = mail;
    let page = format!("\n--- mail to {to}\nSubject: {subject}\n\n{text}---\n\n");
    let mut out = io::stdout().lock();
    out.write_all(page.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Failed { why: format!("standard output: {error}"), for_good: true })
}
