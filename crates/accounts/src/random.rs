//! Randomness as an argument: the operating system's in the server, chosen bytes in tests.

use std::{fmt, sync::Arc};

use aws_lc_rs::rand::{SecureRandom, SystemRandom};

type Fill = dyn Fn(&mut [u8]) -> Result<(), EntropyUnavailable> + Send + Sync;

/// The source had no random bytes to give; nothing may be made up in their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
#[display("no random bytes to be had")]
pub struct EntropyUnavailable;

/// Where random bytes come from.
#[derive(Clone)]
pub struct Entropy(Arc<Fill>);

impl Entropy {
    /// The operating system's generator, through AWS-LC.
    pub fn system() -> Self {
        let source = SystemRandom::new();
        Self::from_fn(move |bytes| source.fill(bytes).map_err(|_| EntropyUnavailable))
    }

    /// Bytes from `fill`, which overwrites the whole slice or fails.
    pub fn from_fn(
        fill: impl Fn(&mut [u8]) -> Result<(), EntropyUnavailable> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(fill))
    }

    /// A new secret to sign and seal with: 48 letters and digits, some 285 bits.
    ///
    /// # Errors
    /// When no random bytes are to be had.
    pub fn secret_text(&self) -> Result<String, EntropyUnavailable> {
        self.text(Alphabet::Mixed, 48)
    }

    /// Overwrites `bytes` with random ones.
    pub(crate) fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyUnavailable> {
        (self.0)(bytes)
    }

    /// `N` random bytes.
    pub(crate) fn bytes<const N: usize>(&self) -> Result<[u8; N], EntropyUnavailable> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// `length` characters of `alphabet`, each as likely as any other.
    ///
    /// Bytes past the largest multiple of the alphabet's size are thrown away: taking the
    /// remainder of all 256 would favour the first letters. A source that gives only such bytes
    /// counts as unavailable instead of being asked for ever.
    pub(crate) fn text(
        &self,
        alphabet: Alphabet,
        length: usize,
    ) -> Result<String, EntropyUnavailable> {
        let letters = alphabet.letters();
        let fair = 256 - 256 % letters.len();
        let mut text = String::with_capacity(length);
        // Of 64 bytes the unluckiest alphabet keeps 62 on average: three times as many draws as
        // 48 a draw would need are never needed from a random source.
        for _ in 0..3 * (length / 48 + 1) {
            let drawn = self.bytes::<64>()?.map(usize::from);
            let accepted = drawn.into_iter().filter(|&byte| byte < fair);
            text.extend(
                accepted
                    .map(|byte| char::from(letters[byte % letters.len()]))
                    .take(length - text.len()),
            );
            if text.len() == length {
                return Ok(text);
            }
        }
        Err(EntropyUnavailable)
    }

    /// The id of a row, and of a signing key (`kid`): 32 letters and digits.
    pub(crate) fn id(&self) -> Result<String, EntropyUnavailable> {
        self.text(Alphabet::Mixed, 32)
    }

    /// A session token: 32 letters and digits, about 190 bits.
    pub(crate) fn session_token(&self) -> Result<String, EntropyUnavailable> {
        self.text(Alphabet::Mixed, 32)
    }

    /// A password-reset token: 24 letters and digits.
    pub(crate) fn reset_token(&self) -> Result<String, EntropyUnavailable> {
        self.text(Alphabet::Mixed, 24)
    }

    /// A delete-account token: 32 lower-case letters and digits.
    pub(crate) fn delete_token(&self) -> Result<String, EntropyUnavailable> {
        self.text(Alphabet::Lower, 32)
    }

    /// An OAuth state: 32 characters that need no escaping in a URL.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the flows that go by another provider"))]
    pub(crate) fn oauth_state(&self) -> Result<String, EntropyUnavailable> {
        self.text(Alphabet::UrlSafe, 32)
    }
}

impl fmt::Debug for Entropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Entropy")
    }
}

/// The alphabets of Better Auth 1.7's generated texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// `A-Z a-z 0-9`
    Mixed,
    /// `a-z 0-9`
    Lower,
    /// `a-z 0-9 A-Z - _`
    UrlSafe,
}

impl Alphabet {
    const fn letters(self) -> &'static [u8] {
        match self {
            Self::Mixed => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
            Self::Lower => b"abcdefghijklmnopqrstuvwxyz0123456789",
            Self::UrlSafe => b"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    /// Bytes 0, 1, 2, … 255, 0, …
    fn counting() -> Entropy {
        let next = AtomicU8::new(0);
        Entropy::from_fn(move |bytes| {
            bytes.fill_with(|| next.fetch_add(1, Ordering::Relaxed));
            Ok(())
        })
    }

    #[test]
    fn over_all_bytes_each_letter_comes_up_equally_often() {
        for (alphabet, times) in
            [(Alphabet::Mixed, 4), (Alphabet::Lower, 7), (Alphabet::UrlSafe, 4)]
        {
            let letters = alphabet.letters();
            let text = counting().text(alphabet, letters.len() * times).unwrap();
            for &letter in letters {
                let count = text.bytes().filter(|&byte| byte == letter).count();
                assert_eq!(count, times, "{alphabet:?} {}", char::from(letter));
            }
        }
    }

    #[test]
    fn bytes_past_the_last_whole_round_of_the_alphabet_are_thrown_away() {
        let source = Entropy::from_fn(|bytes| {
            bytes.fill(255);
            bytes[63] = 1;
            Ok(())
        });
        assert_eq!(source.text(Alphabet::Mixed, 3).unwrap(), "BBB");
    }

    #[test]
    fn a_stuck_source_is_an_error_and_not_an_endless_loop() {
        let stuck = Entropy::from_fn(|bytes| {
            bytes.fill(255);
            Ok(())
        });
        assert_eq!(stuck.id(), Err(EntropyUnavailable));
    }

    #[test]
    fn a_failing_source_fails_whoever_asks_it() {
        let failing = Entropy::from_fn(|_| Err(EntropyUnavailable));
        assert_eq!(failing.session_token(), Err(EntropyUnavailable));
        assert_eq!(failing.bytes::<16>(), Err(EntropyUnavailable));
    }

    #[test]
    fn each_kind_of_text_has_its_length_and_alphabet() {
        let system = Entropy::system();
        for (text, length, alphabet) in [
            (system.id(), 32, Alphabet::Mixed),
            (system.session_token(), 32, Alphabet::Mixed),
            (system.reset_token(), 24, Alphabet::Mixed),
            (system.delete_token(), 32, Alphabet::Lower),
            (system.oauth_state(), 32, Alphabet::UrlSafe),
        ] {
            let text = text.unwrap();
            assert_eq!(text.len(), length);
            assert!(text.bytes().all(|byte| alphabet.letters().contains(&byte)), "{text}");
        }
        assert_ne!(system.id(), system.id());
    }

    #[test]
    fn long_texts_are_as_long_as_asked_for_and_empty_ones_empty() {
        let system = Entropy::system();
        assert_eq!(system.text(Alphabet::Mixed, 5000).unwrap().len(), 5000);
        assert_eq!(system.text(Alphabet::Mixed, 0).unwrap(), "");
        assert_eq!(format!("{system:?}"), "Entropy");
    }
}
