//! Where secrets come from.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use accounts::{Entropy, Secret, Secrets};
use wall::DatabaseUrl;

use super::ConfigError;

/// Fewer bytes than this can be guessed.
const LEAST_BYTES: usize = 32;

/// The secret that was given in the variable `name` or in the file that `name_FILE` names, if it
/// is fit to be one.
pub(super) fn given(
    name: &'static str,
    secret: Option<Secret>,
    file: Option<String>,
) -> Result<Option<Secret>, ConfigError> {
    match told(name, secret, file)? {
        Some(secret) if !is_fit(&secret) => Err(ConfigError::WeakSecret { name }),
        secret => Ok(secret),
    }
}

fn told(
    name: &'static str,
    secret: Option<Secret>,
    file: Option<String>,
) -> Result<Option<Secret>, ConfigError> {
    match (secret, file) {
        (Some(_), Some(_)) => Err(ConfigError::Twice { name }),
        (None, Some(path)) => Ok(Some(Secret::from(read(&format!("{name}_FILE"), &path)?))),
        (secret, None) => Ok(secret),
    }
}

/// What is given of a secret: its value, and the file that holds it.
pub(super) type Given = (Option<Secret>, Option<String>);

/// The secrets that were given, by version or alone. Only the current one must be fit: a weak one
/// could not be replaced otherwise.
pub(super) fn versioned(
    (secrets, secrets_file): Given,
    (secret, secret_file): Given,
) -> Result<Option<Secrets>, ConfigError> {
    const NAME: &str = "BETTER_AUTH_SECRET";
    const NAMES: &str = "BETTER_AUTH_SECRETS";
    let Some(secrets) = told(NAMES, secrets, secrets_file)? else {
        return Ok(given(NAME, secret, secret_file)?.map(Secrets::from));
    };
    let legacy = told(NAME, secret, secret_file)?;
    let text = String::from_utf8_lossy(secrets.as_bytes());
    let secrets = Secrets::parse(&text, legacy).map_err(ConfigError::Secrets)?;
    if is_fit(secrets.current()) {
        Ok(Some(secrets))
    } else {
        Err(ConfigError::WeakSecret { name: NAMES })
    }
}

/// Long enough, and neither one character over and over nor an example out of a manual.
fn is_fit(secret: &Secret) -> bool {
    const EXAMPLES: &[&str] = &["change", "example", "your-secret", "better-auth-secret"];
    let bytes = secret.as_bytes();
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    bytes.len() >= LEAST_BYTES
        && bytes.iter().any(|byte| Some(byte) != bytes.first())
        && !EXAMPLES.iter().any(|example| text.starts_with(example))
}

/// What a file holds, without the line's end that editors leave there.
pub(super) fn read(name: &str, path: &str) -> Result<String, ConfigError> {
    let unreadable = |error: io::Error| ConfigError::Unreadable {
        name: name.to_owned(),
        path: path.to_owned(),
        why: error.to_string(),
    };
    let text = fs::read_to_string(path).map_err(unreadable)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// What to do where a secret is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// Make it, and keep it.
    Make,
    /// Do without: it is empty.
    LeaveOut,
}

/// The secret of a server on loopback that was given none: made once and kept, for its owner's
/// eyes only, beside the database that needs it.
pub(super) fn kept_beside(database: &DatabaseUrl, missing: Missing) -> Result<Secret, ConfigError> {
    let path = match database {
        DatabaseUrl::Sqlite(path) => path.with_file_name("secret"),
        DatabaseUrl::Postgres(_) => PathBuf::from("data/secret"),
    };
    let failed = |error: io::Error| ConfigError::Unreadable {
        name: "BETTER_AUTH_SECRET".to_owned(),
        path: path.display().to_string(),
        why: error.to_string(),
    };
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Secret::from(text.trim_end().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if missing == Missing::LeaveOut {
                return Ok(Secret::from(String::new()));
            }
            let secret = Entropy::system().secret_text().map_err(io::Error::other);
            let secret = secret.map_err(failed)?;
            keep(&path, &secret).map_err(failed)?;
            log::warn!("no BETTER_AUTH_SECRET is set: made one and kept it in {}", path.display());
            Ok(Secret::from(secret))
        }
        Err(error) => Err(failed(error)),
    }
}

fn keep(path: &Path, secret: &str) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{secret}")?;
    file.sync_all()
}
