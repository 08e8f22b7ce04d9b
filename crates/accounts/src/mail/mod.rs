//! Mail: what is written, how it is sent, and who waits for it (nobody does).

mod carrier;
mod folder;
mod html;
mod letter;
mod mailer;
mod message;
mod notice;
mod settings;
mod smtp;
mod smtp_server;
mod stdout;

pub(crate) use html::escaped;
pub(crate) use letter::Letter;
use letter::MailKind;
pub(crate) use mailer::{Addressed, Mailer};
use message::Mail;
pub(crate) use notice::Notice;
pub use settings::{BadMail, Delivery, MailSettings};
pub use smtp_server::{SmtpServer, SmtpTls};
