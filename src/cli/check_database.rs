use accounts::Opener;
use chrono::Utc;
use derive_more::{Display, Error, From};

use super::say;
use crate::{App, config::Config};

/// Why a database cannot be served, or that it could not be looked at.
#[derive(Debug, Display, Error, From)]
pub(super) enum CheckError {
    #[display("database: {_0}")]
    Database(wall::DatabaseError),
    #[display("this database cannot be served as it is")]
    InTheWay,
}

/// Prints what the database holds, what a start would add and what stands in the way. Changes
/// nothing.
pub(super) fn run(app: App, config: &Config) -> Result<(), CheckError> {
    let (url, patience) = (&config.database.url, config.database.patience);
    say(format_args!("database      {url}"));
    let told = config.accounts.as_ref().filter(|_| config.tokens.secret.is_none());
    let opener =
        told.map(|told| Opener { secrets: told.secrets.clone(), settings: config.tokens.keys });
    let Some(report) = accounts::report(url, opener.as_ref(), Utc::now(), patience)? else {
        say("nothing is there yet: a start makes it");
        return Ok(());
    };
    say(&report);
    let waiting = wall::waiting(app.migrations, &app.tables, url, patience)?;
    let (migrations, in_the_way) =
        waiting.map(|waiting| (waiting.migrations, waiting.in_the_way)).unwrap_or_default();
    for name in migrations {
        say(format_args!("will run      migration {name}"));
    }
    for table in &in_the_way {
        say(format_args!("in the way    a table {table} that is not Ownly's"));
    }
    if report.can_be_served() && in_the_way.is_empty() {
        say("this database can be served");
        Ok(())
    } else {
        Err(CheckError::InTheWay)
    }
}
