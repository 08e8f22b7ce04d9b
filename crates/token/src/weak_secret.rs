use derive_more::{Display, Error};

/// Fewest bytes of a shared secret: the length of the hash (RFC 7518 §3.2)
const MIN_SECRET_BYTES: usize = 32;

/// A shared secret that can be guessed
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Error)]
#[display("the shared secret has {length} bytes; HS256 needs at least {MIN_SECRET_BYTES}")]
pub struct WeakSecret {
    /// Its length in bytes
    pub length: usize,
}

impl WeakSecret {
    pub(crate) fn check(secret: &[u8]) -> Result<(), Self> {
        let length = secret.len();
        if length < MIN_SECRET_BYTES { Err(Self { length }) } else { Ok(()) }
    }
}
