//! Where mail is handed over, as it is written.

use std::{fmt, net::IpAddr, str::FromStr};

use lettre::transport::smtp::{SUBMISSION_PORT, SUBMISSIONS_PORT};
use url::{Host, Url};

use super::BadMail;
use crate::{Secret, percent};

/// A server that takes mail.
#[derive(Clone, Debug)]
pub struct SmtpServer {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: SmtpTls,
    pub(super) login: Option<(String, Secret)>,
}

/// How the connection is kept from others' eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpTls {
    /// From the first byte on: `smtps://`.
    Wrapped,
    /// By STARTTLS, and not at all without: `smtp://`, unless it says otherwise.
    Required,
    /// By STARTTLS if the server offers it.
    Opportunistic,
    /// Not.
    None,
}

impl FromStr for SmtpServer {
    type Err = BadMail;

    /// `smtp://` goes by STARTTLS; on this machine, where nobody is on the way, without. `?tls=`
    /// chooses another way, but no password goes in the clear to another machine.
    fn from_str(text: &str) -> Result<Self, BadMail> {
        let url = Url::parse(text).map_err(|_| BadMail::Unknown)?;
        let wrapped = match url.scheme() {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(BadMail::Unknown),
        };
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(BadMail::Unknown);
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(BadMail::Unknown)?;
        // A host of a scheme that browsers do not know is parsed as opaque text.
        let host = Host::parse(host).map_err(|_| BadMail::Unknown)?;
        let here = is_here(&host);
        let tls = tls(&url, wrapped, here)?;
        let decoded = |text: &str| percent::decode_or_keep(text).into_owned();
        let login = match (url.username(), url.password()) {
            ("", None) => None,
            (user, password) => {
                Some((decoded(user), Secret::from(decoded(password.unwrap_or_default()))))
            }
        };
        match tls {
            SmtpTls::Wrapped | SmtpTls::Required => {}
            SmtpTls::Opportunistic | SmtpTls::None if login.is_none() || here => {}
            SmtpTls::Opportunistic | SmtpTls::None => return Err(BadMail::PasswordInTheClear),
        }
        let usual = if wrapped { SUBMISSIONS_PORT } else { SUBMISSION_PORT };
        let host = match host {
            Host::Ipv6(address) => address.to_string(),
            host @ (Host::Domain(_) | Host::Ipv4(_)) => host.to_string(),
        };
        Ok(Self { host, port: url.port().unwrap_or(usual), tls, login })
    }
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

fn tls(url: &Url, wrapped: bool, here: bool) -> Result<SmtpTls, BadMail> {
    let mut chosen = match (wrapped, here) {
        (true, _) => SmtpTls::Wrapped,
        (false, true) => SmtpTls::None,
        (false, false) => SmtpTls::Required,
    };
    for (name, value) in url.query_pairs() {
        chosen = match (&*name, &*value) {
            ("tls", "required") if !wrapped => SmtpTls::Required,
            ("tls", "opportunistic") if !wrapped => SmtpTls::Opportunistic,
            ("tls", "none") if !wrapped => SmtpTls::None,
            ("tls", _) => return Err(BadMail::Tls),
            _ => return Err(BadMail::Unknown),
        };
    }
    Ok(chosen)
}

impl fmt::Display for SmtpServer {
    /// Without the password.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, tls) = match self.tls {
            SmtpTls::Wrapped => ("smtps", ""),
            SmtpTls::Required => ("smtp", "?tls=required"),
            SmtpTls::Opportunistic => ("smtp", "?tls=opportunistic"),
            SmtpTls::None => ("smtp", "?tls=none"),
        };
        let user = self.login.as_ref().map_or_else(String::new, |(user, _)| format!("{user}:***@"));
        let host = match self.host.parse::<IpAddr>() {
            Ok(IpAddr::V6(address)) => format!("[{address}]"),
            Ok(IpAddr::V4(_)) | Err(_) => self.host.clone(),
        };
        write!(out, "{scheme}://{user}{host}:{}{tls}", self.port)
    }
}
