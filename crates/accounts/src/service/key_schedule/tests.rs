use rstest::rstest;

use super::*;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The time in seconds since the keys' story began.
fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

fn key(id: &str, alg: &str, created: i64, end: Option<i64>) -> StoredKey {
    StoredKey {
        id: id.to_owned(),
        public_key: "{}".to_owned(),
        private_key: "{}".to_owned(),
        created_at: at(created).into(),
        expires_at: end.map(|end| at(end).into()),
        alg: Some(alg.to_owned()),
        crv: None,
    }
}

fn every(seconds: Option<i64>) -> KeySettings {
    KeySettings {
        algorithm: Algorithm::EdDsa,
        rotation: seconds.map(TimeDelta::seconds),
        grace: TimeDelta::days(30),
    }
}

#[rstest]
#[case::before_the_newer_was_seen(10 * HOUR + 599, "old")]
#[case::once_it_was(10 * HOUR + 600, "new")]
#[case::when_the_older_is_over(11 * HOUR, "new")]
fn a_key_signs_once_verifiers_have_had_the_time_to_see_it(#[case] now: i64, #[case] kid: &str) {
    let rows =
        [key("new", "EdDSA", 10 * HOUR, None), key("old", "EdDSA", 0, Some(10 * HOUR + 900))];
    assert_eq!(every(None).signing(&rows, at(now)).unwrap().id, kid);
}

#[test]
fn a_key_that_is_alone_signs_at_once() {
    let rows = [key("new", "EdDSA", 100, None), key("old", "EdDSA", 0, Some(100))];
    assert_eq!(every(None).signing(&rows, at(100)).unwrap().id, "new");
    assert!(every(None).signing(&rows[1..], at(100)).is_none());
}

#[test]
fn a_key_of_the_configured_algorithm_is_preferred_to_a_newer_one() {
    let rows = [key("newer", "ES256", HOUR, None), key("ours", "EdDSA", 0, None)];
    assert_eq!(every(None).signing(&rows, at(DAY)).unwrap().id, "ours");
    assert_eq!(every(None).signing(&rows[..1], at(DAY)).unwrap().id, "newer");
}

#[rstest]
#[case::never(None, None, 1000 * DAY, false)]
#[case::too_early(Some(DAY), Some(DAY), DAY - 901, false)]
#[case::a_quarter_of_an_hour_before_the_end(Some(DAY), Some(DAY), DAY - 900, true)]
#[case::of_a_key_without_an_end(Some(DAY), None, DAY - 900, true)]
#[case::of_a_key_without_an_end_too_early(Some(DAY), None, DAY - 901, false)]
#[case::of_a_key_that_is_over(Some(DAY), Some(DAY), DAY, false)]
fn a_successor_is_made_before_a_key_ends(
    #[case] rotation: Option<i64>,
    #[case] end: Option<i64>,
    #[case] now: i64,
    #[case] due: bool,
) {
    let rows = [key("one", "EdDSA", 0, end)];
    assert_eq!(every(rotation).is_successor_due(&rows, at(now)), due);
    // One is enough.
    let rows = [key("next", "EdDSA", now, Some(now + DAY)), key("one", "EdDSA", 0, end)];
    assert!(!every(rotation).is_successor_due(&rows, at(now)));
}

#[test]
fn a_key_goes_through_its_states_in_order() {
    let settings = every(Some(DAY));
    let rows = [
        key("next", "EdDSA", DAY - 300, Some(2 * DAY)),
        key("signing", "EdDSA", HOUR, None),
        key("live", "EdDSA", 0, None),
        key("retired", "EdDSA", -DAY, Some(0)),
        key("over", "EdDSA", -60 * DAY, Some(-30 * DAY + DAY)),
    ];
    let states = settings.states(&rows, at(DAY));
    let texts: Vec<_> = states.iter().map(ToString::to_string).collect();
    assert_eq!(texts, ["next", "signing", "live", "retired", "over"]);
    let published = |row| settings.is_published(row, at(DAY));
    assert_eq!(rows.iter().filter(|row| published(row)).count(), 4);
}
