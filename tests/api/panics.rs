//! A handler that panics harms nobody but its own request.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use ownly::{App, actix_web::web};
use rstest::rstest;
use testing::Backend;

use crate::app::TestApp;

async fn breaks() -> &'static str {
    panic!("what nobody outside is to read")
}

/// The next answer of a connection that is kept.
fn answer(stream: &mut TcpStream, path: &str) -> (String, String) {
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: mine-1\r\n\r\n")
        .unwrap();
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        assert_eq!(stream.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&head));
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    let length = head.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body).unwrap();
    (head, String::from_utf8(body).unwrap())
}

#[rstest]
fn the_next_request_of_the_same_connection_is_served(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let routes = |config: &mut web::ServiceConfig| {
        config.service(web::resource("/breaks").get(breaks));
    };
    let app = TestApp::spawn_app(on, App::new().routes(routes), |config| {
        config.metrics.listen = Some("127.0.0.1:0".parse().unwrap());
    });
    let Some(app) = app else { return };
    let mut stream = TcpStream::connect(app.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    for _ in 0..3 {
        let (head, body) = answer(&mut stream, "/breaks");
        assert!(head.starts_with("http/1.1 500"), "{head}");
        let told = r#"{"code":"INTERNAL_ERROR","message":"Something went wrong here.","requestId":"mine-1"}"#;
        assert_eq!(body, told);
        for header in ["x-request-id: mine-1", "x-content-type-options: nosniff"] {
            assert!(head.contains(header), "{header} in {head}");
        }
        let (head, body) = answer(&mut stream, "/health/ready");
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert_eq!(body, r#"{"status":"ok"}"#);
    }
    let numbers = crate::client::Client::new(app.metrics.unwrap());
    let numbers = numbers.request("GET", "/metrics").send().expect(200).text;
    let counted = r#"ownly_http_requests_total{method="GET",route="none",status="500"} 3"#;
    assert!(numbers.contains(counted), "{numbers}");
}
