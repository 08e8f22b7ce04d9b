//! How long a password must and may be, and that it is not everybody's.

use passwords::analyzer::is_common_password;

use super::personal::is_personal;

/// The bounds of a password's length, in UTF-16 code units as JavaScript counts: four emoji are
/// eight; and what becomes of common ones. There is no other rule here; spaces count and are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PasswordPolicy {
    /// The shortest password that can be chosen.
    pub(crate) min: usize,
    /// The longest password that can be chosen or tried.
    pub(crate) max: usize,
    /// What becomes of one that many others have chosen too.
    pub(crate) common: CommonPasswords,
}

/// What becomes of a chosen password that is among the 100,000 most common ones, or is made of the
/// user's address or the site's name. (NIST SP 800-63B, 3.1.1.2; OWASP ASVS 5.0, 6.2.4 and 6.2.11.)
/// One that was chosen before is taken at sign-in all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display)]
pub enum CommonPasswords {
    /// It is refused.
    #[display("refuse")]
    Refuse,
    /// It is taken, as Better Auth does without its plugin.
    #[display("allow")]
    Allow,
}

/// Why a password is not taken. The texts are Better Auth's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
pub(crate) enum PolicyFault {
    /// Fewer code units than the minimum.
    #[display("Password too short")]
    TooShort,
    /// More code units than the maximum.
    #[display("Password too long")]
    TooLong,
    /// One of the most common ones. The code is that of Better Auth's plugin `haveibeenpwned`.
    #[display("This password is among the most common ones. Choose another.")]
    Common,
    /// One that its user's address or the site's name tells.
    #[display("This password is made of your address or of the site's name. Choose another.")]
    Personal,
}

impl PolicyFault {
    /// The `code` of the answer.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "PASSWORD_TOO_SHORT",
            Self::TooLong => "PASSWORD_TOO_LONG",
            Self::Common | Self::Personal => "PASSWORD_COMPROMISED",
        }
    }
}

impl Default for PasswordPolicy {
    /// Better Auth's bounds, 8 to 128; common ones are refused.
    fn default() -> Self {
        Self { min: 8, max: 128, common: CommonPasswords::Refuse }
    }
}

impl PasswordPolicy {
    /// Whether the password may be chosen.
    pub(crate) fn check_new(&self, password: &str) -> Result<(), PolicyFault> {
        if password.encode_utf16().count() < self.min {
            return Err(PolicyFault::TooShort);
        }
        self.check_tried(password)?;
        match self.common {
            CommonPasswords::Refuse if is_common(password) => Err(PolicyFault::Common),
            CommonPasswords::Refuse | CommonPasswords::Allow => Ok(()),
        }
    }

    /// Whether the password may be chosen by the user of that address, on a site of that host.
    pub(crate) fn check_personal(
        &self,
        password: &str,
        email: &str,
        host: &str,
    ) -> Result<(), PolicyFault> {
        match self.common {
            CommonPasswords::Refuse if is_personal(password, email, host) => {
                Err(PolicyFault::Personal)
            }
            CommonPasswords::Refuse | CommonPasswords::Allow => Ok(()),
        }
    }

    /// Whether the password may be tried: a short one is merely wrong (Better Auth 1.7 answers 401
    /// to it), while a long one would cost work for nothing.
    pub(crate) fn check_tried(&self, password: &str) -> Result<(), PolicyFault> {
        if password.encode_utf16().count() > self.max {
            return Err(PolicyFault::TooLong);
        }
        Ok(())
    }
}

/// Letter case makes no common password a rare one.
fn is_common(password: &str) -> bool {
    is_common_password(password) || is_common_password(password.to_lowercase())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", Err(PolicyFault::TooShort))]
    #[case("1234567", Err(PolicyFault::TooShort))]
    #[case("1234 678", Ok(()))]
    #[case("        ", Ok(()))]
    #[case("😀😀😀", Err(PolicyFault::TooShort))]
    #[case("😀😀😀😀", Ok(()))]
    #[case(&"x".repeat(128), Ok(()))]
    #[case(&"x".repeat(129), Err(PolicyFault::TooLong))]
    #[case(&"ä".repeat(128), Ok(()))]
    #[case(&"😀".repeat(65), Err(PolicyFault::TooLong))]
    fn a_new_password_has_8_to_128_utf16_units(
        #[case] password: &str,
        #[case] expected: Result<(), PolicyFault>,
    ) {
        assert_eq!(PasswordPolicy::default().check_new(password), expected);
    }

    #[rstest]
    fn a_common_password_is_not_chosen_unless_that_is_allowed(
        #[values("password123", "qwertyuiop", "1234567890", "11111111", "PASSWORD123")]
        password: &str,
    ) {
        let policy = PasswordPolicy::default();
        assert_eq!(policy.check_new(password), Err(PolicyFault::Common));
        assert_eq!(policy.check_tried(password), Ok(()));
        let lenient = PasswordPolicy { common: CommonPasswords::Allow, ..policy };
        assert_eq!(lenient.check_new(password), Ok(()));
    }

    #[test]
    fn a_password_of_ones_own_address_is_not_chosen_unless_that_is_allowed() {
        let policy = PasswordPolicy::default();
        let check = |policy: &PasswordPolicy, password: &str| {
            policy.check_personal(password, "adalovelace@example.com", "localhost")
        };
        assert_eq!(check(&policy, "AdaLovelace1"), Err(PolicyFault::Personal));
        assert_eq!(check(&policy, "correct horse"), Ok(()));
        assert_eq!(PolicyFault::Personal.code(), "PASSWORD_COMPROMISED");
        let lenient = PasswordPolicy { common: CommonPasswords::Allow, ..policy };
        assert_eq!(check(&lenient, "AdaLovelace1"), Ok(()));
    }

    #[test]
    fn a_tried_password_may_be_short_but_not_long() {
        let policy = PasswordPolicy::default();
        assert_eq!(policy.check_tried(""), Ok(()));
        assert_eq!(policy.check_tried(&"x".repeat(129)), Err(PolicyFault::TooLong));
    }

    #[test]
    fn other_bounds_can_be_set() {
        let policy = PasswordPolicy { min: 4, max: 6, ..PasswordPolicy::default() };
        assert_eq!(policy.check_new("abc"), Err(PolicyFault::TooShort));
        assert_eq!(policy.check_new("ab d"), Ok(()));
        assert_eq!(policy.check_new("abcdefg"), Err(PolicyFault::TooLong));
    }

    #[test]
    fn faults_have_better_auths_codes_and_messages() {
        let answers = [PolicyFault::TooShort, PolicyFault::TooLong, PolicyFault::Common]
            .map(|fault| (fault.code(), fault.to_string()));
        assert_eq!(
            answers,
            [
                ("PASSWORD_TOO_SHORT", "Password too short".to_owned()),
                ("PASSWORD_TOO_LONG", "Password too long".to_owned()),
                (
                    "PASSWORD_COMPROMISED",
                    "This password is among the most common ones. Choose another.".to_owned()
                ),
            ]
        );
    }
}
