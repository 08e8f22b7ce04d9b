//! Connections that keep the server waiting.
//!
//! actix sees to the first head of a connection, and to silence between two requests. It waits for
//! ever for a later head that has begun, and for the rest of a chunked body that was answered
//! before it was there: a few bytes a client would hold a connection for as long as they please.
//! Here such connections are closed.

use std::{
    any::Any,
    io,
    net::{Shutdown, TcpStream},
    os::fd::AsFd,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use actix_web::{
    body::{BodySize, MessageBody},
    dev::{Extensions, ServiceRequest, ServiceResponse},
    http::StatusCode,
    middleware::Next,
    web::Bytes,
};

/// How long a connection may be silent between two requests.
pub(crate) const KEEP_ALIVE: Duration = Duration::from_secs(5);

/// How long one has to go that was told that its request took too long.
const FAREWELL: Duration = Duration::from_secs(1);

/// How often they are looked at.
const EVERY: Duration = Duration::from_millis(500);

/// The open connections.
#[derive(Clone)]
pub(crate) struct Connections {
    open: Arc<Mutex<Vec<Weak<Connection>>>>,
    /// How long one may be neither served nor silent.
    patience: Duration,
}

/// A connection, known to its requests.
pub(crate) struct Connection {
    /// A second handle of the socket, for actix keeps the first to itself.
    socket: TcpStream,
    /// How many requests are being answered.
    busy: AtomicU32,
    quiet_since: Mutex<Instant>,
    is_told_to_go: AtomicBool,
}

impl Connections {
    /// None yet. A head may take `header_timeout`.
    pub(crate) fn new(header_timeout: Duration) -> Self {
        Self { open: Arc::default(), patience: KEEP_ALIVE + header_timeout }
    }

    /// For actix to call with a new connection and what is kept with it.
    pub(crate) fn opened(&self, stream: &dyn Any, kept: &mut Extensions) {
        let Some(stream) = stream.downcast_ref::<actix_rt::net::TcpStream>() else { return };
        let Ok(connection) = Connection::of(stream) else {
            log::warn!("a connection is not watched: no file descriptor is left for that");
            return;
        };
        let connection = Arc::new(connection);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.push(Arc::downgrade(&connection));
        kept.insert(connection);
    }

    /// Closes those that have kept the server waiting, for as long as it is polled.
    pub(crate) async fn watch(self) {
        loop {
            actix_rt::time::sleep(EVERY).await;
            let now = Instant::now();
            let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            open.retain(|connection| match connection.upgrade() {
                Some(connection) => {
                    connection.close_if_due(now, self.patience);
                    true
                }
                None => false,
            });
        }
    }
}

impl Connection {
    fn of(stream: &actix_rt::net::TcpStream) -> io::Result<Self> {
        Ok(Self {
            socket: stream.as_fd().try_clone_to_owned()?.into(),
            busy: AtomicU32::new(0),
            quiet_since: Mutex::new(Instant::now()),
            is_told_to_go: AtomicBool::new(false),
        })
    }

    fn close_if_due(&self, now: Instant, patience: Duration) {
        if self.busy.load(Ordering::Acquire) > 0 {
            return;
        }
        let told = self.is_told_to_go.load(Ordering::Acquire);
        let patience = if told { FAREWELL } else { patience };
        let quiet_since = *self.quiet_since.lock().unwrap_or_else(PoisonError::into_inner);
        if now.saturating_duration_since(quiet_since) >= patience {
            // One that is closed already needs no closing.
            _ = self.socket.shutdown(Shutdown::Both);
        }
    }
}

/// A request that is being answered, on a connection that waits for that.
struct Answering(Arc<Connection>);

impl Answering {
    fn begin(connection: &Arc<Connection>) -> Self {
        connection.busy.fetch_add(1, Ordering::AcqRel);
        Self(Arc::clone(connection))
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        let now = Instant::now();
        *self.0.quiet_since.lock().unwrap_or_else(PoisonError::into_inner) = now;
        self.0.busy.fetch_sub(1, Ordering::AcqRel);
    }
}

/// The body of an answer, which ends when its last byte is on its way.
pub(crate) struct Attended<B> {
    body: B,
    _answering: Option<Answering>,
}

impl<B: MessageBody + Unpin> MessageBody for Attended<B> {
    type Error = B::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_next(context)
    }
}

/// Notes that a request is being answered until all of its answer is sent.
pub(crate) async fn attend<B: MessageBody + Unpin>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<Attended<B>>, actix_web::Error> {
    let connection = request.conn_data::<Arc<Connection>>();
    let answering = connection.map(Answering::begin);
    let response = next.call(request).await?;
    if let (StatusCode::REQUEST_TIMEOUT, Some(answering)) = (response.status(), &answering) {
        answering.0.is_told_to_go.store(true, Ordering::Release);
    }
    Ok(response.map_body(|_, body| Attended { body, _answering: answering }))
}
