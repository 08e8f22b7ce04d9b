//! Hundreds of clients that send a byte now and then: they are sent away within some ten seconds,
//! nobody else notices, and the server has its file descriptors back.
//!
//! It fails without an end to the wait for the rest of a request.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use rstest::rstest;
use testing::{Backend, TestDatabase};

use crate::{
    beside_others,
    load::Load,
    long_or,
    program::{Place, Serving},
    site::{ACCOUNTS, SHARED, plan, serve, token},
};

/// A thousand where there is time.
fn how_many() -> usize {
    long_or(1_000, 300)
}

/// Room for them in this process, and in the servers that it starts.
fn make_room() {
    let process = std::process::id().to_string();
    let raised = Command::new("prlimit").args(["--pid", &process, "--nofile=4096:"]).status();
    assert!(raised.unwrap().success(), "so many clients need file descriptors");
}

fn descriptors(server: &Serving) -> usize {
    fs::read_dir(format!("/proc/{}/fd", server.process())).unwrap().count()
}

#[rstest]
#[case::headers("GET /api/tasks HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", &SHARED)]
#[case::bodies(
    "POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer TOKEN\r\n\
     Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n",
    &SHARED
)]
#[case::bodies_of_the_accounts(
    "POST /api/auth/sign-in/email HTTP/1.1\r\nHost: localhost\r\n\
     Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n",
    &ACCOUNTS
)]
fn they_are_sent_away(#[case] begin: &str, #[case] settings: &[(&str, &str)]) {
    let _turn = beside_others();
    make_room();
    let (place, database) = (Place::new(), TestDatabase::new(Backend::Sqlite));
    let server = serve(&place, database.url(), &[settings]);
    let other_place = Place::new();
    let other = TestDatabase::new(Backend::Sqlite);
    let accounts = settings == ACCOUNTS;
    let before = descriptors(&server);
    let begin = begin.replace("TOKEN", &token(0));
    let mut clients: Vec<_> = (0..how_many())
        .map(|_| {
            let mut client = TcpStream::connect(&server.address).unwrap();
            client.write_all(begin.as_bytes()).unwrap();
            client
        })
        .collect();
    let begun = Instant::now();
    // Others, on the same server where they need no account.
    let beside = accounts.then(|| serve(&other_place, other.url(), &[&SHARED]));
    let address = beside.as_ref().map_or(&server.address, |server| &server.address);
    let load = Load::on(address, plan(30));
    while descriptors(&server) < before + how_many() / 2 {
        assert!(begun.elapsed() < Duration::from_secs(5), "they are not let in");
        thread::sleep(Duration::from_millis(5));
    }
    while !clients.is_empty() {
        thread::sleep(Duration::from_secs(1));
        clients.retain_mut(|client| client.write_all(b" ").is_ok() && !is_closed(client));
        let (left, since) = (clients.len(), begun.elapsed());
        assert!(since < Duration::from_secs(long_or(14, 20)), "{left} are there after {since:?}");
    }
    println!("the last was sent away after {:?}", begun.elapsed());
    let (outcomes, _) = load.end();
    println!("{outcomes}");
    outcomes.expect_only(&[200, 201]);
    assert!(outcomes.p99() < Duration::from_secs(3), "{outcomes}");
    while descriptors(&server) > before + 60 {
        assert!(begun.elapsed() < Duration::from_secs(30), "{} are open", descriptors(&server));
        thread::sleep(Duration::from_millis(50));
    }
}

/// Whether the server has closed it, after an answer or without one.
fn is_closed(client: &mut TcpStream) -> bool {
    client.set_nonblocking(true).unwrap();
    let mut bytes = [0; 4096];
    let closed = loop {
        match client.read(&mut bytes) {
            Ok(0) => break true,
            Ok(_) => {}
            Err(error) => break error.kind() != std::io::ErrorKind::WouldBlock,
        }
    };
    client.set_nonblocking(false).unwrap();
    closed
}
