//! Spans of time as people write them.

use std::{str::FromStr, time::Duration};

use derive_more::{Display, Error};

/// A span of time: seconds, or a number with its unit: `90s`, `30m`, `12h`, `90d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span(pub(super) Duration);

#[derive(Debug, Display, Error)]
#[display("write seconds, or a number and s, m, h or d, as in 90d")]
pub(super) struct NotASpan;

impl FromStr for Span {
    type Err = NotASpan;

    fn from_str(text: &str) -> Result<Self, NotASpan> {
        let (number, unit) = match text.strip_suffix(['s', 'm', 'h', 'd']) {
            Some(number) => (number, &text[number.len()..]),
            None => (text, "s"),
        };
        let seconds: u64 = match unit {
            "m" => 60,
            "h" => 60 * 60,
            "d" => 24 * 60 * 60,
            _ => 1,
        };
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        // Ten digits of days are further off than any clock goes.
        let number: u64 =
            if digits && number.len() <= 9 { number.parse().ok() } else { None }.ok_or(NotASpan)?;
        Ok(Self(Duration::from_secs(number * seconds)))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0", 0)]
    #[case("90", 90)]
    #[case("90s", 90)]
    #[case("2m", 120)]
    #[case("12h", 43_200)]
    #[case("90d", 7_776_000)]
    fn a_span_has_a_unit_or_is_in_seconds(#[case] text: &str, #[case] seconds: u64) {
        assert_eq!(text.parse::<Span>().unwrap().0, Duration::from_secs(seconds));
    }

    #[rstest]
    #[case("")]
    #[case("d")]
    #[case("-1")]
    #[case("+1d")]
    #[case("1.5h")]
    #[case("1w")]
    #[case("1 d")]
    #[case("9999999999")]
    fn another_text_is_no_span(#[case] text: &str) {
        assert!(text.parse::<Span>().is_err());
    }
}
