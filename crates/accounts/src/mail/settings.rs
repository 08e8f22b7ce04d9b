//! How mail is sent, as it is written.

use std::{fmt, path::PathBuf, str::FromStr, time::Duration};

use derive_more::{Display, Error};
use lettre::message::Mailbox;

use super::SmtpServer;

/// How mail is sent.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// By which way.
    pub delivery: Delivery,
    /// The sender, as in a `From` header; `None` is `no-reply@` and the public origin's host.
    pub from: Option<String>,
    /// How long to wait after each failure; after the last one a mail is given up.
    pub waits: Vec<Duration>,
    /// How long the server's end waits for the mail that is left.
    pub last_wait: Duration,
}

impl MailSettings {
    /// By that way, with back-off: six tries within about 40 minutes.
    pub fn new(delivery: Delivery) -> Self {
        let waits = [2, 15, 60, 300, 1_800].map(Duration::from_secs).to_vec();
        Self { delivery, from: None, waits, last_wait: Duration::from_secs(5) }
    }

    /// With another sender, such as `Ownly <accounts@example.com>`.
    ///
    /// # Errors
    /// [`BadMail::From`] if it is none.
    pub fn sent_by(mut self, from: String) -> Result<Self, BadMail> {
        from.parse::<Mailbox>().map_err(|_| BadMail::From)?;
        self.from = Some(from);
        Ok(self)
    }
}

/// The way mail goes.
#[derive(Debug, Clone)]
pub enum Delivery {
    /// Printed as plain text on standard output, for whoever tries things out. It is no log line:
    /// it holds a link that is worth a session.
    Print,
    /// A JSON file each in a folder, for tests and for programs that pick them up.
    Folder(PathBuf),
    /// Sent by SMTP (RFC 5321).
    Smtp(SmtpServer),
}

/// Why mail cannot be sent that way. Nothing of what was written is repeated: it may hold a
/// password.
#[derive(Debug, Display, Error, Clone, Copy, PartialEq, Eq)]
pub enum BadMail {
    /// No way that is known.
    #[display(
        "expected log, off, file:FOLDER, smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST"
    )]
    Unknown,
    /// The parameter `tls` of an SMTP URL.
    #[display("tls must be required, opportunistic or none, and smtps:// has none to choose")]
    Tls,
    /// A password that anyone on the way could read.
    #[display("a password must not go in the clear: leave ?tls= out, or use smtps://")]
    PasswordInTheClear,
    /// The sender.
    #[display("the sender must be an address, or a name and an address: Ownly <ownly@example.com>")]
    From,
}

impl FromStr for Delivery {
    type Err = BadMail;

    /// `log`, `file:FOLDER`, or the URL of an SMTP server.
    fn from_str(text: &str) -> Result<Self, BadMail> {
        let text = text.trim();
        if text == "log" {
            return Ok(Self::Print);
        }
        if let Some(folder) = text.strip_prefix("file:").filter(|folder| !folder.is_empty()) {
            return Ok(Self::Folder(folder.into()));
        }
        text.parse().map(Self::Smtp)
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Print => out.write_str("log"),
            Self::Folder(folder) => write!(out, "file:{}", folder.display()),
            Self::Smtp(server) => write!(out, "{server}"),
        }
    }
}
