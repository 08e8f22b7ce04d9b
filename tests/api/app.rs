//! A server for one test.

use std::{
    net::SocketAddr,
    sync::{
        Arc, LazyLock, Once,
        atomic::{AtomicI64, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use accounts::{
    CommonPasswords, CookieSettings, Cost, Entropy, KeySettings, RateLimit, Secret, SessionBearer,
    SessionSettings,
};
use chrono::{DateTime, TimeDelta, Utc};
use ownly::{
    App, MIGRATIONS,
    config::{
        AccountsConfig, Config, ConnectionsConfig, DatabaseConfig, LimitsConfig, MetricsConfig,
        TokenConfig,
    },
    server,
    shutdown::Shutdown,
};
use testing::{Backend, TestDatabase, planted};
use token::Clock;

use crate::client::{Client, Request};

/// Of a clock that goes.
const RUNNING: i64 = i64::MIN;

/// The secret of every test server's accounts.
pub const SECRET: &str = "a secret that is for tests alone, and long enough";

/// The program, running in this process on a port and a database of its own. Both go with it.
pub struct TestApp {
    pub address: SocketAddr,
    /// Where `/metrics` is, if it has an address of its own.
    pub metrics: Option<SocketAddr>,
    pub database: Arc<TestDatabase>,
    client: Client,
    offset: Arc<AtomicI64>,
    stopped: Arc<AtomicI64>,
    shutdown: Shutdown,
    thread: Option<JoinHandle<()>>,
}

impl TestApp {
    /// With accounts and keys of its own, as it is when nothing is set. `None` where the machine
    /// has no such database and was told so.
    pub fn spawn(on: Backend) -> Option<Self> {
        Self::spawn_with(on, |_| {})
    }

    /// The same with another configuration.
    pub fn spawn_with(on: Backend, change: impl FnOnce(&mut Config)) -> Option<Self> {
        Self::spawn_app(on, App::new(), change)
    }

    /// An application of more than Ownly.
    pub fn spawn_app(on: Backend, app: App, change: impl FnOnce(&mut Config)) -> Option<Self> {
        if !on.is_wanted() {
            return None;
        }
        let database = TestDatabase::like(match on {
            Backend::Sqlite => &SQLITE,
            Backend::Postgres => &POSTGRES,
        });
        Some(Self::spawned(app, Arc::new(database), change))
    }

    /// A server more on a database that another uses, or used.
    pub fn spawn_on(database: Arc<TestDatabase>, change: impl FnOnce(&mut Config)) -> Self {
        Self::spawned(App::new(), database, change)
    }

    fn spawned(app: App, database: Arc<TestDatabase>, change: impl FnOnce(&mut Config)) -> Self {
        start_log();
        let mut config = config(&database);
        change(&mut config);
        let offset = Arc::new(AtomicI64::new(0));
        let stopped = Arc::new(AtomicI64::new(RUNNING));
        let (moved, held) = (Arc::clone(&offset), Arc::clone(&stopped));
        let clock = Clock::from_fn(move || {
            let time = match held.load(Ordering::SeqCst) {
                RUNNING => Utc::now(),
                stopped => DateTime::from_timestamp_millis(stopped).unwrap(),
            };
            time + TimeDelta::milliseconds(moved.load(Ordering::SeqCst))
        });
        let (started, start) = mpsc::channel();
        let thread = thread::spawn(move || {
            actix_rt::System::new().block_on(async move {
                let server = server::start(app, config, clock, Entropy::system()).await.unwrap();
                let metrics = server.metrics_address();
                started.send((server.address(), metrics, server.shutdown())).unwrap();
                server.run().await.unwrap();
            });
        });
        let (address, metrics, shutdown) = start.recv().expect("the server starts");
        Self {
            address,
            metrics,
            database,
            client: Client::new(address),
            offset,
            stopped,
            shutdown,
            thread: Some(thread),
        }
    }

    /// Why a server does not start on a database.
    pub fn refusal_on(database: &TestDatabase, change: impl FnOnce(&mut Config)) -> String {
        let mut config = config(database);
        change(&mut config);
        let started = server::start(App::new(), config, Clock::system(), Entropy::system());
        let started = actix_rt::System::new().block_on(started);
        started.err().expect("the server refuses to start").to_string()
    }

    /// Moves the server's clock.
    pub fn advance(&self, by: TimeDelta) {
        self.offset.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }

    /// Stops the server's clock: from now on it moves by [`advance`](Self::advance) alone.
    pub fn stop_clock(&self) {
        self.stopped.store(Utc::now().timestamp_millis(), Ordering::SeqCst);
    }

    /// Sets the server's clock, which then goes on.
    pub fn turn_to(&self, time: DateTime<Utc>) {
        self.offset.store((time - Utc::now()).num_milliseconds(), Ordering::SeqCst);
    }

    /// The origin that it takes for its own.
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    pub fn get(&self, path: &str) -> Request<'_> {
        self.client.request("GET", path)
    }

    pub fn post(&self, path: &str) -> Request<'_> {
        self.client.request("POST", path)
    }

    pub fn patch(&self, path: &str) -> Request<'_> {
        self.client.request("PATCH", path)
    }

    pub fn delete(&self, path: &str) -> Request<'_> {
        self.client.request("DELETE", path)
    }

    pub fn request(&self, method: &str, path: &str) -> Request<'_> {
        self.client.request(method, path)
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        actix_rt::System::new().block_on(self.shutdown.at_once());
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || thread::panicking(), "the server panicked");
        }
    }
}

