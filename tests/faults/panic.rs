//! A handler panics: that request is 500, and nothing else notices.
//!
//! It fails without the `catch_unwind` around the handlers: the connection then breaks off, and
//! the worker that all other requests of a server with one worker go to is restarted.

use std::{panic, thread, time::Duration};

use actix_web::{HttpResponse, web::resource};
use ownly::App;
use rstest::rstest;
use testing::{Backend, TestDatabase};

use crate::{
    alone,
    in_process::InProcess,
    load::{Load, expect_all},
    site::{SHARED, plan},
    wire::{Request, Wire},
};

const WORDS: &str = "a handler panicked for a test";

async fn panics() -> HttpResponse {
    panic!("{WORDS}")
}

/// Where it happened is known, and finding it out again holds the worker up.
fn be_quiet() {
    let told = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if panic.payload_as_str() != Some(WORDS) {
            told(panic);
        }
    }));
}

#[rstest]
fn a_panic_is_500_for_its_own_request(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    if !on.is_wanted() {
        return;
    }
    let _turn = alone();
    be_quiet();
    let database = TestDatabase::new(on);
    let app = App::new().routes(|config| {
        config.service(resource("/panic").get(panics));
    });
    let settings = [("DATABASE_URL", database.url()), ("OWNLY_WORKERS", "1")];
    let server = InProcess::run(app, &[&SHARED, &settings]);
    let load = Load::on(&server.address, plan(40));
    let mut wire = Wire::connect(&server.address).unwrap();
    for _ in 0..20 {
        let (answer, kept) = wire.call(&Request::get("/panic", &[])).unwrap();
        assert_eq!((answer.status, &answer.json()["code"]), (500, &"INTERNAL_ERROR".into()));
        assert!(answer.json()["requestId"].is_string());
        // The connection goes on.
        let (next, kept) = kept.unwrap().call(&Request::get("/health/live", &[])).unwrap();
        assert_eq!(next.status, 200);
        wire = kept.unwrap();
    }
    while load.so_far().0.len() < 40 {
        thread::sleep(Duration::from_millis(10));
    }
    let (outcomes, acknowledged) = load.end();
    outcomes.expect_only(&[200, 201]);
    expect_all(&server.address, &acknowledged);
}
