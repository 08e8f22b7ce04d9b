//! The queue. Whoever has a mail sent never waits for it: neither the mail server's mood nor its
//! speed shows in an answer.

use std::{
    io,
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use tokio::{
    sync::{
        OwnedSemaphorePermit, Semaphore,
        mpsc::{self, UnboundedSender},
        watch,
    },
    time::timeout,
};

use super::{
    Letter, Mail, MailSettings, Notice,
    carrier::{Carrier, Failed},
};
use crate::{
    Entropy, EntropyUnavailable, MailCounts, Origin,
    pool::{Pool, Priority},
};

/// Mails that may wait in memory. A further one is dropped, and the log says so.
const ROOM: u32 = 1_000;

/// Mails that are on their way at the same time.
const AT_ONCE: NonZeroUsize = NonZeroUsize::new(4).unwrap();

/// Sends mail in the background.
pub(crate) struct Mailer {
    queue: UnboundedSender<Queued>,
    room: Arc<Semaphore>,
    closing: watch::Sender<bool>,
    counts: Arc<Counts>,
    last_wait: Duration,
    site: String,
    entropy: Entropy,
    clock: token::Clock,
}

/// Who a mail is for, and the link in it.
pub(crate) struct Addressed {
    pub(crate) user_id: String,
    pub(crate) to: String,
    pub(crate) token: String,
    pub(crate) url: String,
    /// How long the link works.
    pub(crate) lasts: Duration,
}

struct Queued {
    mail: Mail,
    /// Given back when the mail is sent or given up.
    place: OwnedSemaphorePermit,
}

/// What every mail on its way shares.
struct Round {
    carrier: Carrier,
    waits: Vec<Duration>,
    threads: Pool,
    /// One for each thread, so that none is asked for more than it can begin.
    lines: Semaphore,
    closing: watch::Receiver<bool>,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    sent: AtomicU64,
    retried: AtomicU64,
    failed: AtomicU64,
    dropped: AtomicU64,
}

impl Mailer {
    /// Starts sending, on the runtime this is called on.
    pub(crate) fn start(
        settings: &MailSettings,
        origin: &Origin,
        clock: token::Clock,
        entropy: Entropy,
    ) -> io::Result<Self> {
        let (queue, mut queued) = mpsc::unbounded_channel::<Queued>();
        let (closing, closed) = watch::channel(false);
        let counts = Arc::<Counts>::default();
        let round = Arc::new(Round {
            counts: Arc::clone(&counts),
            carrier: Carrier::new(settings, origin)?,
            waits: settings.waits.clone(),
            threads: Pool::start("mail", AT_ONCE, AT_ONCE.get(), Priority::Normal)?.0,
            lines: Semaphore::new(AT_ONCE.get()),
            closing: closed,
        });
        tokio::spawn(async move {
            let mut number = 0;
            while let Some(next) = queued.recv().await {
                number += 1;
                tokio::spawn(Arc::clone(&round).deliver(next, number));
            }
        });
        let room = Arc::new(Semaphore::new(ROOM as usize));
        let (site, last_wait) = (origin.as_str().to_owned(), settings.last_wait);
        Ok(Self { queue, room, closing, counts, last_wait, site, entropy, clock })
    }

    /// Has a mail sent, and returns at once. What becomes of it is the log's to tell.
    pub(crate) fn send(&self, letter: &Letter, to: Addressed) -> Result<(), EntropyUnavailable> {
        let Addressed { user_id, to, token, url, lasts } = to;
        let mail = Mail {
            id: self.entropy.id()?,
            kind: letter.kind(),
            subject: letter.subject(),
            text: letter.text(&self.site, &url, lasts),
            html: letter.html(&self.site, &url, lasts),
            written_at: self.clock.now(),
            user_id,
            to,
            token: Some(token),
            url: Some(url),
        };
        self.enqueue(mail);
        Ok(())
    }

    /// Has a user told what was done, and returns at once.
    pub(crate) fn tell(
        &self,
        notice: Notice,
        user_id: &str,
        to: &str,
    ) -> Result<(), EntropyUnavailable> {
        self.enqueue(Mail {
            id: self.entropy.id()?,
            kind: notice.kind(),
            subject: notice.subject(),
            text: notice.text(&self.site),
            html: notice.html(&self.site),
            written_at: self.clock.now(),
            user_id: user_id.to_owned(),
            to: to.to_owned(),
            token: None,
            url: None,
        });
        Ok(())
    }

    fn enqueue(&self, mail: Mail) {
        let Ok(place) = Arc::clone(&self.room).try_acquire_owned() else {
            self.counts.dropped.fetch_add(1, Relaxed);
            log::error!(kind:% = mail.kind, user:% = mail.user_id; "mail dropped: too many wait");
            return;
        };
        if self.queue.send(Queued { mail, place }).is_err() {
            self.counts.dropped.fetch_add(1, Relaxed);
            log::error!("mail dropped: the server is going down");
        }
    }

    /// What became of mail since the start, and how much of it waits.
    pub(crate) fn counts(&self) -> MailCounts {
        let Counts { sent, retried, failed, dropped } = &*self.counts;
        MailCounts {
            queued: (ROOM as usize - self.room.available_permits()) as u64,
            sent: sent.load(Relaxed),
            retried: retried.load(Relaxed),
            failed: failed.load(Relaxed),
            dropped: dropped.load(Relaxed),
        }
    }

    /// Waits until all mail is sent or given up, but no longer than the settings say. What failed
    /// before is tried once more, and not again.
    pub(crate) async fn empty(&self) {
        self.closing.send_replace(true);
        if timeout(self.last_wait, self.room.acquire_many(ROOM)).await.is_err() {
            let left = ROOM as usize - self.room.available_permits();
            log::error!(mails = left; "the server went down before all mail was sent");
        }
    }
}

impl Round {
    /// Tries to send a mail until it is sent or there is no more use in it.
    async fn deliver(self: Arc<Self>, queued: Queued, number: u64) {
        let Queued { mail, place: _place } = queued;
        let mail = Arc::new(mail);
        let mut closing = self.closing.clone();
        let mut waits = self.waits.iter();
        loop {
            // One that is on its way when the queue closes is tried once more as well.
            let last_try = *closing.borrow();
            let Failed { why, for_good } = match self.carry(&mail, number).await {
                Ok(()) => {
                    self.counts.sent.fetch_add(1, Relaxed);
                    log::info!(kind:% = mail.kind, user:% = mail.user_id; "mail sent");
                    return;
                }
                Err(failed) => failed,
            };
            let Some(wait) = waits.next().filter(|_| !for_good && !last_try) else {
                self.counts.failed.fetch_add(1, Relaxed);
                log::error!(kind:% = mail.kind, user:% = mail.user_id; "mail given up: {why}");
                return;
            };
            self.counts.retried.fetch_add(1, Relaxed);
            log::warn!(
                kind:% = mail.kind, user:% = mail.user_id;
                "mail not sent, and will be tried again in {} s: {why}", wait.as_secs_f32()
            );
            // Whoever closes does not wait for the next try's turn.
            _ = timeout(*wait, closing.wait_for(|closing| *closing)).await;
        }
    }

    async fn carry(self: &Arc<Self>, mail: &Arc<Mail>, number: u64) -> Result<(), Failed> {
        let _line = self.lines.acquire().await;
        let (round, mail) = (Arc::clone(self), Arc::clone(mail));
        let carried = self.threads.run(move || round.carrier.carry(&mail, number)).await;
        let broken = |fault| Failed { why: format!("no thread: {fault:?}"), for_good: true };
        carried.unwrap_or_else(|fault| Err(broken(fault)))
    }
}
