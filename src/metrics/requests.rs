//! Requests, as they are answered.

use std::time::Duration;

use accounts::Accounts;
use actix_web::{
    HttpRequest,
    http::{Method, StatusCode},
};
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

/// What is no one's route.
pub(super) const NO_ROUTE: &str = "none";

/// From a look at remembered data to a password's hash behind a queue of them, in seconds.
const BUCKETS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Timed {
    method: &'static str,
    route: String,
}

#[derive(Clone)]
pub(super) struct Requests {
    answered: Family<Answered, Counter>,
    durations: Family<Timed, Histogram, fn() -> Histogram>,
    pub(super) connections: Gauge,
}

impl Requests {
    pub(super) fn registered(registry: &mut Registry) -> Self {
        let answered = Family::default();
        let durations = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> _);
        let connections = Gauge::default();
        let (name, help) = ("http_requests", "Requests that were answered");
        registry.register(name, help, answered.clone());
        let (name, help) = ("http_request_duration", "Time until the head of the answer");
        registry.register_with_unit(name, help, Unit::Seconds, durations.clone());
        let (name, help) = ("http_connections", "Connections that are open");
        registry.register(name, help, connections.clone());
        Self { answered, durations, connections }
    }

    pub(super) fn answered(
        &self,
        method: &Method,
        route: String,
        status: StatusCode,
        after: Duration,
    ) {
        let method = known(method);
        let timed = Timed { method, route: route.clone() };
        self.durations.get_or_create(&timed).observe(after.as_secs_f64());
        self.answered.get_or_create(&Answered { method, route, status: status.as_u16() }).inc();
    }
}

/// The pattern of the route that a request was led to.
pub(super) fn route(request: &HttpRequest) -> String {
    let path = request.path();
    if path.starts_with(Accounts::BASE) {
        let found = Accounts::route(request.method(), path);
        return found
            .map_or_else(|| NO_ROUTE.to_owned(), |below| Accounts::BASE.to_owned() + below);
    }
    request.match_pattern().unwrap_or_else(|| NO_ROUTE.to_owned())
}

/// A client may send any word for a method.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => "other",
    }
}
