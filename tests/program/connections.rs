//! Connections that bring too much, too little, or nothing at all.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread::sleep,
    time::{Duration, Instant},
};

use rstest::rstest;

use crate::program::{Place, Serving};

/// Nobody has to wait for the timeouts of every day.
const SHORT: [(&str, &str); 3] =
    [("OWNLY_HEADER_TIMEOUT", "1"), ("OWNLY_BODY_TIMEOUT", "1"), ("OWNLY_WORKERS", "1")];

const GET: &str = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n";
const POST: &str = "POST /api/auth/sign-up/email HTTP/1.1\r\nHost: localhost\r\n\
                    Content-Type: application/json\r\n";

fn connect(server: &Serving) -> TcpStream {
    let stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// All that comes until the connection is closed from the other side, and how long that took.
fn until_closed(mut stream: TcpStream) -> (String, Duration) {
    let (begun, mut all) = (Instant::now(), Vec::new());
    match stream.read_to_end(&mut all) {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {}
        Err(error) => panic!("{error} after {:?}", begun.elapsed()),
    }
    (String::from_utf8_lossy(&all).into_owned(), begun.elapsed())
}

/// The status that a request gets on a connection of its own, which is closed after it.
fn status(server: &Serving, request: &[u8]) -> u16 {
    let mut stream = connect(server);
    // Whoever has heard enough may close the connection.
    _ = stream.write_all(request);
    let mut head = [0; 12];
    stream.read_exact(&mut head).unwrap();
    std::str::from_utf8(&head[9..]).unwrap().parse().unwrap()
}

/// One answer of a connection that is kept, whose body has that text in it.
fn answered(stream: &mut TcpStream, text: &str) {
    let (mut all, mut bytes) = (String::new(), [0; 4096]);
    while !all.contains(text) {
        let read = stream.read(&mut bytes).unwrap();
        assert_ne!(read, 0, "{all}");
        all += &String::from_utf8_lossy(&bytes[..read]);
    }
}

#[test]
fn a_client_that_is_slow_does_not_keep_its_connection() {
    let place = Place::new();
    let server = place.serve(&SHORT);
    let begun: [(&str, String, &str); 6] = [
        ("a head", "GET /health/li".to_owned(), "408"),
        ("headers", GET.to_owned(), "408"),
        ("a body", format!("{POST}Content-Length: 90\r\n\r\n{{\"name\""), "408"),
        ("chunks", format!("{POST}Transfer-Encoding: chunked\r\n\r\n4\r\n{{\"na\r\n"), "408"),
        ("silence", format!("{GET}\r\n"), "200"),
        ("a next head", format!("{GET}\r\n{GET}"), "200"),
    ];
    let waiting = begun.map(|(what, bytes, status)| {
        let mut stream = connect(&server);
        stream.write_all(bytes.as_bytes()).unwrap();
        std::thread::spawn(move || (what, status, until_closed(stream)))
    });
    for thread in waiting {
        let (what, status, (said, after)) = thread.join().unwrap();
        assert!(said.starts_with(&format!("HTTP/1.1 {status}")), "{what}: {said}");
        assert!(after < Duration::from_secs(10), "{what}: {after:?}");
    }
    assert_eq!(status(&server, format!("{GET}\r\n").as_bytes()), 200);
}

#[test]
fn a_client_that_sends_a_byte_at_a_time_gets_no_more_time() {
    let place = Place::new();
    let server = place.serve(&SHORT);
    let mut streams: Vec<_> =
        [format!("{POST}Content-Length: 60000\r\n\r\n"), format!("{GET}\r\n")]
            .into_iter()
            .map(|bytes| {
                let mut stream = connect(&server);
                stream.write_all(bytes.as_bytes()).unwrap();
                stream
            })
            .collect();
    let begun = Instant::now();
    while !streams.is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(12), "{} go on", streams.len());
        sleep(Duration::from_millis(200));
        streams.retain_mut(|stream| stream.write_all(b"x").is_ok());
    }
}

