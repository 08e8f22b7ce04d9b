//! A JSON file for each mail.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

use super::{Mail, carrier::Failed};

/// Makes the folder, for its owner's eyes only: whoever reads the mails can sign in.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Writes one mail whose file comes after those with a lower number. Whoever lists the folder sees
/// all of it or nothing.
pub(super) fn write(folder: &Path, mail: &Mail, number: u64) -> Result<(), Failed> {
    let name = format!("{:015}-{number:08}-{}", mail.written_at.timestamp_millis(), mail.kind);
    let part = folder.join(format!(".{name}.part"));
    let written = fill(&part, &mail.json().to_string())
        .and_then(|()| fs::rename(&part, folder.join(format!("{name}.json"))));
    written.map_err(|error| Failed { why: format!("the folder: {error}"), for_good: false })
}

fn fill(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}
