//! A server that is told to stop.

use std::{
    io::{Read, Write},
    net::TcpStream,
    os::unix::process::ExitStatusExt,
    time::{Duration, Instant},
};

use crate::program::{Place, Serving};

const SIGN_UP: &str =
    r#"{"name":"Ada","email":"ada@example.com","password":"correct horse battery"}"#;

fn connect(server: &Serving) -> TcpStream {
    let stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
}

/// One answer of a connection that is kept: its head.
fn head(stream: &mut TcpStream) -> String {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        assert_eq!(stream.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&head));
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap().to_ascii_lowercase()
}

fn get(stream: &mut TcpStream, path: &str) -> String {
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    head(stream)
}

#[test]
fn it_says_so_first_and_finishes_what_it_has_begun() {
    let place = Place::new();
    let mut server = place.serve(&[("OWNLY_SHUTDOWN_GRACE", "2")]);
    let (mut kept, mut slow) = (connect(&server), connect(&server));
    assert!(!get(&mut kept, "/health/ready").contains("connection: close"));
    let (begun, rest) = SIGN_UP.split_at(20);
    write!(
        slow,
        "POST /api/auth/sign-up/email HTTP/1.1\r\nHost: localhost\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{begun}",
        SIGN_UP.len()
    )
    .unwrap();

    let told = Instant::now();
    server.signal("TERM");
    let not_ready = loop {
        let head = get(&mut connect(&server), "/health/ready");
        if head.starts_with("http/1.1 503") {
            break head;
        }
        assert!(told.elapsed() < Duration::from_secs(2), "{head}");
    };
    assert!(not_ready.contains("connection: close"), "{not_ready}");
    let live = get(&mut kept, "/health/live");
    assert!(live.contains("http/1.1 200 ok") && live.contains("connection: close"), "{live}");

    // By now no new connection is taken.
    while TcpStream::connect(&server.address).is_ok() {
        assert!(told.elapsed() < Duration::from_secs(15));
        std::thread::sleep(Duration::from_millis(20));
    }
    write!(slow, "{rest}").unwrap();
    let signed_up = head(&mut slow);
    assert!(signed_up.starts_with("http/1.1 200"), "{signed_up}");

    assert_eq!(server.ended().code(), Some(0));
    assert!(told.elapsed() < Duration::from_secs(15), "{:?}", told.elapsed());
}

#[test]
fn told_twice_or_by_a_person_it_stops_at_once() {
    let place = Place::new();
    for signals in [["TERM", "TERM"].as_slice(), &["TERM", "INT"], &["INT"]] {
        let mut server = place.serve(&[("OWNLY_SHUTDOWN_GRACE", "300")]);
        let (last, before) = signals.split_last().unwrap();
        before.iter().for_each(|name| server.signal(name));
        // Two signals that come at once are one to the system, so the last is said again.
        let status = loop {
            server.signal(last);
            std::thread::sleep(Duration::from_millis(200));
            if let Some(status) = server.has_ended() {
                break status;
            }
        };
        assert_eq!((status.code(), status.signal()), (Some(0), None), "{signals:?}");
    }
}
