//! Where the numbers are read: on an address of their own, or on the server's behind a token.

use std::{
    io,
    net::{SocketAddr, TcpListener},
};

use accounts::Secret;
use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::Server,
    http::header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE},
    web::{self, Data, ServiceConfig},
};

use wall::Envelope;

use super::Metrics;
use crate::{
    config::MetricsConfig,
    http::{Error, method_not_allowed, no_such_route},
};

const PATH: &str = "/metrics";

/// Whoever watches needs few.
const MOST_CONNECTIONS: usize = 64;

/// Seconds that a look that has begun may take once the server ends.
const DRAIN_SECONDS: u64 = 1;

/// The token that must be shown, if any.
struct Guard(Option<Secret>);

/// Adds `/metrics` to an application, for who shows that token.
pub(crate) fn routes(metrics: Metrics, token: Option<Secret>) -> impl FnOnce(&mut ServiceConfig) {
    let shown = web::resource(PATH).app_data(Data::new(metrics)).app_data(Data::new(Guard(token)));
    let shown = shown.get(answer).default_service(method_not_allowed("GET"));
    move |config| _ = config.service(shown)
}

/// A server for the numbers alone.
pub(crate) struct OwnServer {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// It goes on for as long as it is polled, and is stopped by its handle.
    pub(crate) server: Server,
}

impl OwnServer {
    /// Listens, where there is to be one.
    ///
    /// # Errors
    /// Where the address cannot be listened on.
    pub(crate) fn start(
        config: &MetricsConfig,
        metrics: Option<&Metrics>,
    ) -> io::Result<Option<Self>> {
        let (Some(listen), Some(metrics)) = (config.listen, metrics) else { return Ok(None) };
        let listener = TcpListener::bind(listen)?;
        let address = listener.local_addr()?;
        let (metrics, token) = (metrics.clone(), config.token.clone());
        let server = HttpServer::new(move || {
            let shown = routes(metrics.clone(), token.clone());
            App::new().configure(shown).default_service(web::to(no_such_route))
        });
        let server = server.workers(1).max_connections(MOST_CONNECTIONS).disable_signals();
        let server = server.shutdown_timeout(DRAIN_SECONDS).listen(listener)?.run();
        Ok(Some(Self { address, server }))
    }
}

async fn answer(
    request: HttpRequest,
    metrics: Data<Metrics>,
    guard: Data<Guard>,
) -> Result<HttpResponse, Error> {
    if let Guard(Some(token)) = &**guard {
        let shown = request.headers().get(AUTHORIZATION).map(|value| value.as_bytes());
        let shown = shown.and_then(|value| value.strip_prefix(b"Bearer "));
        if !shown.is_some_and(|shown| token.is(shown)) {
            let envelope = Envelope::new("INVALID_TOKEN", "Send the token of the metrics.");
            let mut refused = HttpResponse::Unauthorized();
            refused.insert_header((WWW_AUTHENTICATE, "Bearer"));
            return Ok(envelope.respond(refused));
        }
    }
    let text = metrics.text().map_err(Error::Metrics)?;
    Ok(HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(text))
}
