//! Mail: what is written, how it is sent, and who waits for it (nobody does).

mod carrier;
mod folder;
mod letter;
mod mailer;
mod settings;
mod smtp;
mod stdout;

use letter::Mail;
pub(crate) use letter::{Letter, escaped};
pub(crate) use mailer::{Addressed, Mailer};
pub use settings::{BadMail, Delivery, MailSettings};
pub use smtp::{SmtpServer, SmtpTls};
