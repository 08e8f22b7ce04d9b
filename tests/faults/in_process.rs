//! A server in this process, for what cannot be done to one of its own: turning its clock, adding
//! a route to it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
};

use accounts::Entropy;
use chrono::{TimeDelta, Utc};
use clap::{Args, Command, FromArgMatches};
use ownly::{
    App,
    config::{Config, Environment, Settings, arguments},
    server,
    shutdown::Shutdown,
};
use token::Clock;

/// A server in this process.
pub struct InProcess {
    pub address: String,
    offset: Arc<AtomicI64>,
    shutdown: Shutdown,
    thread: Option<JoinHandle<()>>,
}

impl InProcess {
    /// Runs `app` with these settings, whose database there must be one of.
    pub fn run(app: App, settings: &[&[(&str, &str)]]) -> Self {
        let config = config(&settings.concat());
        let offset = Arc::new(AtomicI64::new(0));
        let moved = Arc::clone(&offset);
        let clock = Clock::from_fn(move || {
            Utc::now() + TimeDelta::milliseconds(moved.load(Ordering::SeqCst))
        });
        let (started, start) = mpsc::channel();
        let thread = thread::spawn(move || {
            actix_rt::System::new().block_on(async move {
                let server = server::start(app, config, clock, Entropy::system()).await.unwrap();
                started.send((server.address().to_string(), server.shutdown())).unwrap();
                server.run().await.unwrap();
            });
        });
        let (address, shutdown) = start.recv().expect("the server starts");
        Self { address, offset, shutdown, thread: Some(thread) }
    }

    /// Sets its clock so far from the real one.
    pub fn turn(&self, by: TimeDelta) {
        self.offset.store(by.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Drop for InProcess {
    fn drop(&mut self) {
        actix_rt::System::new().block_on(self.shutdown.at_once());
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(ended.is_some_and(|it| it.is_ok()) || thread::panicking(), "the server panicked");
    }
}

/// The settings as the program reads them.
fn config(settings: &[(&str, &str)]) -> Config {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let listen = ("OWNLY_LISTEN".to_owned(), "127.0.0.1:0".to_owned());
    let environment = Environment::new([listen], settings.iter().map(owned));
    let command = Settings::augment_args(Command::new("ownly").args_override_self(true));
    let line = arguments(&command, &environment, ["ownly".into()]).unwrap();
    let matches = command.try_get_matches_from(line).unwrap();
    Settings::from_arg_matches(&matches).unwrap().check().unwrap()
}
