use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, JoinHandle};

use accounts::Entropy;
use clap::{Args, Command, FromArgMatches};
use ownly::config::{Config, Settings};
use ownly::shutdown::Shutdown;
use ownly::{App, server};
use token::Clock;

use crate::wire::{Answer, Wire};

/// A server on loopback, with an SQLite file in a folder that is given, and a user who is signed in
///
/// Its randomness is made up, so that the user's cookie is the same each time.
pub struct Site {
    /// `name=value`, as the sign-up set it
    pub(crate) cookie: String,
    /// The session's token, to be used as a bearer's at the accounts
    pub(crate) session: String,
    /// A JWT of the user's, for the data
    pub(crate) jwt: String,
    wire: Mutex<Wire>,
    shutdown: Shutdown,
    thread: Option<JoinHandle<()>>,
}

/// Where randomness begins anew before the sign-up, whatever the start took of it
const SIGN_UP: u64 = 1 << 32;

impl Site {
    /// Starts it, and signs its user up.
    pub fn open(folder: &Path) -> Self {
        let drawn = Arc::new(AtomicU64::new(1));
        let draws = Arc::clone(&drawn);
        let entropy = Entropy::from_fn(move |bytes| {
            for chunk in bytes.chunks_mut(8) {
                let mixed = mix(draws.fetch_add(1, Ordering::SeqCst)).to_le_bytes();
                chunk.copy_from_slice(&mixed[..chunk.len()]);
            }
            Ok(())
        });
        let config = config(folder);
        let (started, start) = mpsc::channel();
        let thread = thread::spawn(move || {
            actix_rt::System::new().block_on(async move {
                let server = server::start(App::new(), config, Clock::system(), entropy);
                let server = server.await.unwrap();
                started.send((server.address(), server.shutdown())).unwrap();
                server.run().await.unwrap();
            });
        });
        let (address, shutdown) = start.recv().unwrap();
        drawn.store(SIGN_UP, Ordering::SeqCst);
        let wire = Mutex::new(Wire::to(address));
        let [cookie, session, jwt] = [const { String::new() }; 3];
        let thread = Some(thread);
        Self { cookie, session, jwt, wire, shutdown, thread }.signed_up()
    }

    fn signed_up(mut self) -> Self {
        let body =
            br#"{"name":"Ada","email":"ada@example.com","password":"correct horse battery"}"#;
        let answer = self.ask("POST", "/api/auth/sign-up/email", &[], body);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let cookie = answer.header("set-cookie").unwrap();
        self.cookie = cookie.split(';').next().unwrap().to_owned();
        self.session = answer.json().unwrap()["token"].as_str().unwrap().to_owned();
        let cookie = self.cookie.clone();
        let answer = self.ask("GET", "/api/auth/token", &[("Cookie", cookie.as_bytes())], b"");
        self.jwt = answer.json().unwrap()["token"].as_str().unwrap().to_owned();
        self
    }

    /// Sends a request as a page of the server's own would.
    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &[u8])],
        body: &[u8],
    ) -> Answer {
        let mut wire = self.wire.lock().unwrap();
        wire.ask(method, path, headers, body)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        actix_rt::System::new().block_on(self.shutdown.at_once());
        if let Some(thread) = self.thread.take() {
            assert!(thread.join().is_ok() || thread::panicking(), "the server panicked");
        }
    }
}

fn config(folder: &Path) -> Config {
    let database = format!("sqlite://{}", folder.join("ownly.db").display());
    let mail = format!("file:{}", folder.display());
    let flags = [
        ["--listen", "127.0.0.1:0"],
        ["--workers", "1"],
        ["--shutdown-grace", "0"],
        ["--database-url", &database],
        ["--secret", "a secret that is for fuzzing alone, and long enough"],
        ["--hash-cost", "cheap"],
        ["--rate-limit", "off"],
        ["--mail", &mail],
    ];
    let command = Settings::augment_args(Command::new("fuzzing").no_binary_name(true));
    let told = command.get_matches_from(flags.concat());
    Settings::from_arg_matches(&told).unwrap().check().unwrap()
}

/// Spreads a number over 64 bits: the finalizer of SplitMix64
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
