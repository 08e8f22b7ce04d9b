//! A connection that is kept, so that it is seen what becomes of each request on it.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use serde_json::Value;

/// No promise is as long as this: whoever waits longer has no answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A request, but for the host.
#[derive(Debug, Clone)]
pub struct Request {
    text: String,
}

impl Request {
    pub fn get(path: &str, headers: &[(&str, &str)]) -> Self {
        Self::new("GET", path, headers, None)
    }

    pub fn post(path: &str, headers: &[(&str, &str)], body: &Value) -> Self {
        Self::new("POST", path, headers, Some(body))
    }

    fn new(method: &str, path: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Self {
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n");
        for (name, value) in headers {
            text += &format!("{name}: {value}\r\n");
        }
        match body.map(Value::to_string) {
            Some(body) => {
                let length = body.len();
                text += "Content-Type: application/json\r\n";
                text += &format!("Content-Length: {length}\r\n\r\n{body}");
            }
            None => text += "\r\n",
        }
        Self { text }
    }

    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    body: String,
    pub took: Duration,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(named, _)| named.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// Whether the server asks for the connection to be closed.
    fn closes(&self) -> bool {
        self.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }
}

/// A connection.
pub struct Wire(TcpStream);

impl Wire {
    pub fn connect(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect_timeout(&address.parse().unwrap(), PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self(stream))
    }

    /// Sends a request and waits for its answer. Where the server asked for the connection to be
    /// closed, there is none to go on with.
    pub fn call(mut self, request: &Request) -> io::Result<(Answer, Option<Self>)> {
        let sent = Instant::now();
        self.0.write_all(request.as_bytes())?;
        let mut bytes = Vec::new();
        let end = loop {
            if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            self.more(&mut bytes)?;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| io::Error::other("no status"))?;
        let mut answer = Answer { status, head, body: String::new(), took: sent.elapsed() };
        let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
        while bytes.len() < end + length {
            self.more(&mut bytes)?;
        }
        answer.body = String::from_utf8_lossy(&bytes[end..]).into_owned();
        answer.took = sent.elapsed();
        let kept = (!answer.closes()).then_some(self);
        Ok((answer, kept))
    }

    fn more(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        let mut chunk = [0; 4096];
        match self.0.read(&mut chunk)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                bytes.extend_from_slice(&chunk[..read]);
                Ok(())
            }
        }
    }
}

/// One request on a connection of its own.
pub fn once(address: &str, request: &Request) -> io::Result<Answer> {
    Wire::connect(address)?.call(request).map(|(answer, _)| answer)
}
