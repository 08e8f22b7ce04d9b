//! The program's settings, as its users give them.

use clap::{Args, Command, FromArgMatches};
use ownly::config::{Config, Environment, Settings, arguments};

use crate::recorded::ORIGIN;

/// What the recorded servers signed with.
pub const SECRET: &str = "golden-secret-golden-secret-0123456789abcdef";

/// What all recordings share, and what makes a server of a test quick.
const SHARED: [(&str, &str); 7] = [
    ("BETTER_AUTH_SECRET", SECRET),
    ("BETTER_AUTH_URL", ORIGIN),
    ("OWNLY_DB_POOL", "4"),
    ("OWNLY_HASH_COST", "cheap"),
    ("OWNLY_HASH_THREADS", "1"),
    ("OWNLY_LISTEN", "127.0.0.1:0"),
    ("OWNLY_WORKERS", "1"),
];

/// Sets these beyond what all share; an empty value unsets one. The database stays.
pub fn set(config: &mut Config, settings: &[(&str, &str)]) {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let shared = SHARED.iter().map(owned);
    let environment = Environment::new(shared, settings.iter().map(owned));
    let command = Settings::augment_args(Command::new("ownly").args_override_self(true));
    let line = arguments(&command, &environment, ["ownly".into()]).unwrap();
    let matches = command.try_get_matches_from(line).unwrap();
    let told = Settings::from_arg_matches(&matches).unwrap().check().unwrap();
    *config = Config { database: config.database.clone(), ..told };
}
