//! The two reads that most requests are, each one statement: a row by its id, and one's own newest.

use std::{thread, time::Duration};

use ownly_wall::{Error, Page, PageSize};
use rstest::rstest;
use testing::Backend;

use crate::{
    house::{House, Note, notes},
    people::{block_on, signed_in},
};

fn newest(house: &House, user: &str) -> Page<Note> {
    let size = PageSize::new(2).unwrap();
    block_on(house.db.own_page(&signed_in(user), notes::table, size, None)).unwrap()
}

fn get(house: &House, user: &str, note: &Note) -> Result<Note, Error> {
    block_on(house.db.get(&signed_in(user), notes::table, note.id))
}

#[rstest]
fn they_read_what_a_scope_reads(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    let all: Vec<_> = ["1", "2", "3"].map(|text| house.note("ann", text)).into();
    house.note("bob", "bread");
    let first = newest(&house, "ann");
    assert_eq!(first.items, [all[2].clone(), all[1].clone()]);
    let (ann, size) = (signed_in("ann"), PageSize::default());
    let rest = block_on(house.db.own_page(&ann, notes::table, size, first.next_cursor));
    let rest: Page<Note> = rest.unwrap();
    assert_eq!((rest.items, rest.next_cursor), (vec![all[0].clone()], None));
    for note in &all {
        assert_eq!(get(&house, "ann", note).unwrap(), *note);
    }
}

/// On SQLite the first reads are another thread's and later ones this one's; on PostgreSQL those
/// that meet are in transactions that follow one another in a message.
#[rstest]
fn someone_elses_are_not_among_them_however_they_are_read(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    let people = ["ann", "bob", "cid"];
    let notes = people.map(|name| house.note(name, name));
    thread::scope(|threads| {
        for (at, name) in people.into_iter().enumerate() {
            let (house, notes) = (&house, &notes);
            threads.spawn(move || {
                for _ in 0..40 {
                    assert_eq!(newest(house, name).items, [notes[at].clone()]);
                    assert_eq!(get(house, name, &notes[at]).unwrap(), notes[at]);
                    let others = get(house, name, &notes[(at + 1) % 3]);
                    assert!(matches!(others, Err(Error::NotFound("note"))), "{others:?}");
                    thread::sleep(Duration::from_millis(1));
                }
            });
        }
    });
}

#[rstest]
fn what_was_written_is_read_at_once(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    for n in 0..40 {
        let note = house.note("ann", &n.to_string());
        assert_eq!(newest(&house, "ann").items[0], note);
        let id = note.id;
        house.write("ann", move |scope| scope.row(notes::table, id).delete()).unwrap();
        let gone = get(&house, "ann", &note);
        assert!(matches!(gone, Err(Error::NotFound("note"))), "{gone:?}");
    }
}
