use db::Time;

use super::*;

const WITHIN: TimeDelta = TimeDelta::seconds(5);

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
}

fn of(session: &str) -> Revocation {
    Revocation { subject: "ada".to_owned(), sid: Some(Sid::of(session)), at: at(0) }
}

fn row(session: &str, second: i64) -> StoredRevocation {
    StoredRevocation {
        subject: "ada".to_owned(),
        session: Some(Sid::of(session).to_string()),
        revoked_at: Time::from(at(second)),
    }
}

fn list(sessions: &[&str]) -> RevocationList {
    listed(&sessions.iter().map(|session| row(session, 0)).collect::<Vec<_>>(), 10)
}

const fn seen(rows: i64) -> Fingerprint {
    Fingerprint { rows, sum: rows, first_end: None }
}

#[track_caller]
fn knows(known: &Known, expected: [bool; 3]) {
    let over = ["one", "two", "three"].map(|one| known.list.is_over(Sid::of(one)).unwrap());
    assert_eq!(over, expected);
}

/// Its rows were not committed when the look took its snapshot, or were: nobody knows.
#[test]
fn what_is_revoked_here_during_a_look_is_known_after_it_and_after_the_next() {
    let mut known = Known::default();
    known.learn(vec![of("one")]);
    let look = known.begin_look(at(0));
    known.learn(vec![of("two")]);
    knows(&known, [true, true, false]);
    known.finish_look(look, seen(2), Some(list(&["one", "three"])));
    knows(&known, [true, true, true]);

    // The next look has seen it. Whatever is not among the rows then is not remembered for ever.
    let look = known.begin_look(at(1));
    known.finish_look(look, seen(1), Some(list(&["three"])));
    knows(&known, [false, false, true]);
}

#[test]
fn a_look_that_finds_nothing_new_changes_nothing_but_the_age() {
    let mut known = Known::default();
    assert!(!known.is_fresh(at(0), WITHIN));
    let look = known.begin_look(at(0));
    assert_eq!(look.before, None);
    known.finish_look(look, seen(1), Some(list(&["one"])));
    known.learn(vec![of("two")]);
    assert!(known.is_fresh(at(4), WITHIN));
    assert!(!known.is_fresh(at(5), WITHIN));
    // The clock was set back.
    assert!(!known.is_fresh(at(-1), WITHIN));

    let look = known.begin_look(at(5));
    assert_eq!(look.before, Some(seen(1)));
    assert!(!known.is_fresh(at(5), WITHIN));
    known.finish_look(look, seen(1), None);
    assert!(known.is_fresh(at(9), WITHIN));
    knows(&known, [true, true, false]);
}

#[test]
fn of_too_many_rows_the_oldest_stand_for_all_that_was_issued_until_then() {
    let rows = [row("one", 30), row("two", 20), row("three", 10)];
    let all = listed(&rows, 3);
    assert_eq!(all.is_over(Sid::of("three")), Some(true));
    assert_eq!(all.is_over(Sid::of("four")), Some(false));

    let list = listed(&rows, 2);
    assert_eq!(list.is_over(Sid::of("two")), Some(true));
    for unknown in ["three", "four"] {
        assert_eq!(list.is_over(Sid::of(unknown)), None);
    }
    let mut expected = RevocationList::default();
    expected.insert_everything(at(10));
    for row in &rows[..2] {
        let sid = row.session.as_deref().and_then(Sid::parse);
        expected.insert(&Revocation { subject: "ada".to_owned(), sid, at: *row.revoked_at });
    }
    assert_eq!(list, expected);
}
