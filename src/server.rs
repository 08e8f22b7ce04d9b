//! The server: from a configuration to a running program.

use std::{io, net::SocketAddr, sync::Arc};

use accounts::{Accounts, Entropy};
use actix_web::{
    HttpServer,
    middleware::from_fn,
    web::{self, Data, ServiceConfig},
};
use derive_more::{Display, Error, From};
use remote_keys::RemoteKeys;
use token::{Clock, FixedKeys, KeySet, KeySource, WeakSecret};
use wall::{Database, Db, PoolSizes, Tables, Verifier, check_issuer, prepare};

use crate::{
    App, auth,
    config::{AccountsConfig, Config, TokenConfig},
    connections::{self, Connections, KEEP_ALIVE},
    health, http,
    listener::listen,
    me,
    metrics::{self, Metrics, Watched},
    openapi,
    shutdown::{Ending, Shutdown},
    tasks,
};

/// A request waits as long for a database connection before it is told to come back later.
const POOL_PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);

/// Why the server did not start, or stopped.
#[derive(Debug, Display, Error, From)]
pub enum StartError {
    /// The database could not be had, or not be brought up to date.
    #[display("database: {_0}")]
    Database(wall::DatabaseError),
    /// The address could not be listened on, or the server broke.
    #[display("{_0}")]
    Io(io::Error),
    /// The rows in the database are of another issuer's users.
    #[display("{_0}")]
    Issuer(wall::IssuerError),
    /// The accounts could not be opened.
    #[display("accounts: {_0}")]
    Accounts(accounts::OpenError),
    /// The shared secret is too short. The configuration's check is before this one.
    #[display("OWNLY_JWT_SECRET: {_0}")]
    Secret(WeakSecret),
    /// The blocking pool broke down.
    #[display("{_0}")]
    Blocking(actix_web::error::BlockingError),
}

/// A server that listens, and answers as soon as it is run.
pub struct Server {
    address: SocketAddr,
    origin: String,
    ending: Ending,
    server: actix_web::dev::Server,
    metrics: Option<metrics::OwnServer>,
    accounts: Option<Accounts>,
}

impl Server {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The public origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Where `/metrics` is, if it has an address of its own.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().map(|metrics| metrics.address)
    }

    /// What stops it from elsewhere. It listens to no signals itself.
    pub fn shutdown(&self) -> Shutdown {
        Shutdown { ending: self.ending.clone(), server: self.server.handle() }
    }

    /// Answers requests until it is told to stop, and then sends the mail that waits, if that can
    /// be done in a few seconds.
    ///
    /// # Errors
    /// [`StartError::Io`] when the server breaks.
    pub async fn run(self) -> Result<(), StartError> {
        // As long as there is a server to be watched, and no longer.
        let watching = self.metrics.map(|metrics| {
            let handle = metrics.server.handle();
            actix_rt::spawn(metrics.server);
            handle
        });
        let ended = self.server.await;
        if let Some(watching) = watching {
            watching.stop(false).await;
        }
        if let Some(accounts) = &self.accounts {
            accounts.empty_mail().await;
        }
        Ok(ended?)
    }
}

