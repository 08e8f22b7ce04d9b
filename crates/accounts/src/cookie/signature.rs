//! Signed values: `<value>.<base64 of HMAC-SHA256>`.

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};

use crate::secret::Secret;

/// How long a signature is: 32 bytes in base64 with padding.
const SIGNATURE_LENGTH: usize = 44;

/// Signs and verifies with one secret.
#[derive(Clone)]
pub(super) struct Signer(hmac::Key);

impl Signer {
    /// The key is the secret's bytes as they are.
    pub(super) fn new(secret: &Secret) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()))
    }

    /// `value` and its signature in the standard alphabet with padding, joined by a dot.
    pub(super) fn sign(&self, value: &str) -> String {
        let signature = hmac::sign(&self.0, value.as_bytes());
        format!("{value}.{}", STANDARD.encode(signature))
    }

    /// HMAC-SHA256 of `message`.
    pub(super) fn mac(&self, message: &[u8]) -> hmac::Tag {
        hmac::sign(&self.0, message)
    }

    /// Whether `mac` is that. Takes the same time whatever byte of it is wrong.
    pub(super) fn is_mac(&self, message: &[u8], mac: &[u8]) -> bool {
        hmac::verify(&self.0, message, mac).is_ok()
    }

    /// What stands before the last dot of `signed`, if what follows is its signature. Takes the
    /// same time whatever byte of the signature is wrong.
    pub(super) fn verify<'a>(&self, signed: &'a str) -> Option<&'a str> {
        let (value, signature) = signed.rsplit_once('.')?;
        if value.is_empty() || signature.len() != SIGNATURE_LENGTH || !signature.ends_with('=') {
            return None;
        }
        let signature = STANDARD.decode(signature).ok()?;
        hmac::verify(&self.0, value.as_bytes(), &signature).ok()?;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn signer() -> Signer {
        Signer::new(&Secret::from("golden-secret-golden-secret-0123456789abcdef".to_owned()))
    }

    const SIGNED: &str =
        "qCWBljfnQaZiO6HQBulr3vM2VpsALsHx./gFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1//Aq+RF9Z8=";

    #[test]
    fn a_recorded_value_is_signed_and_verified_alike() {
        assert_eq!(signer().sign("qCWBljfnQaZiO6HQBulr3vM2VpsALsHx"), SIGNED);
        assert_eq!(signer().verify(SIGNED), Some("qCWBljfnQaZiO6HQBulr3vM2VpsALsHx"));
    }

    #[test]
    fn the_last_dot_divides_value_and_signature() {
        let signed = signer().sign("a.b.c");
        assert_eq!(signer().verify(&signed), Some("a.b.c"));
    }

    #[rstest]
    #[case::nothing("")]
    #[case::no_dot("qCWBljfnQaZiO6HQBulr3vM2VpsALsHx")]
    #[case::no_value("./gFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1//Aq+RF9Z8=")]
    #[case::no_signature("qCWBljfnQaZiO6HQBulr3vM2VpsALsHx.")]
    #[case::short("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.short")]
    #[case::zeros("qCWBljfnQaZiO6HQBulr3vM2VpsALsHx.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    #[case::other_secret(
        "qCWBljfnQaZiO6HQBulr3vM2VpsALsHx.3hc2rtPmQtrlbiphyeU+PBuAaxxKRkt7RpxWO0A4yQc="
    )]
    #[case::other_value(
        "QCWBljfnQaZiO6HQBulr3vM2VpsALsHx./gFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1//Aq+RF9Z8="
    )]
    #[case::base64url(
        "oSyp3Kwr4j44veVsyCDqm5OZ00NyTPpv.ivQrjT0WoY5y0Kn2RSb-eqGyImgrWQCQXIrqGneO9Ok"
    )]
    #[case::unpadded(
        "qCWBljfnQaZiO6HQBulr3vM2VpsALsHx./gFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1//Aq+RF9Z8"
    )]
    #[case::non_canonical(
        "qCWBljfnQaZiO6HQBulr3vM2VpsALsHx./gFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1//Aq+RF9Z9="
    )]
    #[case::two_bytes_short(
        "qCWBljfnQaZiO6HQBulr3vM2VpsALsHx.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="
    )]
    #[case::no_base64(
        "qCWBljfnQaZiO6HQBulr3vM2VpsALsHx.*gFZ9vv4OZwCDAdjCkoMSBUC8ZI6tsbL1//Aq+RF9Z8="
    )]
    fn anything_else_does_not_verify(#[case] signed: &str) {
        assert_eq!(signer().verify(signed), None);
    }
}
