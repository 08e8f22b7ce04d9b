//! Users from elsewhere.

mod database;
mod lines;
mod progress;

use std::{fs::File, io, path::PathBuf};

use accounts::{Admin, Imported, Outcome, SourceError};
use clap::Args;
use derive_more::{Display, Error, From};
use wall::UrlError;

use super::{
    operator::{OperatorError, open},
    say,
};
use crate::{App, config::Config};
use progress::Progress;

/// Users that are stored in one transaction.
const BATCH: usize = 500;

#[derive(Debug, Clone, Args)]
#[command(group = clap::ArgGroup::new("source").required(true))]
pub(super) struct ImportArguments {
    /// File of users, a JSON object a line: email, and if wanted id, name, emailVerified, image,
    /// password (a scrypt hash of Better Auth's), createdAt, updatedAt; - is standard input
    #[arg(group = "source")]
    file: Option<PathBuf>,
    /// Another database of Better Auth's: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME
    #[arg(long, group = "source", value_name = "URL")]
    from: Option<String>,
    /// File to read the URL of that database from
    #[arg(long, group = "source", value_name = "PATH")]
    from_file: Option<PathBuf>,
    /// With another database: its live sessions too, which go on where the secret is the same
    #[arg(long, conflicts_with = "file")]
    sessions: bool,
}

/// Why not all users were imported.
#[derive(Debug, Display, Error, From)]
pub(super) enum ImportError {
    Operator(OperatorError),
    #[display("the URL to import from: {_0}")]
    Url(UrlError),
    #[display("the database to import from: {_0}")]
    Source(SourceError),
    #[display("{}: {why}", file.display())]
    File {
        file: PathBuf,
        why: io::Error,
    },
    #[display("{_0} users were not imported; the rest is done")]
    #[from(ignore)]
    Refused(#[error(ignore)] u64),
}

impl From<accounts::AdminError> for ImportError {
    fn from(error: accounts::AdminError) -> Self {
        Self::Operator(error.into())
    }
}

/// Imports users, and says how many.
pub(super) fn run(
    app: App,
    config: &Config,
    arguments: ImportArguments,
) -> Result<(), ImportError> {
    let admin = open(app, config)?;
    let ImportArguments { file, from, from_file, sessions } = arguments;
    let from = match from_file {
        Some(file) => {
            let url = std::fs::read_to_string(&file);
            Some(url.map_err(|why| ImportError::File { file, why })?.trim_end().to_owned())
        }
        None => from,
    };
    let tally = actix_rt::System::new().block_on(async {
        match (from, file) {
            (Some(url), _) => {
                database::run(&admin, &url.parse()?, sessions, config.database.patience).await
            }
            (None, Some(file)) if file.as_os_str() != "-" => {
                let failed = |why| ImportError::File { file: file.clone(), why };
                let opened = File::open(&file).map_err(failed)?;
                let bytes = opened.metadata().map_err(failed)?.len();
                lines::run(&admin, io::BufReader::new(opened), Some(bytes)).await
            }
            (None, _) => lines::run(&admin, io::stdin().lock(), None).await,
        }
    })?;
    let Tally { new, there, refused } = tally;
    say(format_args!("imported {new}, already there {there}, refused {refused}"));
    if refused > 0 { Err(ImportError::Refused(refused)) } else { Ok(()) }
}

/// What became of the users.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    new: u64,
    there: u64,
    refused: u64,
}

impl Tally {
    /// Stores users, each with what to call it should it be refused.
    async fn import(
        &mut self,
        admin: &Admin,
        batch: Vec<(String, Imported)>,
        progress: &Progress,
    ) -> Result<(), ImportError> {
        let (names, users): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        for (name, outcome) in names.iter().zip(admin.import(users).await?) {
            match outcome {
                Ok(Outcome::New) => self.new += 1,
                Ok(Outcome::There) => self.there += 1,
                Err(why) => self.refuse(name, why, progress),
            }
        }
        progress.users(self.new + self.there + self.refused);
        Ok(())
    }

    fn refuse(&mut self, name: &str, why: impl std::fmt::Display, progress: &Progress) {
        self.refused += 1;
        progress.complain(format_args!("{name}: {why}"));
    }
}