/// Brings the database of `app` up to date, opens it, and listens. Time and randomness are
/// arguments.
///
/// # Errors
/// Whatever keeps the server from its work; none of it is put off to the first request.
pub async fn start(
    app: App,
    config: Config,
    clock: Clock,
    entropy: Entropy,
) -> Result<Server, StartError> {
    let App { migrations, tables, routes } = app;
    let listener = listen(config.listen)?;
    let address = listener.local_addr()?;
    let origin = config.origin(address.port());

    let (owned, url, patience) =
        (tables.clone(), config.database.url.clone(), config.database.patience);
    for name in web::block(move || prepare(migrations, &owned, &url, patience)).await?? {
        log::info!("ran migration {name}");
    }
    let sizes = PoolSizes { connections: config.database.pool, patience: POOL_PATIENCE };
    let database = Database::new(&config.database.url, sizes);
    check_issuer(&database, &tables, config.issuer(address.port())).await?;

    let accounts = match &config.accounts {
        Some(told) => {
            let settings = accounts_settings(&config, told, address.port(), &tables)?;
            let opened = Accounts::open(database.clone(), settings, clock.clone(), entropy);
            let opened = opened.await?;
            actix_rt::spawn(opened.clone().keep_keys_fresh());
            actix_rt::spawn(opened.clone().keep_revocations_fresh());
            Some(opened)
        }
        None => None,
    };
    let keys = key_source(&config, accounts.as_ref(), &clock)?;
    let expectations = config.tokens.expectations(origin.as_str());
    config.tokens.tell(&expectations);
    let verifier = Verifier::new(keys, expectations, clock.clone());
    let verifier = verifier.remembering(config.tokens.cache);
    let revocations = accounts.as_ref().and_then(Accounts::revocation_source);
    let verifier = Data::new(match revocations {
        Some(revocations) => verifier.minding(revocations),
        None => verifier,
    });

    let ending = Ending::default();
    let told = Data::new(ending.clone());
    let metrics = config.metrics.is_on().then(|| {
        let (verifier, accounts, ending) =
            (verifier.get_ref().clone(), accounts.clone(), ending.clone());
        Metrics::new(Watched {
            database: database.clone(),
            verifier,
            accounts,
            ending,
            clock: clock.clone(),
        })
    });
    let own_metrics = metrics::OwnServer::start(&config.metrics, metrics.as_ref())?;
    let token = config.metrics.token.clone().filter(|_| own_metrics.is_none());
    let refused = Data::new(http::RefusedTokens::new(clock.clone()));
    let scheme = if origin.is_https() { http::Scheme::Https } else { http::Scheme::Http };
    let body_timeout = http::BodyTimeout(config.connections.body_timeout);
    let db = Data::new(Db::new(database, tables, clock));
    let open = metrics.clone();
    let watched = Connections::new(config.connections.header_timeout);
    actix_rt::spawn(watched.clone().watch());
    let kept = accounts.clone();
    let server = HttpServer::new(move || {
        let app = actix_web::App::new()
            .app_data(told.clone())
            .app_data(db.clone())
            .app_data(verifier.clone())
            .app_data(refused.clone())
            .app_data(scheme)
            .app_data(body_timeout)
            .configure(health::routes)
            .configure(me::routes)
            .configure(tasks::routes)
            .configure(openapi::routes(accounts.is_some()))
            .default_service(web::to(http::no_such_route));
        let app = match (metrics.clone(), token.clone()) {
            (Some(metrics), Some(token)) => app.configure(metrics::routes(metrics, Some(token))),
            _ => app,
        };
        let app = match metrics.clone() {
            Some(metrics) => app.app_data(Data::new(metrics)),
            None => app,
        };
        let app = match accounts.clone() {
            Some(accounts) => {
                app.app_data(Data::new(accounts.clone())).configure(auth::routes(accounts))
            }
            None => app,
        };
        let added = |config: &mut ServiceConfig| routes.iter().for_each(|routes| routes(config));
        // After what was added: an application may have a page of its own.
        let app = app.configure(added);
        let app = if config.web { app.configure(crate::web::routes) } else { app };
        app.wrap(http::TrustedPages::new(accounts.clone()))
            .wrap(from_fn(http::bounded))
            .wrap(from_fn(http::finish))
            .wrap(from_fn(connections::attend))
    })
    .on_connect(move |stream, kept| {
        watched.opened(stream, kept);
        if let Some(metrics) = &open {
            kept.insert(metrics.connected());
        }
    })
    .keep_alive(KEEP_ALIVE)
    .max_connections(config.connections.most.div_ceil(config.workers.max(1)))
    .client_request_timeout(config.connections.header_timeout)
    .workers(config.workers)
    .disable_signals()
    .shutdown_timeout(Shutdown::DRAIN_SECONDS)
    .listen(listener)?
    .run();
    Ok(Server {
        address,
        origin: origin.to_string(),
        ending,
        server,
        metrics: own_metrics,
        accounts: kept,
    })
}

/// Where the keys come from that tokens are checked with.
fn key_source(
    config: &Config,
    accounts: Option<&Accounts>,
    clock: &Clock,
) -> Result<Arc<dyn KeySource>, StartError> {
    let TokenConfig { secret, remote, .. } = &config.tokens;
    Ok(match (secret, remote, accounts) {
        (Some(secret), _, _) => Arc::new(FixedKeys::new(KeySet::shared_secret(secret.as_bytes())?)),
        (None, Some(remote), _) => Arc::new(RemoteKeys::start(remote.clone(), clock.clone())?),
        (None, None, Some(accounts)) => accounts.key_source(),
        // The configuration's check is before this: no token is good.
        (None, None, None) => Arc::new(FixedKeys::new(KeySet::empty())),
    })
}

fn accounts_settings(
    config: &Config,
    told: &AccountsConfig,
    port: u16,
    tables: &Tables,
) -> Result<accounts::Settings, StartError> {
    let origin = config.origin(port);
    let expectations = config.tokens.expectations(origin.as_str());
    let shared = config.tokens.secret.as_ref();
    let shared = shared.map(|secret| token::SigningKey::shared_secret(secret.as_bytes()));
    let mut trusted_origins = told.trusted_origins.clone();
    if told.url.is_none() {
        // Nobody said how browsers call this machine: it has three names.
        trusted_origins.extend(["127.0.0.1", "[::1]"].map(|name| format!("http://{name}:{port}")));
    }
    Ok(accounts::Settings {
        origin,
        trusted_origins,
        secrets: told.secrets.clone(),
        cookies: told.cookies.clone(),
        bearer: told.bearer,
        sessions: told.sessions.clone(),
        hash_threads: told.hash_threads,
        hash_cost: told.hash_cost,
        common_passwords: told.limits.common_passwords,
        rate_limit: told.limits.rate_limit,
        trusted_proxies: told.limits.trusted_proxies.clone(),
        mail: told.mail.clone(),
        options: told.options.clone(),
        issuer: expectations.issuer,
        audiences: expectations.audiences,
        expires_in: config.tokens.expires_in,
        revocation: config.tokens.revocation,
        erasure: Some(tables.erasure()),
        keys: config.tokens.keys,
        shared_key: shared.transpose()?,
    })
}
