use super::programs;
use crate::directory;
use crate::watcher::{self, Account};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command};

const ATTEMPTS: usize = 3;

/// A cluster that runs until this is dropped, or this process ends.
pub(super) struct Cluster {
    /// Its superuser's address.
    pub(super) url: String,
    /// The directory that `data` is in.
    pub(super) home: PathBuf,
    watcher: Child,
    /// Lets the watcher know that we live, and what it is to do. Closed before it is waited for.
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Cluster {
    /// Has the watcher stop or start it.
    pub(super) fn order(&mut self, what: &str) -> Result<(), String> {
        let orders = self.orders.as_mut().ok_or("the watcher has no standard input")?;
        writeln!(orders, "{what}").map_err(|error| error.to_string())?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer).map_err(|error| error.to_string())?;
        if answer == "done\n" {
            return Ok(());
        }
        let log = fs::read_to_string(self.home.join("log")).unwrap_or_default();
        Err(format!("it does not {what}: {log}"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.orders.take());
        let _ = self.watcher.wait();
    }
}

/// Starts a cluster.
pub(super) fn start() -> Result<Cluster, String> {
    let programs = programs::find()?;
    // Between finding a port free and taking it another process may have been quicker.
    let mut attempt = start_from(&programs);
    for _ in 1..ATTEMPTS {
        attempt = attempt.or_else(|_| start_from(&programs));
    }
    attempt
        .map_err(|error| format!("PostgreSQL from {} does not start: {error}", programs.display()))
}

fn start_from(programs: &Path) -> Result<Cluster, String> {
    let home = directory::fresh();
    let started = free_port().and_then(|port| start_in(&home, programs, port));
    if started.is_err() {
        // The watcher removed it, if there was a watcher already.
        let _ = fs::remove_dir_all(&home);
    }
    started
}

fn start_in(home: &Path, programs: &Path, port: u16) -> Result<Cluster, String> {
    let account = account_for(home)?;
    if let Some(account) = &account {
        chown(home, Some(account.user), Some(account.group)).map_err(|error| error.to_string())?;
    }
    let arguments = [&programs.to_string_lossy(), &home.to_string_lossy(), &*port.to_string()];
    let script = include_str!("cluster.sh");
    let mut watcher =
        watcher::start(script, &arguments, home, account.as_ref()).map_err(|error| {
            let who = account.map_or_else(String::new, |account| format!(" as {}", account.name));
            format!("cannot run sh in {}{who}: {error}", home.display())
        })?;
    let orders = watcher.stdin.take();
    let mut answers = BufReader::new(watcher.stdout.take().ok_or("the watcher has no output")?);
    let mut said = String::new();
    answers.read_line(&mut said).map_err(|error| error.to_string())?;
    if said.trim_end() == "ready" {
        let url = format!("postgres://postgres@{}:{port}/postgres", Ipv4Addr::LOCALHOST);
        return Ok(Cluster { url, home: home.to_owned(), watcher, orders, answers });
    }
    drop(orders);
    answers.read_to_string(&mut said).map_err(|error| error.to_string())?;
    // It is ending by itself; waiting for it leaves no zombie.
    watcher.wait().map_err(|error| error.to_string())?;
    Err(said)
}

pub(super) fn free_port() -> Result<u16, String> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("no free port on the loopback address: {error}"))
}

/// PostgreSQL refuses to run as root: root lends it an account that can do nothing else.
pub(super) fn account_for(home: &Path) -> Result<Option<Account>, String> {
    let owner = home.metadata().map_err(|error| error.to_string())?.uid();
    if owner != 0 {
        return Ok(None);
    }
    ["postgres", "nobody"].into_iter().find_map(account).map(Some).ok_or_else(|| {
        "root cannot run it, and there is neither a user postgres nor a user nobody".to_owned()
    })
}

fn account(name: &str) -> Option<Account> {
    let number = |which| -> Option<u32> {
        let output = Command::new("id").args([which, name]).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    Some(Account { name: name.to_owned(), user: number("-u")?, group: number("-g")? })
}
