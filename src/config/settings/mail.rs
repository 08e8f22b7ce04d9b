//! How mail is sent.

use std::net::SocketAddr;

use accounts::{Delivery, MailSettings, Secret};
use clap::Args;

use super::super::{ConfigError, secrets};

#[derive(Debug, Args)]
#[command(next_help_heading = "Mail")]
pub(super) struct MailArguments {
    /// How mail is sent: log (printed), off, file:FOLDER, smtp://USER:PASSWORD@HOST:PORT (by STARTTLS) or smtps://USER:PASSWORD@HOST [default: log on loopback, or else off]
    #[arg(long, env = "OWNLY_MAIL", global = true, value_name = "WAY")]
    #[arg(hide_env_values = true)]
    mail: Option<Secret>,

    /// File to read that from
    #[arg(long, env = "OWNLY_MAIL_FILE", global = true, value_name = "PATH")]
    mail_file: Option<String>,

    /// Sender of mail: an address, or a name and an address in <> [default: no-reply@ the public origin's host]
    #[arg(long, env = "OWNLY_MAIL_FROM", global = true, value_name = "SENDER")]
    mail_from: Option<String>,
}

impl MailArguments {
    /// Printed mail shows whoever reads the output a way in: that is for one's own machine.
    pub(super) fn check(self, listen: SocketAddr) -> Result<Option<MailSettings>, ConfigError> {
        let here = listen.ip().is_loopback();
        let told = match (self.mail, self.mail_file) {
            (Some(_), Some(_)) => return Err(ConfigError::Twice { name: "OWNLY_MAIL" }),
            (None, Some(path)) => Some(secrets::read("OWNLY_MAIL_FILE", &path)?),
            (told, None) => told.map(|told| String::from_utf8_lossy(told.as_bytes()).into_owned()),
        };
        let delivery = match told.as_deref().map(str::trim) {
            Some("off") => return Ok(None),
            Some(way) => way.parse().map_err(ConfigError::Mail)?,
            None if here => Delivery::Print,
            None => {
                log::warn!(
                    "no OWNLY_MAIL is set: nobody can reset a password or verify an address"
                );
                return Ok(None);
            }
        };
        if matches!(delivery, Delivery::Print) && !here {
            return Err(ConfigError::PrintedMail { listen });
        }
        let settings = MailSettings::new(delivery);
        match self.mail_from {
            Some(from) => settings.sent_by(from).map(Some).map_err(ConfigError::MailFrom),
            None => Ok(Some(settings)),
        }
    }
}
