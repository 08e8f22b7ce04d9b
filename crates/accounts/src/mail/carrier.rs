//! The ways mail goes, behind one door.

use std::{io, path::PathBuf};

use lettre::message::Mailbox;

use super::{Delivery, Mail, MailSettings, folder, smtp::Smtp, stdout};
use crate::Origin;

/// Why a mail was not sent, in words that the log may have: no address and no link.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) why: String,
    /// Whether trying again is of no use.
    pub(super) for_good: bool,
}

/// Takes one mail after another to where they go.
pub(super) enum Carrier {
    Print,
    Folder(PathBuf),
    Smtp(Box<Smtp>),
}

impl Carrier {
    /// Makes the folder, or reads the certificates to trust; connects to nothing.
    pub(super) fn new(settings: &MailSettings, origin: &Origin) -> io::Result<Self> {
        Ok(match &settings.delivery {
            Delivery::Print => Self::Print,
            Delivery::Folder(path) => {
                folder::make(path).map_err(|error| {
                    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
                })?;
                Self::Folder(path.clone())
            }
            Delivery::Smtp(server) => {
                let from = sender(settings, origin.host())?;
                let smtp = Smtp::new(server, from, origin.host()).map_err(io::Error::other)?;
                Self::Smtp(Box::new(smtp))
            }
        })
    }

    /// Takes a mail there. Blocks.
    pub(super) fn carry(&self, mail: &Mail, number: u64) -> Result<(), Failed> {
        match self {
            Self::Print => stdout::print(mail),
            Self::Folder(path) => folder::write(path, mail, number),
            Self::Smtp(smtp) => smtp.send(mail),
        }
    }
}

fn sender(settings: &MailSettings, host: &str) -> io::Result<Mailbox> {
    let from = settings.from.clone().unwrap_or_else(|| format!("Ownly <no-reply@{host}>"));
    let unfit = |_| io::Error::other(format!("{from} is no sender's address; set OWNLY_MAIL_FROM"));
    from.parse().map_err(unfit)
}
