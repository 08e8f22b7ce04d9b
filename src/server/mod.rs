//! The server: from a configuration to a running program.

mod opening;
mod parts;
mod start_error;

use std::net::SocketAddr;

use accounts::{Accounts, Entropy};
use actix_web::{HttpServer, middleware::from_fn, web::Data};
use token::Clock;
use wall::Db;

use self::parts::Parts;
use crate::{
    App,
    config::Config,
    connections::{self, Connections, KEEP_ALIVE},
    http,
    listener::listen,
    metrics::{self, Metrics, Watched},
    shutdown::{Ending, Shutdown},
};

pub use start_error::StartError;

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
    let (port, origin) = (address.port(), config.origin(address.port()));
    let database = opening::database(migrations, &tables, &config, port).await?;
    let accounts = opening::accounts(&database, &tables, &config, port, &clock, entropy).await?;
    let verifier = opening::verifier(accounts.as_ref(), &config, port, &clock)?;
    let ending = Ending::default();
    let watched = || Watched {
        database: database.clone(),
        verifier: verifier.get_ref().clone(),
        accounts: accounts.clone(),
        ending: ending.clone(),
        clock: clock.clone(),
    };
    let metrics = config.metrics.is_on().then(|| Metrics::new(watched()));
    let own_metrics = metrics::OwnServer::start(&config.metrics, metrics.as_ref())?;
    let parts = Parts {
        ending: Data::new(ending.clone()),
        verifier,
        refused: Data::new(http::RefusedTokens::new(clock.clone())),
        scheme: if origin.is_https() { http::Scheme::Https } else { http::Scheme::Http },
        body_timeout: http::BodyTimeout(config.connections.body_timeout),
        db: Data::new(Db::new(database, tables, clock)),
        accounts: accounts.clone(),
        metrics: metrics.clone(),
        metrics_token: config.metrics.token.clone().filter(|_| own_metrics.is_none()),
        web: config.web,
    };
    let open = Connections::new(config.connections.header_timeout);
    actix_rt::spawn(open.clone().watch());
    let server = HttpServer::new(move || {
        actix_web::App::new()
            .configure(|config| parts.register(&routes, config))
            .wrap(http::TrustedPages::new(parts.accounts.clone()))
            .wrap(from_fn(http::bounded))
            .wrap(from_fn(http::finish))
            .wrap(from_fn(connections::attend))
    })
    .on_connect(move |stream, kept| {
        open.opened(stream, kept);
        if let Some(metrics) = &metrics {
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
    let origin = origin.to_string();
    Ok(Server { address, origin, ending, server, metrics: own_metrics, accounts })
}
