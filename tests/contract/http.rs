//! HTTP/1.1 as it is on the wire: paths are sent as they were recorded, and the reason phrase is
//! there to be looked at.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use testing::planted;

use crate::recorded::Request;

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub reason: String,
    /// In lower case, in their order.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// Sends a recorded request on a connection of its own.
pub fn send(to: SocketAddr, host: &str, request: &Request) -> Answer {
    let body = request.bytes();
    let mut head = format!("{} {} HTTP/1.1\r\n", request.method, request.path);
    let host = request.headers.get("host").map_or(host, String::as_str);
    head += &format!("host: {host}\r\nconnection: close\r\n");
    for (name, value) in request.headers.iter().filter(|(name, _)| *name != "host") {
        head += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() || !matches!(request.method.as_str(), "GET" | "HEAD" | "OPTIONS") {
        head += &format!("content-length: {}\r\n", body.len());
    }
    let headers = request.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    planted::message(&request.path, headers, &String::from_utf8_lossy(&body));
    let mut stream = TcpStream::connect(to).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(&[head.as_bytes(), b"\r\n", &body].concat()).unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    let answer = parse(&String::from_utf8(all).unwrap());
    let headers = answer.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    planted::message("", headers, &answer.body);
    answer
}

fn parse(text: &str) -> Answer {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head: {text:?}"));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 ")).unwrap();
    let (status, reason) = status.split_once(' ').unwrap();
    let headers: Vec<_> = lines
        .map(|line| line.split_once(':').unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    assert!(headers.iter().all(|(name, _)| name != "transfer-encoding"), "chunks: {text:?}");
    Answer {
        status: status.parse().unwrap(),
        reason: reason.to_owned(),
        headers,
        body: body.to_owned(),
    }
}
