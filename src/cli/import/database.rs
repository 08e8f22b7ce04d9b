//! Users from another database.

use std::{sync::mpsc, thread, time::Duration};

use accounts::{Admin, Imported, users_of};
use chrono::Utc;
use wall::DatabaseUrl;

use super::{ImportError, Progress, Tally};

/// What the thread that reads sends.
enum Read {
    /// How many there are.
    Count(u64),
    /// Some of them.
    Page(Vec<Imported>),
}

/// Imports all users of the database `url`, which is read by a thread of its own: a page is read
/// while the one before it is stored.
pub(super) async fn run(
    admin: &Admin,
    url: &DatabaseUrl,
    sessions: bool,
    patience: Duration,
) -> Result<Tally, ImportError> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let url = url.clone();
    let with_sessions = sessions.then(Utc::now);
    let reader = thread::spawn(move || {
        let count = |count| _ = sender.send(Read::Count(count));
        users_of(&url, with_sessions, patience, count, |page| sender.send(Read::Page(page)).is_ok())
    });
    let (mut progress, mut tally) = (Progress::of_users(None), Tally::default());
    while let Ok(read) = receiver.recv() {
        match read {
            Read::Count(count) => progress = Progress::of_users(Some(count)),
            Read::Page(page) => {
                progress.advance(page.len() as u64);
                let named = page.into_iter().map(|user| (user.email().to_owned(), user));
                tally.import(admin, named.collect(), &progress).await?;
            }
        }
    }
    match reader.join() {
        Ok(read) => read.map(|()| tally).map_err(ImportError::from),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}
