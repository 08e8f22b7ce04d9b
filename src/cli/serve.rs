use accounts::Entropy;
use token::Clock;

use super::{say, signals::Signals};
use crate::{
    App,
    config::Config,
    server::{self, StartError},
};

/// Serves until it is told to stop.
pub(super) fn run(app: App, config: Config) -> Result<(), StartError> {
    raise_open_files();
    actix_rt::System::new().block_on(async {
        let grace = config.shutdown_grace;
        let server = server::start(app, config, Clock::system(), Entropy::system()).await?;
        actix_rt::spawn(Signals::new()?.stop(server.shutdown(), grace));
        say(format_args!("Ownly is at {} and listens on {}", server.origin(), server.address()));
        if let Some(metrics) = server.metrics_address() {
            log::info!("metrics are at http://{metrics}/metrics");
        }
        server.run().await
    })
}

/// A connection is a file or two, and many systems allow a program no more than 1,024 unless it
/// asks.
fn raise_open_files() {
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        log::warn!("the number of open files could not be raised: {error}");
    }
}
