//! Parts of statements that were written by hand, with SQL text in them, where Diesel's words belong.

use diesel::{
    AppearsOnTable, AsChangeset, Expression, ExpressionMethods, QueryResult, Queryable, Selectable,
    SelectableExpression,
    backend::Backend as SqlBackend,
    expression::ValidGrouping,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::{Bool, Text},
};
use ownly_wall::{Error, MultiBackend, Result, Scope, Write};
use rstest::rstest;
use testing::Backend;

use crate::house::{DOOMED, House, Note, add, notes};

/// Any text.
#[derive(Debug, Clone, Copy, Default, ValidGrouping, QueryId)]
struct Sql(&'static str);

impl Expression for Sql {
    type SqlType = Bool;
}

impl<QS> AppearsOnTable<QS> for Sql {}
impl<QS> SelectableExpression<QS> for Sql {}

impl<DB: SqlBackend> QueryFragment<DB> for Sql {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}

impl AsChangeset for Sql {
    type Target = notes::table;
    type Changeset = Self;

    fn as_changeset(self) -> Self {
        self
    }
}

/// Any text, for the value of a text column.
#[derive(Debug, Clone, Copy, ValidGrouping, QueryId)]
struct SqlOfText(&'static str);

impl Expression for SqlOfText {
    type SqlType = Text;
}

impl<QS> AppearsOnTable<QS> for SqlOfText {}

impl<DB: SqlBackend> QueryFragment<DB> for SqlOfText {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}

/// What reads a text of its own.
#[derive(Debug, Queryable)]
struct Looked {
    _found: bool,
}

impl Selectable<MultiBackend> for Looked {
    type SelectExpression = (Sql,);

    fn construct_selection() -> (Sql,) {
        (Sql("EXISTS (SELECT 1 FROM notes WHERE text = 'bread')"),)
    }
}

type Try = fn(&mut Scope<'_, Write>, &'static str) -> Result<()>;

fn read(scope: &mut Scope<'_, Write>, text: &'static str) -> Result<()> {
    scope.rows(notes::table).filter(Sql(text)).load::<Note>().map(drop)
}

fn change(scope: &mut Scope<'_, Write>, text: &'static str) -> Result<()> {
    scope.rows(notes::table).update::<_, Note>(Sql(text)).map(drop)
}

fn delete(scope: &mut Scope<'_, Write>, text: &'static str) -> Result<()> {
    scope.rows(notes::table).filter(Sql(text)).delete().map(drop)
}

fn look(scope: &mut Scope<'_, Write>, _: &'static str) -> Result<()> {
    scope.rows(notes::table).load::<Looked>().map(drop)
}

/// Each would do what it should not, on SQLite at least.
#[rstest]
#[case::another_condition(read, "FALSE) OR (TRUE")]
#[case::another_table(read, "EXISTS (SELECT 1 FROM lists)")]
#[case::ones_rows_by_anothers(read, "id IN (SELECT id FROM notes)")]
#[case::comment(read, "TRUE) OR TRUE --")]
#[case::all_deleted(delete, "FALSE) OR (TRUE")]
#[case::all_changed(change, "text = 'x' WHERE TRUE OR (TRUE) --")]
#[case::another_table_copied(change, "text = (SELECT text FROM secrets)")]
#[case::given_away(change, "owner_id = 'bob'")]
#[case::another_table_seen(look, "")]
fn text_that_no_word_writes_is_refused_before_it_is_run(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] attempt: Try,
    #[case] text: &'static str,
) {
    let Some(house) = House::on(on) else { return };
    house.note("ann", "milk");
    house.note("bob", "bread");
    house.sql.execute("INSERT INTO secrets VALUES ('secret')");
    let before = house.everything();
    let done = house.write("ann", move |scope| {
        add(scope, "butter")?;
        let refused = attempt(scope, text);
        let Err(Error::Internal(cause)) = refused else { panic!("{text}: {refused:?}") };
        let cause = cause.to_string();
        let ours = ["is not for an application to write", "do not pair"];
        assert!(ours.iter().any(|words| cause.contains(words)), "{cause}");
        Ok(())
    });
    // That it was refused is not to be swallowed.
    assert_eq!(done.unwrap_err().to_string(), DOOMED);
    assert_eq!(house.everything(), before);
}

/// A mark of its own does not make a part ours.
#[rstest]
fn a_part_does_not_pass_for_one_of_the_walls(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("TRUE\u{1}) OR (TRUE\u{1}", "TRUE\u{1}", "\u{1}")] text: &'static str,
) {
    let Some(house) = House::on(on) else { return };
    house.note("bob", "bread");
    let seen = house.read("ann", move |scope| {
        scope.rows(notes::table).filter(Sql(text)).load::<Note>().map(|notes| notes.len())
    });
    let refused = seen.unwrap_err().to_string();
    assert!(refused.contains("application's part"), "{refused}");
}

#[rstest]
fn new_rows_are_not_written_by_hand_either(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    house.note("bob", "bread");
    let done = house.write("ann", |scope| {
        let text = notes::text.eq(SqlOfText("(SELECT text FROM secrets)"));
        let id = notes::id.eq(scope.new_id());
        scope.insert::<_, _, Note>(notes::table, (id, text)).map(drop)
    });
    let refused = done.unwrap_err().to_string();
    assert!(refused.contains("is not for an application to write"), "{refused}");
    assert_eq!(house.everything(), ["bob: bread"]);
}
