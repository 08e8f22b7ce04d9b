//! A mail server, as far as a client sees one (RFC 5321).

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// Listens on loopback until its process ends.
#[derive(Clone)]
pub struct SmtpServer {
    port: u16,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    /// What to answer the next recipients with, before all others are taken.
    refusals: Vec<&'static str>,
    refused: usize,
    mails: Vec<Received>,
}

/// A mail that was taken.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// `AUTH PLAIN`, as it was sent.
    pub login: Option<String>,
    pub hello: String,
    pub from: String,
    pub to: String,
    pub message: String,
}

impl SmtpServer {
    /// That answers the first recipients so.
    pub fn start(refusals: &[&'static str]) -> Self {
        Self::start_on(&TcpListener::bind("127.0.0.1:0").unwrap(), refusals)
    }

    pub fn start_on(listener: &TcpListener, refusals: &[&'static str]) -> Self {
        let refusals = refusals.iter().rev().copied().collect();
        let seen = Arc::new(Mutex::new(Seen { refusals, ..Seen::default() }));
        let port = listener.local_addr().unwrap().port();
        let (listener, taken) = (listener.try_clone().unwrap(), Arc::clone(&seen));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = Arc::clone(&taken);
                thread::spawn(move || serve(&stream, &seen));
            }
        });
        Self { port, seen }
    }

    /// `smtp://…`, with what comes before the host.
    pub fn url(&self, login: &str) -> String {
        format!("smtp://{login}127.0.0.1:{}", self.port)
    }

    pub fn refused(&self) -> usize {
        self.seen.lock().unwrap().refused
    }

    pub fn mails(&self) -> Vec<Received> {
        self.seen.lock().unwrap().mails.clone()
    }

    /// The `count`th mail, for which it waits.
    #[track_caller]
    pub fn mail(&self, count: usize) -> Received {
        let patience = Instant::now() + Duration::from_secs(20);
        while self.mails().len() < count && Instant::now() < patience {
            thread::sleep(Duration::from_millis(5));
        }
        self.mails().get(count - 1).cloned().expect("a mail in time")
    }
}

impl Received {
    /// The message with quoted-printable undone (RFC 2045, section 6.7), as far as ASCII goes.
    pub fn plain(&self) -> String {
        self.message.replace("=\r\n", "").replace("=3D", "=").replace("\r\n", "\n")
    }
}

fn serve(stream: &TcpStream, seen: &Mutex<Seen>) {
    let mut lines = BufReader::new(stream);
    let mut out = stream;
    let mut mail = Received::default();
    let mut say =
        |words: &str| out.write_all(format!("{words}\r\n").as_bytes()).unwrap_or_default();
    say("220 mail.test ESMTP");
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let line = line.trim_end();
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                rest.clone_into(&mut mail.hello);
                say("250-mail.test\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME");
            }
            "AUTH" => {
                mail.login = rest.strip_prefix("PLAIN ").map(str::to_owned);
                say("235 welcome");
            }
            "MAIL" => {
                rest.clone_into(&mut mail.from);
                say("250 ok");
            }
            "RCPT" => {
                rest.clone_into(&mut mail.to);
                let mut seen = seen.lock().unwrap();
                match seen.refusals.pop() {
                    Some(refusal) => {
                        seen.refused += 1;
                        say(&format!("{refusal} not now, {rest}"));
                    }
                    None => say("250 ok"),
                }
            }
            "DATA" => {
                say("354 go on");
                mail.message.clear();
                loop {
                    let mut line = String::new();
                    if lines.read_line(&mut line).unwrap_or(0) == 0 || line == ".\r\n" {
                        break;
                    }
                    mail.message.push_str(line.strip_prefix('.').unwrap_or(&line));
                }
                seen.lock().unwrap().mails.push(mail.clone());
                say("250 taken");
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 ok"),
        }
    }
}
