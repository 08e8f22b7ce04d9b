//! Sending by SMTP.

use std::{
    error::Error as _,
    io::{self, ErrorKind},
    time::{Duration, SystemTime},
};

use lettre::{
    Message, SmtpTransport, Transport,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        Error,
        authentication::Credentials,
        client::{Tls, TlsParameters},
        extension::ClientId,
    },
};

use super::{Mail, SmtpServer, SmtpTls, carrier::Failed};

/// How long the server may keep us waiting.
const PATIENCE: Duration = Duration::from_secs(20);

const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

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
        None => match io_kind(error) {
            Some(ErrorKind::InvalidData) => "the server's certificate is not trusted".to_owned(),
            Some(kind) => format!("the server cannot be reached: {kind}"),
            None => "the server cannot be reached".to_owned(),
        },
    };
    Failed { why, for_good: error.is_permanent() }
}

/// What the system said of the connection.
fn io_kind(error: &Error) -> Option<ErrorKind> {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return Some(error.kind());
        }
        cause = error.source();
    }
    None
}
