//! Which texts are e-mail addresses, and how they are stored.

/// An address of the syntax Better Auth accepts, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Email(String);

/// The text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
#[display("Invalid email")]
pub(crate) struct InvalidEmail;

impl Email {
    /// Reads an address: Better Auth 1.7's syntax, which is narrower than RFC 5322's: ASCII only,
    /// no quoted local part, no address literal, a domain of at least two labels. Nothing is
    /// trimmed, and no length is too much. What is accepted is lower-cased.
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let (local, domain) = text.split_once('@').ok_or(InvalidEmail)?;
        if is_local_part(local) && is_domain(domain) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(InvalidEmail)
        }
    }

    /// The address in lower case.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// PostgreSQL's index of addresses takes no much longer one. Better Auth knows no bound.
    pub(crate) fn is_too_long(&self) -> bool {
        self.0.len() > 2_000
    }

    /// The address in lower case, as an owned text.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

/// Atoms joined by single dots; an apostrophe may be anywhere but at the end.
fn is_local_part(local: &str) -> bool {
    !local.ends_with('\'')
        && local.split('.').all(|atom| {
            !atom.is_empty()
                && atom.bytes().all(|byte| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'\'' | b'+' | b'-')
                })
        })
}

/// Labels that start with a letter or digit, then a last one of letters only.
fn is_domain(domain: &str) -> bool {
    domain.rsplit_once('.').is_some_and(|(labels, last)| {
        last.len() >= 2
            && last.bytes().all(|byte| byte.is_ascii_alphabetic())
            && labels.split('.').all(is_label)
    })
}

fn is_label(label: &str) -> bool {
    label.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_38_addresses_better_auth_was_asked_about_are_answered_alike() {
        let probes: Vec<Value> =
            serde_json::from_str(include_str!("../tests/data/email-syntax.json")).unwrap();
        assert_eq!(probes.len(), 38);
        for probe in probes {
            let address = probe["email"].as_str().unwrap();
            assert_eq!(Email::parse(address).is_ok(), probe["accepted"], "{address}");
        }
    }

    #[rstest]
    #[case("")]
    #[case("@")]
    #[case("a@")]
    #[case("@a.bc")]
    #[case("a@@a.bc")]
    #[case("a@b@c.de")]
    #[case("a@.bc")]
    #[case("a@b.")]
    #[case("a@b.cd\n")]
    #[case("a\0@b.cd")]
    #[case("a@b.cd.")]
    #[case("a@b.c-d")]
    fn what_is_no_address_is_refused(#[case] text: &str) {
        assert_eq!(Email::parse(text), Err(InvalidEmail));
    }

    #[rstest]
    #[case("a'b@b.cd")]
    #[case("a'.b@b.cd")]
    #[case("a.'b@b.cd")]
    #[case("a@1-.bc")]
    fn odd_ones_the_syntax_allows_are_accepted(#[case] text: &str) {
        assert_eq!(Email::parse(text).map(Email::into_string), Ok(text.to_owned()));
    }

    #[test]
    fn an_address_is_kept_in_lower_case() {
        assert_eq!(Email::parse("Ada@Example.COM").unwrap().as_str(), "ada@example.com");
    }
}
