//! How long a password must and may be.

/// The bounds of a password's length, in UTF-16 code units as JavaScript counts: four emoji are
/// eight. There is no other rule here; spaces count and are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PasswordPolicy {
    /// The shortest password that can be chosen.
    pub(crate) min: usize,
    /// The longest password that can be chosen or tried.
    pub(crate) max: usize,
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
}

impl PolicyFault {
    /// The `code` of the answer.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "PASSWORD_TOO_SHORT",
            Self::TooLong => "PASSWORD_TOO_LONG",
        }
    }
}

impl Default for PasswordPolicy {
    /// Better Auth's bounds: 8 to 128.
    fn default() -> Self {
        Self { min: 8, max: 128 }
    }
}

impl PasswordPolicy {
    /// Whether the password may be chosen.
    pub(crate) fn check_new(&self, password: &str) -> Result<(), PolicyFault> {
        if password.encode_utf16().count() < self.min {
            return Err(PolicyFault::TooShort);
        }
        self.check_tried(password)
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", Err(PolicyFault::TooShort))]
    #[case("1234567", Err(PolicyFault::TooShort))]
    #[case("12345678", Ok(()))]
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

    #[test]
    fn a_tried_password_may_be_short_but_not_long() {
        let policy = PasswordPolicy::default();
        assert_eq!(policy.check_tried(""), Ok(()));
        assert_eq!(policy.check_tried(&"x".repeat(129)), Err(PolicyFault::TooLong));
    }

    #[test]
    fn other_bounds_can_be_set() {
        let policy = PasswordPolicy { min: 4, max: 6 };
        assert_eq!(policy.check_new("abc"), Err(PolicyFault::TooShort));
        assert_eq!(policy.check_new("abcd"), Ok(()));
        assert_eq!(policy.check_new("abcdefg"), Err(PolicyFault::TooLong));
    }

    #[test]
    fn faults_have_better_auths_codes_and_messages() {
        let answers = [PolicyFault::TooShort, PolicyFault::TooLong]
            .map(|fault| (fault.code(), fault.to_string()));
        assert_eq!(
            answers,
            [
                ("PASSWORD_TOO_SHORT", "Password too short".to_owned()),
                ("PASSWORD_TOO_LONG", "Password too long".to_owned()),
            ]
        );
    }
}