#[test]
fn a_slow_body_is_answered_and_its_connection_closed_for_everybody_who_asks() {
    let place = Place::new();
    let server = place.serve(&SHORT);
    let mut stream = connect(&server);
    write!(stream, "{POST}Content-Length: 90\r\n\r\n{{").unwrap();
    let (said, _) = until_closed(stream);
    assert!(said.contains(r#"{"code":"REQUEST_TIMEOUT","message":""#), "{said}");
    assert!(said.to_ascii_lowercase().contains("x-request-id: "), "{said}");
}

#[rstest]
#[case::headers(format!("{GET}X-A: {}\r\n\r\n", "a".repeat(15_000)), 200)]
#[case::headers(format!("{GET}X-A: {}\r\n\r\n", "a".repeat(17_000)), 431)]
#[case::headers(format!("{GET}X-A: {}\r\n\r\n", "a".repeat(140_000)), 431)]
#[case::headers(format!("{GET}{}\r\n", "X-A: a\r\n".repeat(120)), 431)]
#[case::uri(format!("GET /health/live?{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(8_100)), 200)]
#[case::uri(format!("GET /health/live?{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(8_200)), 414)]
#[case::uri(format!("GET /health/live?{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(70_000)), 400)]
#[case::body(format!("{POST}Content-Length: 65537\r\n\r\n{}", "a".repeat(65_537)), 413)]
#[case::depth(format!("{POST}Content-Length: 60000\r\n\r\n{}", "[".repeat(60_000)), 400)]
#[case::two_lengths(format!("{POST}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{{}}"), 400)]
#[case::two_lengths(format!("{POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}"), 400)]
#[case::two_lengths(format!("{POST}Content-Length: 2, 2\r\n\r\n{{}}"), 400)]
#[case::a_signed_length(format!("{POST}Content-Length: +2\r\n\r\n{{}}"), 400)]
#[case::both(format!("{POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400)]
#[case::coding(format!("{POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 400)]
#[case::coding(format!("{POST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 400)]
#[case::coding(
    format!("{POST}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
    400
)]
#[case::a_space(format!("{POST}Content-Length : 2\r\n\r\n{{}}"), 400)]
#[case::no_host("GET /health/live HTTP/1.1\r\n\r\n".to_owned(), 400)]
#[case::two_hosts(format!("{GET}Host: b\r\n\r\n"), 400)]
fn what_is_too_long_or_can_be_read_in_two_ways_is_refused(
    #[case] request: String,
    #[case] expected: u16,
) {
    let place = Place::new();
    let server = place.serve(&[]);
    assert_eq!(status(&server, request.as_bytes()), expected);
}

#[test]
fn beyond_the_most_connections_a_further_one_waits_its_turn() {
    let place = Place::new();
    let server = place.serve(&[("OWNLY_MAX_CONNECTIONS", "2"), ("OWNLY_WORKERS", "1")]);
    let mut held = [connect(&server), connect(&server)];
    for stream in &mut held {
        write!(stream, "{GET}\r\n").unwrap();
        answered(stream, r#"{"status":"ok"}"#);
    }
    let mut third = connect(&server);
    write!(third, "{GET}\r\n").unwrap();
    third.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    assert!(third.read(&mut [0]).is_err(), "it is answered beside the two");
    drop(held);
    third.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    answered(&mut third, r#"{"status":"ok"}"#);
}

#[test]
fn it_asks_the_system_for_as_many_open_files_as_it_may_have() {
    let place = Place::new();
    let server = place.serve_with_few_files(64);
    let mut held: Vec<_> = (0..100).map(|_| connect(&server)).collect();
    for stream in &mut held {
        write!(stream, "{GET}\r\n").unwrap();
        answered(stream, r#"{"status":"ok"}"#);
    }
}
