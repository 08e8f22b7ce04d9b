//! The program's settings, as its users give them.

use std::path::Path;

use clap::{Args, Command, FromArgMatches};
use ownly::config::{Config, Environment, Settings, arguments};

use crate::recorded::ORIGIN;

/// What the recorded servers signed with.
pub const SECRET: &str = "golden-secret-golden-secret-0123456789abcdef";

/// What all recordings share, and what makes a server of a test quick.
const SHARED: [(&str, &str); 11] = [
    ("BETTER_AUTH_SECRET", SECRET),
    ("BETTER_AUTH_URL", ORIGIN),
    ("OWNLY_COMMON_PASSWORDS", "allow"),
    ("OWNLY_DB_POOL", "4"),
    ("OWNLY_HASH_COST", "cheap"),
    ("OWNLY_HASH_THREADS", "1"),
    ("OWNLY_LISTEN", "127.0.0.1:0"),
    ("OWNLY_RATE_LIMIT", "off"),
    ("OWNLY_TRUSTED_PROXIES", "127.0.0.1"),
    // The recorded servers have none.
    ("OWNLY_WEB", "off"),
    ("OWNLY_WORKERS", "1"),
];

/// Whether this version has such a setting.
pub fn is_known(variable: &str) -> bool {
    let command = Settings::augment_args(Command::new("ownly"));
    command.get_arguments().any(|argument| argument.get_env().is_some_and(|name| name == variable))
}

/// Sets these beyond what all share; an empty value unsets one. The database stays, and mail goes
/// into a folder.
pub fn set(config: &mut Config, settings: &[(&str, &str)], mail: &Path) {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let mail = ("OWNLY_MAIL".to_owned(), format!("file:{}", mail.display()));
    let shared = SHARED.iter().map(owned).chain([mail]).filter(|(name, _)| is_known(name));
    // Where one of them is not known, nothing is asked of the server.
    let settings = settings.iter().map(owned).filter(|(name, _)| is_known(name));
    let environment = Environment::new(shared, settings);
    let command = Settings::augment_args(Command::new("ownly").args_override_self(true));
    let line = arguments(&command, &environment, ["ownly".into()]).unwrap();
    let matches = command.try_get_matches_from(line).unwrap();
    let told = Settings::from_arg_matches(&matches).unwrap().check().unwrap();
    *config = Config { database: config.database.clone(), ..told };
}
