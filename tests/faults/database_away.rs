//! PostgreSQL restarts, stays away for a while, or takes no more: 503 in time, never 401, never a
//! request without an answer, and all is well as soon as it is back. (SQLite is a file: it does not
//! go away.)
//!
//! It fails with a pool that waits 30 s, as r2d2's does by default, with 500 for a connection that
//! broke amid a transaction, and where the keys are read for each token.

use std::{
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use testing::{Backend, TestCluster};

use crate::{
    alone,
    load::{Load, Plan, expect_all},
    long_or,
    outcomes::Outcomes,
    program::Place,
    site::{ACCOUNTS, SHARED, plan, serve, sign_up, status, token_for},
    wire::{Request, once},
};

/// The only one that is stopped, and one test at a time has it. It goes when the process ends.
pub fn cluster() -> MutexGuard<'static, TestCluster> {
    static CLUSTER: LazyLock<Mutex<TestCluster>> = LazyLock::new(|| Mutex::new(TestCluster::new()));
    CLUSTER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// In how many milliseconds an answer comes while the database is away: two seconds, and room for
/// a busy machine. The pool's own default would be thirty.
const IN_TIME: (u64, u64) = (3_000, 8_000);

pub fn in_time() -> Duration {
    Duration::from_millis(long_or(IN_TIME.0, IN_TIME.1))
}

fn expect_in_time(outcomes: &Outcomes) {
    let refused = outcomes.of(|outcome| outcome.status() == 503);
    assert!(refused.p99() < in_time(), "{refused}");
}

#[test]
fn a_restart_is_503_and_then_over() {
    if !Backend::Postgres.is_wanted() {
        return;
    }
    let _turn = alone();
    let (place, mut cluster) = (Place::new(), cluster());
    let url = cluster.database("restarted");
    let mut server = serve(&place, &url, &[&SHARED]);
    let load = Load::on(&server.address, plan(long_or(200, 40)));
    for _ in 0..long_or(10, 2) {
        thread::sleep(Duration::from_secs(1));
        cluster.stop();
        cluster.start();
        let back = Instant::now();
        let after = load.next_good(back, Duration::from_secs(5));
        println!("the first good answer {after:?} after it was back");
    }
    thread::sleep(Duration::from_secs(1));
    let (outcomes, acknowledged) = load.end();
    println!("{outcomes}");
    outcomes.expect_only(&[200, 201, 503]);
    expect_in_time(&outcomes);
    assert!(server.has_ended().is_none());
    expect_all(&server.address, &acknowledged);
    // No connection is left in the middle of something.
    let stuck = "SELECT state FROM pg_stat_activity
                 WHERE datname = 'restarted' AND state <> 'idle' AND pid <> pg_backend_pid()";
    assert_eq!(cluster.text("postgres", stuck), [""; 0]);
}

#[test]
fn an_outage_is_503_and_no_token_is_misjudged() {
    if !Backend::Postgres.is_wanted() {
        return;
    }
    let _turn = alone();
    let (place, mut cluster) = (Place::new(), cluster());
    let url = cluster.database("away");
    let mut server = serve(&place, &url, &[&ACCOUNTS]);
    let address = server.address.clone();
    let token = token_for(&address, &sign_up(&address, "ada"));
    assert_eq!(status(&address, "/api/tasks", &token), 200);
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let forged = format!("{signed}.{}", signature.chars().rev().collect::<String>());

    cluster.stop();
    let plan = Plan { rate: long_or(100, 40), tokens: vec![token.clone()], padding: 0 };
    let load = Load::on(&address, plan);
    let gone = Instant::now();
    while gone.elapsed() < Duration::from_secs(long_or(60, 6)) {
        let probe = |path: &str| once(&address, &Request::get(path, &[])).unwrap();
        assert_eq!(probe("/health/live").status, 200);
        let ready = probe("/health/ready");
        assert_eq!((ready.status, ready.header("retry-after")), (503, Some("1")));
        assert!(ready.took < in_time(), "{ready:?}");
        // The keys are known, so a token is judged as ever.
        assert_eq!(status(&address, "/api/me", &token), 200);
        assert_eq!(status(&address, "/api/me", &forged), 401);
        assert_eq!(status(&address, "/api/tasks", &forged), 401);
        assert_eq!(probe("/api/tasks").status, 401);
    }
    let (outcomes, _) = load.end();
    println!("{outcomes}");
    outcomes.expect_only(&[503]);
    expect_in_time(&outcomes);
    assert!(server.has_ended().is_none());

    cluster.start();
    let back = Instant::now();
    while once(&address, &Request::get("/health/ready", &[])).unwrap().status != 200 {
        assert!(back.elapsed() < Duration::from_secs(5), "not ready");
    }
    assert_eq!(status(&address, "/api/tasks", &token), 200);
    println!("ready {:?} after it was back", back.elapsed());
}
