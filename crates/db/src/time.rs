//! Points in time, in both databases and in JSON.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Timelike, Utc};
use derive_more::Deref;
use diesel::{
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    query_builder::QueryId,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{HasSqlType, SqlType, Timestamptz},
    sqlite::{Sqlite, SqliteType, SqliteValue},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use crate::connection::{MultiBackend, MultiRawValue};

/// The SQL type of a point in time: `timestamptz` in PostgreSQL; in SQLite text as JavaScript's
/// `toISOString` writes it, which sorts as time does and is what Better Auth stores.
#[derive(Debug, Clone, Copy, SqlType, QueryId)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185), sqlite_type(name = "Text"))]
pub struct Instant;

/// A point in time, in whole milliseconds: PostgreSQL keeps microseconds, chrono nanoseconds and
/// JavaScript milliseconds, so only milliseconds come back as they went in.
///
/// Years 0000 to 9999. As text always `YYYY-MM-DDTHH:MM:SS.mmmZ`: Better Auth's client takes any
/// other number of fractional digits for another time.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deref, AsExpression, FromSqlRow,
)]
#[diesel(sql_type = Instant)]
pub struct Time(DateTime<Utc>);

const YEARS: std::ops::RangeInclusive<i32> = 0..=9999;

impl Time {
    /// `time` to the millisecond; `None` outside the years 0000 to 9999.
    pub fn new(time: DateTime<Utc>) -> Option<Self> {
        let millis = time.timestamp_subsec_millis() % 1000;
        let time = time.with_nanosecond(millis * 1_000_000)?;
        YEARS.contains(&time.year()).then_some(Self(time))
    }

    /// The time of a text written by [`Display`](fmt::Display); `None` for any other text.
    fn parse(text: &str) -> Option<Self> {
        let text: &[u8; 24] = text.as_bytes().try_into().ok()?;
        let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.')];
        if text[23] != b'Z' || separators.iter().any(|&(at, byte)| text[at] != byte) {
            return None;
        }
        let number = |from: usize, to: usize| {
            text[from..to].iter().try_fold(0u32, |sum, byte| {
                byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0'))
            })
        };
        let date = NaiveDate::from_ymd_opt(
            i32::try_from(number(0, 4)?).ok()?,
            number(5, 7)?,
            number(8, 10)?,
        )?;
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let time = date.and_hms_milli_opt(hour, minute, second, number(20, 23)?)?;
        Some(Self(Utc.from_utc_datetime(&time)))
    }
}

impl From<DateTime<Utc>> for Time {
    /// `time` to the millisecond, or the nearest that can be written.
    fn from(time: DateTime<Utc>) -> Self {
        Self::new(time).unwrap_or_else(|| {
            let before = time.year() < *YEARS.start();
            Self(DateTime::from_timestamp_millis(if before { FIRST } else { LAST }).unwrap_or(time))
        })
    }
}

/// 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z, in milliseconds since 1970.
const FIRST: i64 = -62_167_219_200_000;
const LAST: i64 = 253_402_300_799_999;

impl Time {
    /// As text, which is ASCII.
    fn written(&self) -> [u8; 24] {
        let mut text = *b"0000-00-00T00:00:00.000Z";
        let mut put = |at: usize, digits: usize, mut number: u32| {
            for place in text[at..at + digits].iter_mut().rev() {
                *place = b'0' + (number % 10) as u8;
                number /= 10;
            }
        };
        let time = &self.0;
        put(0, 4, time.year().unsigned_abs());
        put(5, 2, time.month());
        put(8, 2, time.day());
        put(11, 2, time.hour());
        put(14, 2, time.minute());
        put(17, 2, time.second());
        put(20, 3, time.timestamp_subsec_millis());
        text
    }
}

impl fmt::Display for Time {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(str::from_utf8(&self.written()).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // What formats for anybody takes longer than the time itself.
        serializer.serialize_str(str::from_utf8(&self.written()).map_err(ser::Error::custom)?)
    }
}

