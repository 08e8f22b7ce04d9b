use std::process::Stdio;

use rstest::rstest;
use testing::{Backend, TestDatabase};

use crate::program::Place;

#[rstest]
fn migrate_brings_a_database_up_to_date_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    if !on.is_wanted() {
        return;
    }
    let (place, database) = (Place::new(), TestDatabase::new(on));
    let url = [("DATABASE_URL", database.url())];
    let first = place.run(&["migrate"], &url).expect(0).said();
    assert!(first.contains("_tasks") && first.contains("is up to date"), "{first}");
    let second = place.run(&["migrate"], &url).expect(0).said();
    assert!(!second.contains("ran "), "{second}");
    assert_eq!(database.text("SELECT CAST(count(*) AS text) FROM tasks"), ["0"]);
}

#[test]
fn healthcheck_tells_a_server_that_is_ready_from_none() {
    let place = Place::new();
    let mut server = place.serve(&[]);
    let address = server.address.clone();
    let listen = [("OWNLY_LISTEN", address.as_str())];
    place.run(&["healthcheck"], &listen).expect(0);
    server.kill();
    let ran = place.run(&["healthcheck"], &listen).expect(1);
    assert!(ran.complained().starts_with("ownly: "), "{}", ran.complained());
}

#[test]
fn a_server_that_cannot_listen_says_so() {
    let (place, other) = (Place::new(), Place::new());
    let server = other.serve(&[]);
    let ran = place.run(&["serve", "--listen", &server.address], &[]).expect(1);
    assert!(ran.complained().contains("in use"), "{}", ran.complained());
}

#[test]
fn a_database_made_with_another_secret_is_refused_with_the_reason() {
    let place = Place::new();
    let server = place.serve(&[]);
    // The first key is made when it is first asked for.
    ureq::get(server.url("/api/auth/jwks")).call().unwrap();
    drop(server);
    let other = [("BETTER_AUTH_SECRET", "another secret than the one that was kept")];
    let ran = place.run(&["serve", "--listen", "127.0.0.1:0"], &other).expect(1);
    assert!(ran.complained().contains("BETTER_AUTH_SECRET"), "{}", ran.complained());
}

#[test]
fn help_into_a_closed_pipe_is_no_panic() {
    let place = Place::new();
    let mut child = place
        .command(&["check-config"], &[])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ran = child.wait_with_output().unwrap();
    assert!(!String::from_utf8_lossy(&ran.stderr).contains("panicked"));
}

#[test]
fn an_unknown_command_is_told_from_help() {
    let place = Place::new();
    place.run(&["--version"], &[]).expect(0);
    let help = place.run(&["--help"], &[]).expect(0).said();
    for command in [
        "serve",
        "migrate",
        "check-config",
        "backup",
        "openapi",
        "keys",
        "explain-token",
        "adopt-issuer",
        "healthcheck",
    ] {
        assert!(help.contains(command), "{command}");
    }
    place.run(&["dance"], &[]).expect(78);
}
