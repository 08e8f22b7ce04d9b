//! Nothing outlives the test process, however it ends.

use ownly_testing::{Backend, TestDatabase};
use std::env;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const CHILD: &str = "OWNLY_TESTING_CHILD";

/// This test is both processes: the child holds databases until it is killed.
#[test]
fn a_killed_process_leaves_nothing_behind() {
    if env::var_os(CHILD).is_some() {
        hold_databases();
    }
    let mut child = start_child(!Backend::Postgres.is_wanted());
    let output = child.stdout.take().expect("a pipe");
    let mut held = BufReader::new(output).lines().map_while(Result::ok);
    let mut next = |key: &str| held.find_map(|line| Some(line.split_once(key)?.1.to_owned()));
    let file = next("sqlite://").expect("a file");
    let server = next("server: ").expect("a server or none");
    assert!(Path::new(&file).exists());
    let (port, directory) = server.split_once(' ').unwrap_or_default();
    let runs = || !port.is_empty() && TcpStream::connect(format!("127.0.0.1:{port}")).is_ok();
    assert!(port.is_empty() || (runs() && Path::new(directory).exists()));

    child.kill().expect("SIGKILL");
    child.wait().expect("an end");
    let gone = |path: &str| path.is_empty() || !Path::new(path).exists();
    let until = Instant::now() + Duration::from_secs(20);
    while runs() || !gone(directory) || !gone(&file) {
        assert!(Instant::now() < until, "left behind: {file} {server}");
        sleep(Duration::from_millis(20));
    }
    let root = |path: &str| Path::new(path).ancestors().nth(2).map(Path::to_owned);
    assert!(!root(&file).is_some_and(|root| root.exists()));
}

fn start_child(sqlite_only: bool) -> Child {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.args(["--exact", "a_killed_process_leaves_nothing_behind", "--nocapture"]);
    // A server that someone else runs does not end with us: the child starts its own.
    command.env(CHILD, "1").env_remove("TEST_DATABASE_URL").stdout(Stdio::piped());
    if sqlite_only || env::var_os("TEST_DATABASE_URL").is_some() {
        command.env("TEST_DATABASES", "sqlite");
    }
    command.spawn().expect("a child")
}

fn hold_databases() -> ! {
    let file = TestDatabase::new(Backend::Sqlite);
    println!("\n{}", file.url());
    let server = Backend::Postgres.is_wanted().then(|| TestDatabase::new(Backend::Postgres));
    let facts = "SELECT current_setting('port') || ' ' || current_setting('data_directory')";
    println!("server: {}", server.as_ref().map_or_else(String::new, |it| it.text(facts).join("")));
    loop {
        sleep(Duration::from_secs(1));
    }
}
