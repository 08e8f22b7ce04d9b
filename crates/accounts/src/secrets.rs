//! Several secrets at once, so that one can take another's place.

use derive_more::{Display, Error};

use crate::Secret;

/// The secrets of a server: one, or several by version, as Better Auth's options `secret` and
/// `secrets`.
///
/// With versions the first is current: it alone signs cookies, and cookies that another signed are
/// not accepted. What is sealed names the version that opens it.
#[derive(Debug, Clone)]
pub struct Secrets {
    current: Secret,
    version: Option<u32>,
    older: Vec<(u32, Secret)>,
    legacy: Option<Secret>,
}

/// A text that does not tell secrets and their versions. It shows no secret.
#[derive(Debug, Display, Error, Clone, Copy, PartialEq, Eq)]
pub enum SecretsError {
    /// An entry, counted from 1, is not a version, a colon and a secret.
    #[display(
        "entry {entry} is not VERSION:SECRET with a version such as 2 and no comma in the secret, \
         as in 2:new-secret,1:old-secret"
    )]
    Malformed {
        /// Counted from 1.
        entry: usize,
    },
    /// Two entries have the same version.
    #[display("version {version} is there twice")]
    Twice {
        /// The version.
        version: u32,
    },
}

impl Secrets {
    /// Of a text such as `2:new-secret,1:old-secret`, the current one first. `legacy` is the
    /// secret from before there were versions; it opens what names none.
    ///
    /// # Errors
    /// The first entry that cannot be read, or a version that is there twice.
    pub fn parse(text: &str, legacy: Option<Secret>) -> Result<Self, SecretsError> {
        let mut entries = Vec::<(u32, Secret)>::new();
        for (at, entry) in text.split(',').enumerate() {
            let (version, secret) = parse_entry(entry).ok_or(malformed(at))?;
            if entries.iter().any(|(known, _)| *known == version) {
                return Err(SecretsError::Twice { version });
            }
            entries.push((version, secret));
        }
        let mut entries = entries.into_iter();
        let (version, current) = entries.next().ok_or(malformed(0))?;
        Ok(Self { current, version: Some(version), older: entries.collect(), legacy })
    }

    /// The secret that signs, and seals what is new.
    pub fn current(&self) -> &Secret {
        &self.current
    }

    /// Its version; `None` where there are no versions.
    pub fn current_version(&self) -> Option<u32> {
        self.version
    }

    /// The secret of a version.
    pub fn version(&self, version: u32) -> Option<&Secret> {
        if self.version == Some(version) {
            return Some(&self.current);
        }
        self.older.iter().find(|(known, _)| *known == version).map(|(_, secret)| secret)
    }

    /// The secret that opens what names no version: the only one, or the one from before there
    /// were versions.
    pub fn legacy(&self) -> Option<&Secret> {
        match self.version {
            None => Some(&self.current),
            Some(_) => self.legacy.as_ref(),
        }
    }

    /// All versions, the current one first; none where there are no versions.
    pub fn versions(&self) -> impl Iterator<Item = u32> {
        self.version.into_iter().chain(self.older.iter().map(|(version, _)| *version))
    }

    /// All of them, the current one first and the one from before there were versions last.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Secret> {
        let older = self.older.iter().map(|(_, secret)| secret);
        [&self.current].into_iter().chain(older).chain(&self.legacy)
    }
}

impl From<Secret> for Secrets {
    /// The one secret, without a version.
    fn from(current: Secret) -> Self {
        Self { current, version: None, older: Vec::new(), legacy: None }
    }
}

fn malformed(at: usize) -> SecretsError {
    SecretsError::Malformed { entry: at + 1 }
}

fn parse_entry(entry: &str) -> Option<(u32, Secret)> {
    let (version, secret) = entry.trim().split_once(':')?;
    let (number, secret) = (version.parse::<u32>().ok()?, secret.trim());
    let plain = number.to_string() == version && !secret.is_empty();
    plain.then(|| (number, Secret::from(secret.to_owned())))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn text(secret: Option<&Secret>) -> Option<&str> {
        secret.map(|secret| str::from_utf8(secret.as_bytes()).unwrap())
    }

    #[test]
    fn the_first_is_current_and_each_is_found_by_its_version() {
        let secrets = Secrets::parse(" 2:new, 1:o:ld ,0:first", None).unwrap();
        assert_eq!(text(Some(secrets.current())), Some("new"));
        assert_eq!(secrets.current_version(), Some(2));
        assert_eq!(secrets.versions().collect::<Vec<_>>(), [2, 1, 0]);
        let found = [0, 1, 2, 3].map(|version| text(secrets.version(version)));
        assert_eq!(found, [Some("first"), Some("o:ld"), Some("new"), None]);
        assert!(secrets.legacy().is_none());
    }

    #[test]
    fn what_names_no_version_is_for_the_secret_from_before() {
        let before = Secret::from("before".to_owned());
        let secrets = Secrets::parse("1:new", Some(before.clone())).unwrap();
        assert_eq!(text(secrets.legacy()), Some("before"));
        let alone = Secrets::from(before);
        assert_eq!(text(alone.legacy()), Some("before"));
        assert_eq!(text(Some(alone.current())), Some("before"));
        assert_eq!((alone.current_version(), alone.versions().count()), (None, 0));
        assert!(alone.version(0).is_none());
    }

    #[rstest]
    #[case("", "entry 1 is not")]
    #[case("2:new,", "entry 2 is not")]
    #[case("2:new,old", "entry 2 is not")]
    #[case("x:new", "entry 1 is not")]
    #[case("-1:new", "entry 1 is not")]
    #[case("02:new", "entry 1 is not")]
    #[case("+2:new", "entry 1 is not")]
    #[case("2.0:new", "entry 1 is not")]
    #[case("4294967296:new", "entry 1 is not")]
    #[case("2: ", "entry 1 is not")]
    #[case("2:new,1:old,2:newer", "version 2 is there twice")]
    fn anything_else_is_refused_without_showing_it(#[case] text: &str, #[case] words: &str) {
        let error = Secrets::parse(text, None).unwrap_err().to_string();
        assert!(error.starts_with(words), "{error}");
        assert!(!error.contains("newer") && !error.contains("old,"), "{error}");
    }

    #[test]
    fn nothing_shows_a_secret() {
        let secrets = Secrets::parse("2:hush,1:whisper", None).unwrap();
        let shown = format!("{secrets:?}");
        assert!(!shown.contains("hush") && !shown.contains("whisper"), "{shown}");
    }
}
