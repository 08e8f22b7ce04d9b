//! Text that may be used but not shown.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;

/// A secret, such as the one cookies are signed and keys are sealed with.
///
/// It neither compares nor prints: `Debug` shows `Secret(…)`, whatever is inside.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// The bytes of the secret: UTF-8 where it was made from text.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether these are its bytes. Takes as long whatever they are, but for their number.
    pub fn is(&self, bytes: &[u8]) -> bool {
        verify_slices_are_equal(&self.0, bytes).is_ok()
    }

    /// How long the secret is, in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the secret has no bytes at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl From<Vec<u8>> for Secret {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_shows_nothing_of_itself() {
        let secret = Secret::from("correct horse".to_owned());
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "Secret(…) Some(Secret(…))");
    }

    #[test]
    fn a_secret_is_the_bytes_of_its_text() {
        let secret = Secret::from("ключ".to_owned());
        assert_eq!(secret.as_bytes(), "ключ".as_bytes());
        assert!(secret.is("ключ".as_bytes()));
        assert!(!secret.is(b"") && !secret.is("ключи".as_bytes()));
        assert_eq!(secret.len(), 8);
        assert!(!secret.is_empty());
        assert!(Secret::from(Vec::new()).is_empty());
    }
}
