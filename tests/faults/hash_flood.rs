//! More sign-ins than there are threads to hash on: what is too much is sent away quickly, memory
//! stays what the threads need, and who is signed in hardly notices.
//!
//! It fails where passwords are hashed on the threads that answer requests, or wait in a queue
//! without an end.

use std::{
    fs,
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use rstest::rstest;
use serde_json::json;
use testing::{Backend, TestDatabase};

use crate::{
    alone,
    load::{Load, Plan},
    long_or,
    outcomes::{Came, Outcome, Outcomes},
    program::{Place, Serving},
    site::{ACCOUNTS, PASSWORD, serve, sign_up, token_for},
    wire::{Request, once},
};

/// Sign-ins a second; one takes some 100 ms of one thread.
const RATE: u32 = 100;

#[rstest]
fn who_is_signed_in_hardly_notices(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    if !on.is_wanted() {
        return;
    }
    let _turn = alone();
    let (place, database) = (Place::new(), TestDatabase::new(on));
    let standard = [("OWNLY_HASH_COST", "standard"), ("OWNLY_HASH_THREADS", "1")];
    let mut server = serve(&place, database.url(), &[&ACCOUNTS, &standard]);
    let token = token_for(&server.address, &sign_up(&server.address, "ada"));
    let reads =
        || Load::on(&server.address, Plan { rate: 30, tokens: vec![token.clone()], padding: 0 });
    let seconds = Duration::from_secs(long_or(20, 3));

    let quiet = reads();
    thread::sleep(seconds);
    let (quiet, _) = quiet.end();
    let before = resident(&server);

    let (busy, flood) = (reads(), Mutex::new(Vec::new()));
    let (busy, grown) = thread::scope(|scope| {
        let begun = Instant::now();
        let refused =
            || flood.lock().unwrap().iter().filter(|it: &&Outcome| it.status() == 503).count();
        for number in 0.. {
            let enough = begun.elapsed() > seconds && refused() > 20;
            if enough || begun.elapsed() > 10 * seconds {
                break;
            }
            thread::sleep(Duration::from_secs(1) / RATE);
            let (address, flood) = (server.address.clone(), &flood);
            scope.spawn(move || {
                let outcome = sign_in(&address, number);
                flood.lock().unwrap().extend(outcome);
            });
        }
        let (busy, _) = busy.end();
        let grown = resident(&server).saturating_sub(before);
        // Those that still wait to be hashed are of no more interest.
        server.kill();
        (busy, grown)
    });
    let flood = Outcomes(flood.into_inner().unwrap());

    println!("reads: {quiet}, in the flood {busy}; sign-ins: {flood}; {grown} KiB more");
    quiet.expect_only(&[200, 201]);
    busy.expect_only(&[200, 201]);
    flood.expect_only(&[401, 503]);
    assert!(flood.count(401) > 0 && flood.count(503) > 0, "{flood}");
    let refused = flood.of(|outcome| outcome.status() == 503);
    assert!(refused.p99() < Duration::from_secs(long_or(1, 3)), "{refused}");
    // The floor is for the noise of a machine with few cores: waiting for a hash takes seconds.
    let bound = (4 * quiet.percentile(90)).max(Duration::from_millis(500));
    assert!(busy.percentile(90) < bound, "{busy} and not {bound:?}");
    assert!(grown < 128 * 1024, "{grown} KiB");
}

fn sign_in(address: &str, number: u32) -> Option<Outcome> {
    let email = format!("nobody-{number}@example.com");
    let body = json!({ "email": email, "password": PASSWORD });
    let sent = Instant::now();
    let answer = once(address, &Request::post("/api/auth/sign-in/email", &[], &body)).ok()?;
    let retry_after = answer.header("retry-after").map(str::to_owned);
    let came = Came::Answer { status: answer.status, retry_after };
    Some(Outcome { sent, took: sent.elapsed(), came })
}

/// How much memory it has, in KiB.
fn resident(server: &Serving) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.process())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse().unwrap()
}
