//! Requests byte by byte, over one connection for as long as the server keeps it

use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub(crate) struct Wire {
    address: SocketAddr,
    connection: Option<BufReader<TcpStream>>,
}

#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Wire {
    pub(crate) fn to(address: SocketAddr) -> Self {
        Self { address, connection: None }
    }

    pub(crate) fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &[u8])],
        body: &[u8],
    ) -> Answer {
        let port = self.address.port();
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\n");
        if method != "GET" {
            request += &format!("Origin: http://localhost:{port}\r\n");
            request += &format!("Content-Length: {}\r\n", body.len());
        }
        if method != "GET" && !headers.iter().any(|(name, _)| *name == "Content-Type") {
            request += "Content-Type: application/json\r\n";
        }
        let mut request = request.into_bytes();
        for (name, value) in headers {
            request.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
        }
        request.extend([b"\r\n", body].concat());
        // A connection that was kept may be closed by now: then a new one is asked.
        if self.connection.is_some()
            && let Some(answer) = self.exchange(&request)
        {
            return answer;
        }
        self.connect();
        self.exchange(&request).expect("an answer on a new connection")
    }

    fn connect(&mut self) {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        self.connection = Some(BufReader::new(stream));
    }

    fn exchange(&mut self, request: &[u8]) -> Option<Answer> {
        let mut connection = self.connection.take()?;
        match connection.get_mut().write_all(request) {
            Ok(()) => {}
            Err(error) if is_closed(error.kind()) => return None,
            Err(error) => panic!("{error}"),
        }
        let answer = read(&mut connection)?;
        if answer.header("connection") != Some("close") {
            self.connection = Some(connection);
        }
        Some(answer)
    }
}

fn is_closed(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::BrokenPipe | ErrorKind::ConnectionReset)
}

/// Nothing if the connection was closed before the first byte
fn read(connection: &mut impl BufRead) -> Option<Answer> {
    let mut line = String::new();
    match connection.read_line(&mut line) {
        Ok(0) => return None,
        Ok(_) => {}
        Err(error) if is_closed(error.kind()) => return None,
        Err(error) => panic!("no answer: {error}"),
    }
    let status = line.split(' ').nth(1).unwrap().parse().unwrap();
    let mut answer = Answer { status, ..Answer::default() };
    loop {
        line.clear();
        connection.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        answer.headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
    answer.body = vec![0; length];
    connection.read_exact(&mut answer.body).unwrap();
    Some(answer)
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}
