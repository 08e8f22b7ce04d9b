//! The end of a server that is told to stop: it says so first, and finishes what it has begun.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use actix_web::dev::ServerHandle;

/// Whether the server is about to stop.
#[derive(Debug, Clone, Default)]
pub struct Ending(Arc<AtomicBool>);

impl Ending {
    /// Whether it is.
    pub fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What stops a server.
#[derive(Clone)]
pub struct Shutdown {
    pub(crate) ending: Ending,
    pub(crate) server: ServerHandle,
}

impl Shutdown {
    /// How long requests that were begun may take once no new ones are taken, in seconds.
    pub const DRAIN_SECONDS: u64 = 8;

    /// For `grace` goes on serving, but says that it will not for long: `/health/ready` answers
    /// 503, and every answer asks for its connection to be closed (RFC 9112 section 9.6), so that
    /// balancers and clients go elsewhere. Then takes no further connections, lets what was begun
    /// come to its end, and stops.
    pub async fn gently(&self, grace: Duration) {
        self.ending.begin();
        log::info!("stopping in {} s", grace.as_secs());
        actix_rt::time::sleep(grace).await;
        self.server.stop(true).await;
    }

    /// Stops now, whatever is under way.
    pub async fn at_once(&self) {
        self.ending.begin();
        self.server.stop(false).await;
    }
}
