//! A request whose end can be read in two ways is no request: a proxy in front might read the
//! other. (RFC 9112, section 6.3; OWASP ASVS 5.0, 4.2.1.)

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use rstest::rstest;
use testing::Backend;

use crate::app::TestApp;

/// All that the server says to these bytes until it closes the connection.
fn said(app: &TestApp, bytes: &str) -> String {
    let mut stream = TcpStream::connect(app.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(bytes.as_bytes()).unwrap();
    let mut said = Vec::new();
    // A connection that is reset has been closed as well.
    _ = stream.read_to_end(&mut said);
    String::from_utf8(said).unwrap()
}

/// Behind each stands a second request, which nobody may answer.
#[rstest]
#[case::both("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")]
#[case::both_the_other_way("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")]
#[case::two_lengths("Content-Length: 2\r\nContent-Length: 3\r\n", "{}")]
#[case::two_lengths_in_one("Content-Length: 2, 3\r\n", "{}")]
#[case::a_length_with_a_sign("Content-Length: +2\r\n", "{}")]
#[case::an_unknown_coding("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")]
#[case::chunked_first("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")]
#[case::a_space_before_the_colon("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")]
#[case::a_size_that_is_none("Transfer-Encoding: chunked\r\n", "0x2\r\n{}\r\n0\r\n\r\n")]
fn a_body_of_two_lengths_is_no_body(#[case] headers: &str, #[case] body: &str) {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let said = said(
        &app,
        &format!(
            "POST /api/auth/sign-out HTTP/1.1\r\nHost: localhost\r\n\
             Content-Type: application/json\r\n{headers}\r\n{body}\
             GET /api/auth/ok HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        ),
    );
    assert!(said.starts_with("HTTP/1.1 400 "), "{said}");
    assert!(!said.contains(r#"{"ok":true}"#), "{said}");
}
