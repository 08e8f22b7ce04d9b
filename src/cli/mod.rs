//! The command line.

mod adopt_issuer;
mod backup;
mod check_config;
mod check_database;
mod explain_token;
mod healthcheck;
mod import;
mod keys;
mod migrate;
mod openapi;
mod operator;
mod serve;
mod signals;
mod user;

use std::{
    ffi::OsString,
    fmt::Display,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};

use crate::{
    App,
    config::{Environment, Settings, arguments},
    logging,
};

/// Sign users in, issue and verify JWTs, and keep every user's data their own
#[derive(Debug, Parser)]
#[command(name = "ownly", version, args_override_self = true)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Clone, Subcommand)]
enum Command {
    /// Serve the accounts and the data (this is done when no command is given)
    Serve,
    /// Bring the database's schema up to date and end
    Migrate,
    /// Print what was understood of the settings, secrets left out, and end
    CheckConfig,
    /// Copy the SQLite database into a new file, while the server runs, and end
    Backup {
        /// The file to make
        file: PathBuf,
    },
    /// Print the OpenAPI document of the HTTP API, and end
    Openapi,
    /// List, rotate and revoke the keys of our own that tokens are signed with, and end
    Keys {
        #[command(subcommand)]
        action: keys::Action,
    },
    /// Read a token from standard input, say which rule it keeps or breaks, and end
    ExplainToken,
    /// Let the rows in the database belong to the users of the issuer that is set, whoever's they were, and end
    AdoptIssuer,
    /// Print what the database holds, what a start would add and what stands in the way, and end
    CheckDatabase,
    /// List, make, change and delete users
    #[command(subcommand)]
    User(user::UserCommand),
    /// Take in users from lines of JSON or from another database of Better Auth's
    Import(import::ImportArguments),
    /// Ask the server that runs with these settings whether it is ready, and end
    Healthcheck,
}

/// The settings cannot be meant: `EX_CONFIG` of sysexits.h.
const BAD_CONFIG: u8 = 78;
/// The work could not be done.
const FAILED: u8 = 1;

/// Runs `app` with that command line and environment.
pub fn run(
    app: App,
    line: impl IntoIterator<Item = OsString>,
    environment: Environment,
) -> ExitCode {
    let cli = match parse(line, &environment) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    logging::start(cli.settings.log_format(), &environment);
    let command = cli.command.unwrap_or(Command::Serve);
    // What signs nothing needs no secret, and a check is to change nothing beside the database
    // either.
    let makes_no_secret =
        matches!(command, Command::CheckDatabase | Command::User(_) | Command::Import(_));
    let checked = if makes_no_secret { cli.settings.look() } else { cli.settings.check() };
    let config = match checked {
        Ok(config) => config,
        Err(error) => return complain(error, BAD_CONFIG),
    };
    match command {
        Command::Serve => ended(serve::run(app, config)),
        Command::Migrate => ended(migrate::run(app, &config)),
        Command::CheckConfig => ended(check_config::run(&config)),
        Command::Backup { file } => ended(backup::run(&config, &file)),
        Command::Openapi => ended(openapi::run(&config)),
        Command::Keys { action } => ended(keys::run(app, &config, action)),
        Command::ExplainToken => explain_token::run(app, &config),
        Command::AdoptIssuer => ended(adopt_issuer::run(app, &config)),
        Command::CheckDatabase => ended(check_database::run(app, &config)),
        Command::User(command) => ended(user::run(app, &config, command)),
        Command::Import(arguments) => ended(import::run(app, &config, arguments)),
        Command::Healthcheck => ended(healthcheck::run(&config)),
    }
}

/// The command, for those who document it.
pub fn command() -> clap::Command {
    Cli::command()
}

fn parse(
    line: impl IntoIterator<Item = OsString>,
    environment: &Environment,
) -> Result<Cli, ExitCode> {
    let command = Cli::command();
    let line: Vec<_> = line.into_iter().collect();
    let told = arguments(&command, environment, line.clone())
        .map_err(|error| complain(error, BAD_CONFIG))?;
    // The environment came in as an argument; clap must not look at the real one as well.
    let silent = command.clone().mut_args(|argument| argument.env(None::<&str>));
    let matches = silent.try_get_matches_from(told);
    matches.and_then(|matches| Cli::from_arg_matches(&matches)).map_err(|error| {
        let error = match error.kind() {
            // Help is to name the variables, which only the whole command knows.
            ErrorKind::DisplayHelp => command.try_get_matches_from(line).err().unwrap_or(error),
            _ => error,
        };
        _ = error.print();
        if error.use_stderr() { ExitCode::from(BAD_CONFIG) } else { ExitCode::SUCCESS }
    })
}

fn ended(done: Result<(), impl Display>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(error, FAILED),
    }
}

/// A pipe that was closed at the other end is no reason to panic.
fn say(words: impl Display) {
    _ = writeln!(io::stdout(), "{words}");
}

fn complain(error: impl Display, code: u8) -> ExitCode {
    _ = writeln!(io::stderr(), "ownly: {error}");
    ExitCode::from(code)
}
