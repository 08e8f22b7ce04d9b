//! The environment as an argument: variables become flags, which the flags of the command line
//! come after and win over.

use std::{collections::BTreeMap, ffi::OsString};

use clap::Command;

use super::ConfigError;

/// Variables by name. One that is empty counts as not there: a Compose file cannot leave one out.
#[derive(Debug, Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

/// Variables of the wider world that the program heeds.
const OTHERS: &[&str] = &[];

impl Environment {
    /// The variables of `.env` and, winning over them, those of the process.
    pub fn new(
        file: impl IntoIterator<Item = (String, String)>,
        process: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let all = file.into_iter().chain(process);
        let mut variables: BTreeMap<_, _> = all.collect();
        variables.retain(|_, value| !value.trim().is_empty());
        Self(variables)
    }

    /// The value of a variable.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// The command line, after what the environment says in the form of flags.
///
/// # Errors
/// [`ConfigError::Unknown`] for a variable that starts with `OWNLY_` and is no setting.
pub fn arguments(
    command: &Command,
    environment: &Environment,
    line: impl IntoIterator<Item = OsString>,
) -> Result<Vec<OsString>, ConfigError> {
    let settings: BTreeMap<String, String> = command
        .get_arguments()
        .filter_map(|argument| {
            let name = argument.get_env()?.to_str()?.to_owned();
            Some((name, format!("--{}", argument.get_long()?)))
        })
        .collect();

    for name in environment.0.keys().filter(|name| name.starts_with("OWNLY_")) {
        if !settings.contains_key(name) && !OTHERS.contains(&name.as_str()) {
            let meant = settings.keys().min_by_key(|known| distance(known, name)).cloned();
            let meant = meant.filter(|known| distance(known, name) <= 4);
            return Err(ConfigError::Unknown { name: name.clone(), meant });
        }
    }

    let mut line = line.into_iter();
    let program = line.next().unwrap_or_else(|| command.get_name().into());
    let said = settings.iter().filter_map(|(name, flag)| {
        let value = environment.get(name)?;
        Some(OsString::from(format!("{flag}={value}")))
    });
    Ok([program].into_iter().chain(said).chain(line).collect())
}

/// How many letters two names differ by (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in b.bytes().enumerate() {
            let changed = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
