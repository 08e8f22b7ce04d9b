use super::cluster::{account_for, free_port};
use crate::{Backend, TestDatabase, directory, watcher};
use std::fs;
use std::io::{BufReader, Read};
use std::net::Ipv4Addr;
use std::os::unix::fs::chown;
use std::path::Path;
use std::process::ChildStdin;

/// PgBouncer before the databases of a server, which shares out its sessions by transactions. Ends
/// when dropped.
#[derive(Debug)]
pub struct Pooler {
    port: u16,
    _alive: ChildStdin,
}

const PROGRAMS: [&str; 3] =
    ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"];

impl Pooler {
    /// Starts one before a PostgreSQL database, and lets all of its clients together have that
    /// many sessions.
    ///
    /// # Panics
    ///
    /// When there is no PgBouncer, or it does not start.
    pub fn before(database: &TestDatabase, sessions: u8) -> Self {
        assert_eq!(database.backend(), Backend::Postgres, "there is nothing to pool");
        let start = || start(&server(database.url()), sessions);
        // Between finding a port free and taking it another process may have been quicker.
        let pooler = start().or_else(|_| start()).or_else(|_| start());
        pooler.unwrap_or_else(|error| panic!("PgBouncer does not start: {error}"))
    }

    /// Where the same database is behind it, for a client that means to prepare nothing.
    pub fn url_of(&self, database: &TestDatabase) -> String {
        let name = name(database.url());
        format!("postgres://pooled@{}:{}/{name}?pgbouncer=true", Ipv4Addr::LOCALHOST, self.port)
    }
}

fn start(server: &str, sessions: u8) -> Result<Pooler, String> {
    let program = PROGRAMS.into_iter().find(|program| Path::new(program).is_file());
    let program = program.ok_or("install it: Debian's package is pgbouncer")?;
    let home = directory::fresh();
    let account = account_for(&home)?;
    if let Some(account) = &account {
        chown(&home, Some(account.user), Some(account.group)).map_err(|error| error.to_string())?;
    }
    let port = free_port()?;
    let (place, port_text, sessions) =
        (home.to_string_lossy(), port.to_string(), sessions.to_string());
    let arguments = [program, &place, &port_text, server, &sessions];
    let watcher = watcher::start(include_str!("pooler.sh"), &arguments, &home, account.as_ref());
    let mut watcher = watcher.map_err(|error| {
        // Nobody else would.
        let _ = fs::remove_dir_all(&home);
        error.to_string()
    })?;
    let alive = watcher.stdin.take().ok_or("the watcher has no standard input")?;
    let mut said = String::new();
    let mut answer = BufReader::new(watcher.stdout.take().ok_or("the watcher has no output")?);
    answer.read_to_string(&mut said).map_err(|error| error.to_string())?;
    if said.trim_end() == "ready" { Ok(Pooler { port, _alive: alive }) } else { Err(said) }
}

/// `postgres://user:password@host:port/database` in PgBouncer's words. It takes whoever connects
/// for that user.
fn server(url: &str) -> String {
    let authority = url.split("://").nth(1).unwrap_or_default().split(['/', '?']).next();
    let (login, place) = authority.unwrap_or_default().rsplit_once('@').unwrap_or_default();
    let (user, password) = login.split_once(':').unwrap_or((login, ""));
    let (host, port) = place.rsplit_once(':').unwrap_or((place, "5432"));
    let name = name(url);
    let password =
        if password.is_empty() { String::new() } else { format!(" password={password}") };
    format!("{name} = host={host} port={port} dbname={name} user={user}{password}")
}

/// The database's name in its URL.
fn name(url: &str) -> &str {
    let address = url.split('?').next().unwrap_or_default();
    address.rsplit('/').next().unwrap_or_default()
}
