//! Sending by SMTP.

use std::{
    fmt,
    net::IpAddr,
    str::FromStr,
    time::{Duration, SystemTime},
};

use lettre::{
    Message, SmtpTransport, Transport,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        Error, SUBMISSION_PORT, SUBMISSIONS_PORT,
        authentication::Credentials,
        client::{Tls, TlsParameters},
        extension::ClientId,
    },
};
use url::{Host, Url};

use super::{BadMail, Mail, carrier::Failed};
use crate::{Secret, percent};

/// How long the server may keep us waiting.
const PATIENCE: Duration = Duration::from_secs(20);

const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// A server that takes mail.
#[derive(Clone, Debug)]
pub struct SmtpServer {
    host: String,
    port: u16,
    tls: SmtpTls,
    login: Option<(String, Secret)>,
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

/// Sends mail by one server, from one sender.
pub(super) struct Smtp {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Smtp {
    /// Nothing is connected yet. `hello` is what the server is told of our name.
    pub(super) fn new(server: &SmtpServer, from: Mailbox, hello: &str) -> Result<Self, Error> {
        let parameters = || TlsParameters::new(server.host.clone());
        let tls = match server.tls {
            SmtpTls::Wrapped => Tls::Wrapper(parameters()?),
            SmtpTls::Required => Tls::Required(parameters()?),
            SmtpTls::Opportunistic => Tls::Opportunistic(parameters()?),
            SmtpTls::None => Tls::None,
        };
        let mut transport = SmtpTransport::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .hello_name(ClientId::Domain(hello.to_owned()))
            .timeout(Some(PATIENCE));
        if let Some((user, password)) = &server.login {
            let password = String::from_utf8_lossy(password.as_bytes()).into_owned();
            transport = transport.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self { transport: transport.build(), from })
    }

    /// Sends one mail, on a connection of its own. Blocks.
    pub(super) fn send(&self, mail: &Mail) -> Result<(), Failed> {
        let unwritable = || Failed { why: "the address takes no mail".to_owned(), for_good: true };
        let to = mail.to.parse().map_err(|_| unwritable())?;
        let body = MultiPart::alternative_plain_html(mail.text.to_owned(), mail.html.to_owned());
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject)
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .date(SystemTime::from(mail.written_at))
            // RFC 3834: what answers mail by itself is to leave this one alone.
            .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
            .multipart(body)
            .map_err(|_| unwritable())?;
        self.transport.send(&message).map(drop).map_err(|error| failed(&error))
    }
}

/// What the log may know: a server's words often repeat the address.
fn failed(error: &Error) -> Failed {
    let why = match error.status() {
        Some(code) => format!("the server said {code}"),
        None if error.is_timeout() => "the server took too long".to_owned(),
        None if error.is_tls() => "no TLS with the server".to_owned(),
        None if error.is_response() => "the server was not understood".to_owned(),
        None if error.is_client() => "the server lacks what is needed to send".to_owned(),
        None => "the server cannot be reached".to_owned(),
    };
    Failed { why, for_good: error.is_permanent() }
}
