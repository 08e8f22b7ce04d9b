//! `/metrics`: what the server does, in numbers, as Prometheus reads them (OpenMetrics 1.0).
//!
//! Requests are counted here, as they are answered; all else is counted where it happens, by the
//! crates that know nothing of Prometheus, and asked for when somebody looks. No label holds what a
//! client chose: routes are patterns, methods those that HTTP knows, reasons a few words.

mod collected;
mod page;
mod requests;
mod series;

use std::{sync::Arc, time::Duration};

use accounts::Accounts;
use actix_web::{HttpRequest, http::StatusCode};
use derive_more::Debug;
use prometheus_client::{metrics::info::Info, registry::Registry};
use token::Clock;
use wall::{Database, Verifier};

use crate::shutdown::Ending;
use collected::Collected;
use requests::Requests;

pub(crate) use page::{OwnServer, routes};

/// What is asked when somebody looks.
#[derive(Clone)]
pub(crate) struct Watched {
    pub(crate) database: Database,
    pub(crate) verifier: Verifier,
    pub(crate) accounts: Option<Accounts>,
    pub(crate) ending: Ending,
    pub(crate) clock: Clock,
}

/// The numbers.
#[derive(Clone, Debug)]
pub struct Metrics {
    #[debug(skip)]
    requests: Requests,
    #[debug(skip)]
    registry: Arc<Registry>,
}

impl Metrics {
    pub(crate) fn new(watched: Watched) -> Self {
        let mut registry = Registry::with_prefix("ownly");
        let version = [("version", env!("CARGO_PKG_VERSION"))];
        registry.register("build", "The version that runs", Info::new(version));
        let requests = Requests::registered(&mut registry);
        registry.register_collector(Box::new(Collected::new(watched)));
        Self { requests, registry: Arc::new(registry) }
    }

    /// Counts an answer. `request` has been routed.
    pub(crate) fn answered(&self, request: &HttpRequest, status: StatusCode, after: Duration) {
        let route = requests::route(request);
        self.requests.answered(request.method(), route, status, after);
    }

    /// Counts a request whose handler panicked: which one, nobody can say any more.
    pub(crate) fn panicked(&self, method: &actix_web::http::Method, after: Duration) {
        let route = requests::NO_ROUTE.to_owned();
        self.requests.answered(method, route, StatusCode::INTERNAL_SERVER_ERROR, after);
    }

    /// To be held while a connection is open.
    pub(crate) fn connected(&self) -> Connected {
        self.requests.connections.inc();
        Connected(self.clone())
    }

    /// All of it, as text.
    pub(crate) fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// A connection that is open.
#[derive(Debug)]
pub(crate) struct Connected(Metrics);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.requests.connections.dec();
    }
}
