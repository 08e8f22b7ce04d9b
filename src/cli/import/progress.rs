//! How far an import has come: a bar for people, counts for everyone else.

use std::{
    cell::Cell,
    fmt::Display,
    io::{self, IsTerminal, Write},
};

use indicatif::{ProgressBar, ProgressStyle};

/// Where nobody watches, it is said after every so many users.
const EVERY: u64 = 10_000;

pub(super) struct Progress {
    /// Hidden where standard error is no terminal.
    bar: ProgressBar,
    is_watched: bool,
    said: Cell<u64>,
}

impl Progress {
    /// Of a file of that length; `None` when it is not known.
    pub(super) fn of_bytes(length: Option<u64>) -> Self {
        Self::new(length, "{wide_bar} {bytes}/{total_bytes} {msg} {eta}")
    }

    /// Of so many users; `None` when it is not known.
    pub(super) fn of_users(count: Option<u64>) -> Self {
        Self::new(count, "{wide_bar} {pos}/{len} {msg} {eta}")
    }

    fn new(length: Option<u64>, bar: &str) -> Self {
        let is_watched = io::stderr().is_terminal();
        let shown = match (is_watched, length) {
            (false, _) => ProgressBar::hidden(),
            (true, None) => ProgressBar::new_spinner(),
            (true, Some(length)) => {
                let style = ProgressStyle::with_template(bar);
                let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
                ProgressBar::new(length).with_style(style)
            }
        };
        Self { bar: shown, is_watched, said: Cell::new(0) }
    }

    /// Goes on by so many bytes or users.
    pub(super) fn advance(&self, by: u64) {
        self.bar.inc(by);
    }

    /// Says how many users have been looked at.
    pub(super) fn users(&self, count: u64) {
        self.bar.set_message(format!("{count} users"));
        if !self.is_watched && count / EVERY > self.said.get() {
            self.said.set(count / EVERY);
            _ = writeln!(io::stderr(), "{count} users");
        }
    }

    /// Writes a line above the bar.
    pub(super) fn complain(&self, words: impl Display) {
        self.bar.suspend(|| _ = writeln!(io::stderr(), "{words}"));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
