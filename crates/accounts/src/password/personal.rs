//! Passwords made of what anyone knows of the user or of the site.

/// Fewer letters than these are in too many passwords by chance.
const LEAST_LETTERS: usize = 3;

/// Whether signs and digits alone tell the password from the address, from what stands before its
/// `@`, from the site's host or a part of that, or from the name of this program. (OWASP ASVS 5.0,
/// 6.2.11.)
pub(super) fn is_personal(password: &str, email: &str, host: &str) -> bool {
    let local = email.split('@').next().unwrap_or_default();
    let mut known = [email, local, host, "ownly"].into_iter().chain(host.split('.'));
    let letters = letters(password);
    let lower = password.to_lowercase();
    known.any(|known| {
        lower == known.to_lowercase()
            || (letters.chars().count() >= LEAST_LETTERS && letters == self::letters(known))
    })
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ada.lovelace@example.com")]
    #[case("Ada.Lovelace")]
    #[case("adalovelace1815!")]
    #[case("!!Ada-Lovelace!!")]
    #[case("tasks.example.org")]
    #[case("tasks2026")]
    #[case("Example#1")]
    #[case("ownly-1234")]
    fn what_anyone_knows_is_no_password(#[case] password: &str) {
        assert!(is_personal(password, "ada.lovelace@example.com", "tasks.example.org"));
    }

    #[rstest]
    #[case("lovelace ada's horse")]
    #[case("ada lovelace countess")]
    #[case("12345678901")]
    #[case("        ")]
    #[case("84719a23")]
    fn anything_else_may_be_one(#[case] password: &str) {
        assert!(!is_personal(password, "ada.lovelace@example.com", "a.example.org"));
    }

    #[test]
    fn an_address_of_digits_is_known_too() {
        assert!(is_personal("4915112345678", "4915112345678@example.com", "[::1]"));
        assert!(!is_personal("4915112345679", "4915112345678@example.com", "[::1]"));
    }
}
