//! The one thread that fetches, so that no two fetches are ever under way.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::known::Known;
use crate::remote::Shared;

/// The clock may be set while the thread sleeps.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// It ends when the other end of `woken` is dropped.
pub(crate) fn start(shared: Arc<Shared>, woken: Receiver<()>) -> io::Result<()> {
    let name = "remote-keys".to_owned();
    std::thread::Builder::new().name(name).spawn(move || run(&shared, &woken)).map(drop)
}

fn run(shared: &Shared, woken: &Receiver<()>) {
    loop {
        let (settings, now) = (&shared.settings, shared.clock.now());
        let known = shared.known.load_full();
        let wanted = shared.wanted.swap(false, Ordering::AcqRel);
        if known.is_due(settings, now) || (wanted && known.may_try(settings, now)) {
            fetch(shared, &known);
            continue;
        }
        let sleep = (known.next_look(settings, now) - now).to_std().unwrap_or_default();
        // A due time that has come while the clock was read is a matter of milliseconds.
        let sleep = sleep.clamp(Duration::from_millis(10), LONGEST_SLEEP);
        if woken.recv_timeout(sleep) == Err(RecvTimeoutError::Disconnected) {
            return;
        }
    }
}

fn fetch(shared: &Shared, before: &Known) {
    // Before the try is noted: whoever sees it noted and nothing under way takes it for failed.
    shared.under_way.store(true, Ordering::Release);
    let now = shared.clock.now();
    let trying = Known { tried: Some((now, false)), ..before.clone() };
    shared.known.store(Arc::new(trying.clone()));
    let url = shared.fetcher.url();
    match shared.fetcher.fetch() {
        Err(error) => log::warn!("the keys at {url} could not be fetched: {error}"),
        Ok((document, imported)) => {
            let mut known = Known { tried: Some((now, true)), fetched_at: Some(now), ..trying };
            if *known.document != *document || before.fetched_at.is_none() {
                for refused in &imported.refused {
                    log::warn!("a key at {url} is not used: {refused}");
                }
                log::info!("{} keys at {url}", imported.keys.len());
                known.document = document.into();
                known.keys = Arc::new(imported.keys);
            }
            shared.known.store(Arc::new(known));
        }
    }
    shared.under_way.store(false, Ordering::Release);
    shared.ended.send_modify(|count| *count += 1);
}
