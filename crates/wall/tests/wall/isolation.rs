//! Everyone sees and changes what is their own.

use diesel::{BoolExpressionMethods, ExpressionMethods};
use ownly_wall::{Error, PageSize};
use rstest::rstest;
use testing::Backend;

use crate::house::{House, Note, NoteChanges, notes};

/// Ann has milk, Bob has bread, and neither can tell what the other has.
pub(crate) fn ann_and_bob_are_strangers(house: &House) {
    let (milk, bread) = (house.note("ann", "milk"), house.note("bob", "bread"));
    for (user, own, foreign) in [("ann", &milk, &bread), ("bob", &bread, &milk)] {
        sees_only(house, user, own);
        gets_only(house, user, own, foreign);
        changes_only(house, user, own, foreign);
    }
    assert_eq!(house.everything(), ["ann: milk", "bob: bread"]);
}

fn sees_only(house: &House, user: &str, own: &Note) {
    let seen = house.read(user, |scope| {
        let any = notes::text.ne("").or(notes::text.eq(notes::text));
        Ok((
            scope.rows(notes::table).load::<Note>()?,
            scope.rows(notes::table).filter(any).load::<Note>()?,
            scope.rows(notes::table).page::<Note>(PageSize::default(), None)?.items,
            scope.rows(notes::table).count()?,
        ))
    });
    let all = vec![own.clone()];
    assert_eq!(seen.unwrap(), (all.clone(), all.clone(), all, 1));
}

fn gets_only(house: &House, user: &str, own: &Note, foreign: &Note) {
    let (own_id, foreign_id) = (own.id, foreign.id);
    let got = house.read(user, move |scope| scope.row(notes::table, own_id).get::<Note>());
    assert_eq!(got.unwrap(), *own);
    let got = house.read(user, move |scope| scope.row(notes::table, foreign_id).get::<Note>());
    assert!(matches!(got, Err(Error::NotFound("note"))), "{got:?}");
}

fn changes_only(house: &House, user: &str, own: &Note, foreign: &Note) {
    let (own_id, foreign_id) = (own.id, foreign.id);
    let to = |text: &str| NoteChanges { text: text.to_owned() };

    let (change, back) = (to("changed"), to(&own.text));
    let changed = house.write(user, move |scope| {
        let all: Vec<Note> = scope.rows(notes::table).update(change)?;
        let one: Note = scope.row(notes::table, own_id).update(back)?;
        Ok((all.len(), one))
    });
    assert_eq!(changed.unwrap(), (1, own.clone()));

    let change = to("stolen");
    let stolen = house
        .write(user, move |scope| scope.row(notes::table, foreign_id).update::<_, Note>(change));
    assert!(matches!(stolen, Err(Error::NotFound("note"))), "{stolen:?}");
    let gone = house.write(user, move |scope| scope.row(notes::table, foreign_id).delete());
    assert!(matches!(gone, Err(Error::NotFound("note"))), "{gone:?}");
    let id = notes::id.eq(foreign_id);
    let gone = house.write(user, move |scope| scope.rows(notes::table).filter(id).delete());
    assert_eq!(gone.unwrap(), 0);
}

#[rstest]
fn a_user_reads_and_changes_their_own_rows_and_no_others(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    ann_and_bob_are_strangers(&house);
}

#[rstest]
fn deleting_all_deletes_ones_own(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    house.note("ann", "milk");
    house.note("ann", "butter");
    house.note("bob", "bread");
    let gone = house.write("ann", |scope| scope.rows(notes::table).delete());
    assert_eq!(gone.unwrap(), 2);
    assert_eq!(house.everything(), ["bob: bread"]);
}

#[rstest]
fn a_user_whose_name_is_sql_is_a_user_like_any_other(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(r"o'brien", r"o\'brien", r"\", "'", "ann';--", r#"""#, "$1", "E'ann'", "Ann")]
    name: &str,
) {
    let Some(house) = House::on(on) else { return };
    house.note("ann", "milk");
    let note = house.note(name, "bread");
    assert_eq!(house.texts(name), ["bread"]);
    assert_eq!(house.texts("ann"), ["milk"]);
    house.write(name, move |scope| scope.row(notes::table, note.id).delete()).unwrap();
    assert_eq!(house.everything(), ["ann: milk"]);
}

#[rstest]
fn many_users_at_once_are_not_taken_for_each_other(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    std::thread::scope(|threads| {
        for user in ["ann", "bob", "cid", "dee"] {
            let house = &house;
            threads.spawn(move || {
                for round in 1..=10 {
                    house.note(user, user);
                    assert_eq!(house.texts(user), vec![user; round]);
                }
            });
        }
    });
}
