//! The stored form of a password: `<32 hex salt>:<128 hex key>`, as Better Auth 1.7 writes it.

use std::{fmt, str::FromStr};

use aws_lc_rs::constant_time::verify_slices_are_equal;
use scrypt::Params;
use unicode_normalization::UnicodeNormalization;

use crate::hex;

const SALT_HEX: usize = 32;
const KEY_BYTES: usize = 64;

/// How much work a hash is. It is the server's setting and not part of what is stored: a hash made
/// at one cost does not verify at the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Better Auth's: scrypt with N = 16384, r = 16, p = 1; 32 MiB and some 50 to 100 ms.
    Standard,
    /// Microseconds: for tests only, where many users sign in and no password is worth guarding.
    Cheap,
}

impl Cost {
    #[expect(clippy::unwrap_used, reason = "both sets of numbers are within scrypt's bounds")]
    fn params(self) -> Params {
        match self {
            Self::Standard => Params::new(14, 16, 1).unwrap(),
            Self::Cheap => Params::new(4, 1, 1).unwrap(),
        }
    }
}

/// A stored text is not a hash of ours. This is a fault of the data, not of who signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
#[display("the stored password hash cannot be read")]
pub(crate) struct CorruptHash;

/// A password hash, made or read.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct StoredHash {
    /// The salt's hex digits. They are what scrypt is fed, as ASCII: Better Auth never decodes them.
    salt: String,
    key: [u8; KEY_BYTES],
}

impl StoredHash {
    /// Hashes `password` with `salt`: blocks its thread for as long as `cost` says.
    pub(crate) fn new(password: &str, salt: [u8; 16], cost: Cost) -> Self {
        let salt = hex::encode(&salt);
        let key = derive(password, &salt, cost);
        Self { salt, key }
    }

    /// Whether `password` is the one: costs one hash, and compares in constant time.
    pub(crate) fn verify(&self, password: &str, cost: Cost) -> bool {
        let key = derive(password, &self.salt, cost);
        verify_slices_are_equal(&self.key, &key).is_ok()
    }

    /// The text to store, 161 characters.
    pub(crate) fn to_text(&self) -> String {
        format!("{}:{}", self.salt, hex::encode(&self.key))
    }
}

impl FromStr for StoredHash {
    type Err = CorruptHash;

    fn from_str(stored: &str) -> Result<Self, CorruptHash> {
        let (salt, key) = stored.split_once(':').ok_or(CorruptHash)?;
        if salt.len() != SALT_HEX || !salt.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(CorruptHash);
        }
        let key = hex::decode(key).and_then(|key| key.try_into().ok()).ok_or(CorruptHash)?;
        Ok(Self { salt: salt.to_owned(), key })
    }
}

impl fmt::Debug for StoredHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredHash(…)")
    }
}

/// scrypt over the NFKC form of the password, so that what looks alike is alike on any keyboard.
#[expect(clippy::unwrap_used, reason = "scrypt takes every output length from 1 to 2^37 bytes")]
fn derive(password: &str, salt: &str, cost: Cost) -> [u8; KEY_BYTES] {
    let password: String = password.nfkc().collect();
    let mut key = [0; KEY_BYTES];
    scrypt::scrypt(password.as_bytes(), salt.as_bytes(), &cost.params(), &mut key).unwrap();
    key
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::Value;

    use super::*;

    const CHEAP: Cost = Cost::Cheap;

    #[test]
    fn better_auths_own_hashes_verify_and_are_made_again_byte_for_byte() {
        let vectors: Vec<Value> =
            serde_json::from_str(include_str!("../../tests/data/password-hashes.json")).unwrap();
        assert_eq!(vectors.len(), 8);
        for vector in vectors {
            let password = vector["password"].as_str().unwrap();
            let stored = vector["hash"].as_str().unwrap();
            let salt = hex::decode(&stored[..32]).unwrap().try_into().unwrap();
            let made = StoredHash::new(password, salt, Cost::Standard).to_text();
            assert_eq!(made == stored, vector["verifies"], "{password}");
        }
    }

    #[test]
    fn a_hash_of_standard_cost_verifies_at_standard_cost_alone() {
        let stored = StoredHash::new("correct horse", [7; 16], Cost::Standard);
        assert!(stored.verify("correct horse", Cost::Standard));
        assert!(!stored.verify("correct horses", Cost::Standard));
        assert!(!stored.verify("correct horse", Cost::Cheap));
    }

    #[test]
    fn a_cheap_hash_verifies_at_cheap_cost() {
        let stored = StoredHash::new("correct horse", [7; 16], CHEAP);
        assert!(stored.verify("correct horse", CHEAP));
        assert!(!stored.verify("Correct horse", CHEAP));
    }

    #[test]
    fn the_salt_counts() {
        let hashes = [1, 2].map(|salt| StoredHash::new("correct horse", [salt; 16], CHEAP).key);
        assert_ne!(hashes[0], hashes[1]);
    }

    #[test]
    fn a_hash_survives_being_stored() {
        let hash = StoredHash::new("correct horse", [0xab; 16], CHEAP);
        let text = hash.to_text();
        assert_eq!(text.len(), 161);
        assert!(text.starts_with("abababababababababababababababab:"));
        assert_eq!(text.parse(), Ok(hash));
    }

    #[rstest]
    #[case("")]
    #[case(":")]
    #[case("plain text")]
    #[case(&"a".repeat(161))]
    #[case(&format!("{}:{}", "a".repeat(32), "b".repeat(127)))]
    #[case(&format!("{}:{}", "a".repeat(32), "b".repeat(130)))]
    #[case(&format!("{}:{}", "a".repeat(31), "b".repeat(128)))]
    #[case(&format!("{}:{}", "g".repeat(32), "b".repeat(128)))]
    #[case(&format!("{}:{}", "a".repeat(32), "x".repeat(128)))]
    #[case(&format!("{}:{}:", "a".repeat(32), "b".repeat(128)))]
    #[case("$2b$12$abcdefghijklmnopqrstuv")]
    fn another_text_is_corrupt_and_not_a_wrong_password(#[case] stored: &str) {
        assert_eq!(stored.parse::<StoredHash>(), Err(CorruptHash));
    }

    #[test]
    fn a_hash_shows_nothing_of_itself() {
        let hash = StoredHash::new("correct horse", [0; 16], CHEAP);
        assert_eq!(format!("{hash:?}"), "StoredHash(…)");
    }
}