impl<'de> Deserialize<'de> for Time {
    /// Takes any RFC 3339 text, whatever its offset and precision.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        let time = DateTime::parse_from_rfc3339(&text).map_err(|_| {
            de::Error::custom("expected a date and time such as 2027-01-31T09:30:00Z (RFC 3339)")
        })?;
        Self::new(time.to_utc())
            .ok_or_else(|| de::Error::custom("expected a year from 0000 to 9999"))
    }
}

impl HasSqlType<Instant> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<Instant>(lookup)
    }
}

impl ToSql<Instant, MultiBackend> for Time {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Instant, self));
        Ok(IsNull::No)
    }
}

impl ToSql<Instant, Pg> for Time {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Timestamptz, Pg>::to_sql(&self.0, out)
    }
}

impl ToSql<Instant, Sqlite> for Time {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.to_string());
        Ok(IsNull::No)
    }
}

impl FromSql<Instant, MultiBackend> for Time {
    fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Instant>()
    }
}

impl FromSql<Instant, Pg> for Time {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <DateTime<Utc> as FromSql<Timestamptz, Pg>>::from_sql(value).map(Self::from)
    }
}

impl FromSql<Instant, Sqlite> for Time {
    /// Text of our own form, other ISO text that Better Auth's client libraries accept, or the
    /// integer milliseconds that Drizzle's schema for Better Auth keeps.
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let time = match value.value_type() {
            Some(SqliteType::Long) => {
                DateTime::from_timestamp_millis(value.read_long()).map(Self::from)
            }
            _ => {
                let text = value.read_text();
                Self::parse(text).or_else(|| {
                    DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc().into())
                })
            }
        };
        time.ok_or_else(|| "not a point in time".into())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn json(text: &str) -> Result<Time, String> {
        serde_json::from_value(text.into()).map_err(|error| error.to_string())
    }

    #[rstest]
    #[case("2026-11-22T17:57:07.198Z", "2026-11-22T17:57:07.198Z")]
    #[case("2026-11-22T18:57:07+01:00", "2026-11-22T17:57:07.000Z")]
    #[case("2026-11-22T17:57:07.198999Z", "2026-11-22T17:57:07.198Z")]
    #[case("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z")]
    #[case("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    fn json_is_read_with_any_offset_and_written_in_utc_with_three_digits(
        #[case] read: &str,
        #[case] written: &str,
    ) {
        let time = json(read).unwrap();
        assert_eq!(serde_json::to_value(time).unwrap(), written);
        assert_eq!(Time::parse(written), Some(time));
    }

    #[rstest]
    #[case("9999-12-31T23:59:59-01:00")]
    #[case("0000-01-01T00:00:00+01:00")]
    #[case("2026-02-30T00:00:00Z")]
    #[case("2026-11-22")]
    #[case("tomorrow")]
    fn what_is_no_time_or_no_four_digit_year_is_refused(#[case] text: &str) {
        json(text).unwrap_err();
    }

    #[rstest]
    #[case("2026-11-22 17:57:07.198Z")]
    #[case("2026-11-22T17:57:07.198z")]
    #[case("2026-11-22T17:57:07.19Z")]
    #[case("2026-13-22T17:57:07.198Z")]
    #[case("20٢6-11-22T17:57:07.198Z")]
    fn the_quick_parser_reads_only_what_we_write(#[case] text: &str) {
        assert_eq!(Time::parse(text), None);
    }

    #[test]
    fn a_time_beyond_what_can_be_written_becomes_the_nearest_that_can() {
        assert_eq!(Time::from(DateTime::<Utc>::MAX_UTC).to_string(), "9999-12-31T23:59:59.999Z");
        assert_eq!(Time::from(DateTime::<Utc>::MIN_UTC).to_string(), "0000-01-01T00:00:00.000Z");
    }
}
