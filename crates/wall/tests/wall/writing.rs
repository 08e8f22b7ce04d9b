//! All of a write is kept, or none.

use ownly_wall::{Error, Result};
use rstest::rstest;
use testing::Backend;

use crate::house::{DOOMED, House, NewNote, Note, NoteChanges, add, notes};

#[rstest]
fn a_new_row_is_its_makers(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    let note = house.note("ann", "milk");
    assert_eq!(house.everything(), ["ann: milk"]);
    let same = house.read("ann", move |scope| scope.row(notes::table, note.id).get::<Note>());
    assert_eq!(same.unwrap(), note);
}

#[rstest]
fn an_error_undoes_what_went_before(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    let done = house.write("ann", |scope| {
        add(scope, "milk")?;
        Err::<(), _>(Error::NotFound("shop"))
    });
    assert!(matches!(done, Err(Error::NotFound("shop"))), "{done:?}");
    assert!(house.everything().is_empty());
}

#[rstest]
fn a_panic_undoes_what_went_before_and_the_next_request_is_served(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    let done = house.write("ann", |scope| -> Result<()> {
        add(scope, "milk")?;
        panic!("on purpose")
    });
    assert!(matches!(done, Err(Error::Internal(_))), "{done:?}");
    assert!(house.everything().is_empty());
    house.note("bob", "bread");
    assert_eq!(house.everything(), ["bob: bread"]);
}

#[rstest]
fn a_swallowed_failure_undoes_what_went_before_and_after(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    let done = house.write("ann", |scope| {
        let milk = add(scope, "milk")?;
        let again = NewNote { id: milk.id, text: "milk".to_owned() };
        let conflict = scope.insert::<_, _, Note>(notes::table, again);
        assert!(matches!(conflict, Err(Error::Conflict(_))), "{conflict:?}");
        _ = add(scope, "butter");
        Ok(milk)
    });
    assert_eq!(done.unwrap_err().to_string(), DOOMED);
    assert!(house.everything().is_empty());
}

#[rstest]
fn what_is_not_there_is_no_failure_and_dooms_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    let bread = house.note("bob", "bread").id;
    let done = house.write("ann", move |scope| {
        let change = NoteChanges { text: "stolen".to_owned() };
        let change = scope.row(notes::table, bread).update::<_, Note>(change);
        assert!(matches!(change, Err(Error::NotFound("note"))), "{change:?}");
        let gone = scope.row(notes::table, bread).delete();
        assert!(matches!(gone, Err(Error::NotFound("note"))), "{gone:?}");
        add(scope, "milk")
    });
    done.unwrap();
    assert_eq!(house.everything(), ["ann: milk", "bob: bread"]);
}

#[rstest]
fn a_write_reads_what_it_wrote_and_nobody_else_does_before_it_ends(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    let counts = house.write("ann", |scope| {
        add(scope, "milk")?;
        let during = scope.rows(notes::table).count()?;
        scope.rows(notes::table).delete()?;
        Ok((during, scope.rows(notes::table).count()?))
    });
    assert_eq!(counts.unwrap(), (1, 0));
}

/// Whose an id is decides nothing: on SQLite, where keys are each owner's own, two users may have
/// the same; on PostgreSQL the second is told of a conflict, and of nothing more.
#[rstest]
fn another_users_id_opens_nothing(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(house) = House::on(on) else { return };
    let id = house.note("bob", "bread").id;
    let done = house.write("ann", move |scope| {
        let note = NewNote { id, text: "milk".to_owned() };
        scope.insert::<_, _, Note>(notes::table, note)
    });
    match on {
        Backend::Sqlite => assert!(done.is_ok(), "{done:?}"),
        Backend::Postgres => assert!(matches!(done, Err(Error::Conflict(_))), "{done:?}"),
    }
    assert_eq!(house.texts("bob"), ["bread"]);
}
