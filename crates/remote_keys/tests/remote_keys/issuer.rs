//! An issuer's web server: one answer a connection, and a list of what was asked for.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};
use token::SigningKey;

/// What it does with a request.
#[derive(Clone)]
pub(crate) enum Mode {
    Answer(u16, String, Vec<u8>),
    /// Closes the connection without a word.
    Away,
    /// Answers once it is told to do something else.
    Slow(Box<Mode>),
    /// Says a byte now and then, and never all it promised.
    Drip,
    /// Says far too much, and notes among the requests how much of it was taken.
    Flood,
}

/// How many pieces of 64 KiB a flood has.
pub(crate) const FLOOD: usize = 512;

#[derive(Clone)]
pub(crate) struct Issuer {
    pub(crate) address: SocketAddr,
    state: Arc<(Mutex<State>, Condvar)>,
}

struct State {
    mode: Mode,
    hits: Vec<String>,
}

impl Issuer {
    pub(crate) fn new(mode: Mode) -> Self {
        Self::listening(mode, |stream| stream)
    }

    /// One that publishes these keys over TLS.
    pub(crate) fn over_tls(kids: &[&str], tls: Arc<ServerConfig>) -> Self {
        Self::listening(keys(kids), move |stream| {
            let connection = ServerConnection::new(Arc::clone(&tls)).unwrap();
            StreamOwned::new(connection, stream)
        })
    }

    fn listening<S: Read + Write>(
        mode: Mode,
        wrap: impl Fn(TcpStream) -> S + Clone + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new((Mutex::new(State { mode, hits: Vec::new() }), Condvar::new()));
        let issuer = Self { address, state };
        let serving = issuer.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (issuer, wrap) = (serving.clone(), wrap.clone());
                thread::spawn(move || _ = issuer.serve(wrap(stream.unwrap())));
            }
        });
        issuer
    }

    /// One that publishes these keys.
    pub(crate) fn of(kids: &[&str]) -> Self {
        Self::new(keys(kids))
    }

    pub(crate) fn now(&self, mode: Mode) {
        self.state.0.lock().unwrap().mode = mode;
        self.state.1.notify_all();
    }

    pub(crate) fn hits(&self) -> Vec<String> {
        self.state.0.lock().unwrap().hits.clone()
    }

    /// Waits for that many requests to have come.
    pub(crate) fn wait_for_hits(&self, count: usize) {
        let (state, changed) = &*self.state;
        let (state, _) = changed
            .wait_timeout_while(state.lock().unwrap(), Duration::from_secs(10), |state| {
                state.hits.len() < count
            })
            .unwrap();
        assert!(state.hits.len() >= count, "{:?}", state.hits);
    }

    fn serve(&self, mut stream: impl Read + Write) -> std::io::Result<()> {
        let mut request = Vec::new();
        let mut buffer = [0; 1024];
        while !request.windows(4).any(|end| end == b"\r\n\r\n") {
            let read = stream.read(&mut buffer)?;
            if read == 0 {
                return Ok(());
            }
            request.extend(&buffer[..read]);
        }
        let line = String::from_utf8_lossy(&request);
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let (state, changed) = &*self.state;
        let mut held = state.lock().unwrap();
        held.hits.push(path);
        changed.notify_all();
        let mode = match held.mode.clone() {
            Mode::Slow(then) => {
                let slow = |state: &mut State| matches!(state.mode, Mode::Slow(_));
                drop(changed.wait_timeout_while(held, Duration::from_secs(10), slow).unwrap());
                *then
            }
            mode => {
                drop(held);
                mode
            }
        };
        match mode {
            Mode::Away | Mode::Slow(_) => Ok(()),
            Mode::Answer(status, headers, body) => {
                let length = body.len();
                write!(stream, "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\n{headers}\r\n")?;
                stream.write_all(&body)
            }
            Mode::Drip => {
                write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")?;
                let begun = Instant::now();
                while begun.elapsed() < Duration::from_secs(9) {
                    stream.write_all(b" ")?;
                    thread::sleep(Duration::from_millis(100));
                }
                Ok(())
            }
            Mode::Flood => {
                write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", FLOOD << 16)?;
                let piece = vec![b' '; 1 << 16];
                let sent = (0..FLOOD).take_while(|_| stream.write_all(&piece).is_ok()).count();
                state.lock().unwrap().hits.push(format!("sent {sent}"));
                changed.notify_all();
                Ok(())
            }
        }
    }
}

/// A key of that name.
pub(crate) fn key(kid: &str) -> Value {
    let seed: [u8; 32] = std::array::from_fn(|i| kid.as_bytes().get(i).copied().unwrap_or(7));
    let mut jwk = SigningKey::generate_ed25519(kid, seed).unwrap().public_jwk().unwrap();
    jwk["kid"] = kid.into();
    jwk["alg"] = "EdDSA".into();
    jwk
}

pub(crate) fn keys(kids: &[&str]) -> Mode {
    let keys: Vec<_> = kids.iter().map(|kid| key(kid)).collect();
    document(json!({ "keys": keys }).to_string())
}

pub(crate) fn document(body: impl Into<Vec<u8>>) -> Mode {
    Mode::Answer(200, "Content-Type: application/json\r\n".to_owned(), body.into())
}
