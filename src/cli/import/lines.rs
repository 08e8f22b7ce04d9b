//! Users from lines of JSON.

use std::{
    io::{self, BufRead, Read},
    path::PathBuf,
};

use accounts::Admin;

use super::{BATCH, ImportError, Progress, Tally};

/// No user takes a longer line.
const LONGEST_LINE: usize = 1024 * 1024;

/// Imports a user from each line of `input`, of so many bytes if that is known. A line that is
/// none is reported by its number, and the rest goes on.
pub(super) async fn run(
    admin: &Admin,
    input: impl BufRead,
    bytes: Option<u64>,
) -> Result<Tally, ImportError> {
    let progress = Progress::of_bytes(bytes);
    let (mut tally, mut batch) = (Tally::default(), Vec::with_capacity(BATCH));
    let mut lines = Lines { input, number: 0 };
    let failed = |why| ImportError::File { file: PathBuf::from("the lines"), why };
    while let Some(line) = lines.next().map_err(failed)? {
        progress.advance(line.bytes);
        let name = format!("line {}", line.number);
        match line.text.map(|text| admin.read_record(&text)) {
            None => tally.refuse(&name, "longer than 1 MiB", &progress),
            Some(Ok(user)) => batch.push((name, user)),
            Some(Err(why)) => tally.refuse(&name, why, &progress),
        }
        if batch.len() == BATCH {
            tally.import(admin, std::mem::take(&mut batch), &progress).await?;
        }
    }
    tally.import(admin, batch, &progress).await?;
    Ok(tally)
}

/// One line that is not blank.
struct Line {
    number: u64,
    /// How much was read since the line before.
    bytes: u64,
    /// `None` when it is longer than a line may be.
    text: Option<Vec<u8>>,
}

struct Lines<R> {
    input: R,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    fn next(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = 0;
        loop {
            let mut text = Vec::new();
            let limit = LONGEST_LINE as u64 + 1;
            let read = self.input.by_ref().take(limit).read_until(b'\n', &mut text)?;
            if read == 0 {
                return Ok(None);
            }
            bytes += read as u64;
            self.number += 1;
            let is_cut = read > LONGEST_LINE && !text.ends_with(b"\n");
            if is_cut {
                bytes += self.input.skip_until(b'\n')? as u64;
            }
            if !text.trim_ascii().is_empty() {
                let text = (!is_cut).then_some(text);
                return Ok(Some(Line { number: self.number, bytes, text }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_count_and_are_left_out_and_long_ones_are_cut() {
        let long = "x".repeat(3 * LONGEST_LINE);
        let text = format!("one\r\n\n  \n{long}\nlast");
        let mut lines = Lines { input: text.as_bytes(), number: 0 };
        let mut read = Vec::new();
        let mut bytes = 0;
        while let Some(line) = lines.next().unwrap() {
            bytes += line.bytes;
            read.push((line.number, line.text));
        }
        let expected = [(1, Some(b"one\r\n".to_vec())), (4, None), (5, Some(b"last".to_vec()))];
        assert_eq!((read.as_slice(), bytes), (expected.as_slice(), text.len() as u64));
    }
}