/// Keeps all that is said in this process, where that is asked for. Left out is what the tests'
/// own client says, and what actix and mio say of the states of sockets at every turn.
fn start_log() {
    const LEVELS: &str = "trace,ureq=off,ureq_proto=off,mio=off,actix_http::h1::dispatcher=off";
    static START: Once = Once::new();
    START.call_once(|| {
        planted::secret(SECRET);
        if let Some(log) = planted::log() {
            ownly::logging::start_into(Box::new(log), LEVELS);
        }
    });
}

fn config(database: &TestDatabase) -> Config {
    Config {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        workers: 1,
        connections: ConnectionsConfig::default(),
        metrics: MetricsConfig::default(),
        shutdown_grace: Duration::ZERO,
        web: true,
        database: DatabaseConfig {
            url: database.url().parse().unwrap(),
            pool: 4,
            patience: Duration::from_secs(5),
        },
        accounts: Some(AccountsConfig {
            url: None,
            trusted_origins: Vec::new(),
            secrets: Secret::from(SECRET.to_owned()).into(),
            sessions: SessionSettings::default(),
            cookies: CookieSettings::default(),
            bearer: SessionBearer::default(),
            hash_threads: 1,
            hash_cost: Cost::Cheap,
            // Tests of other things call as often as they please.
            limits: LimitsConfig {
                rate_limit: RateLimit::Off,
                trusted_proxies: Vec::new(),
                common_passwords: CommonPasswords::Refuse,
            },
            mail: None,
            options: accounts::Options::default(),
        }),
        tokens: TokenConfig {
            secret: None,
            keys: KeySettings::default(),
            remote: None,
            cache: 1024,
            issuer: None,
            audiences: Vec::new(),
            expires_in: Duration::from_secs(900),
            leeway: Duration::from_secs(30),
            revocation: None,
        },
    }
}

/// The schema is brought up to date once; each test's database is a copy.
static SQLITE: LazyLock<TestDatabase> = LazyLock::new(|| migrated(Backend::Sqlite));
static POSTGRES: LazyLock<TestDatabase> = LazyLock::new(|| migrated(Backend::Postgres));

fn migrated(on: Backend) -> TestDatabase {
    let database = TestDatabase::new(on);
    let (url, patience) = (database.url().parse().unwrap(), Duration::from_secs(5));
    wall::prepare([MIGRATIONS], &ownly::owned_tables(), &url, patience).unwrap();
    database
}
