//! A table with a policy that is not among the `Tables`.

use diesel::ExpressionMethods;
use ownly_wall::{Access, Error, Id, PageSize, Result, Scope, Write};
use rstest::rstest;
use testing::Backend;

use super::{
    rows::{Draft, DraftChanges, NewDraft, everything, id},
    tables::drafts,
};
use crate::house::House;

const ANNS: &str = "01900000-0000-7000-8000-000000000001";

type Try = fn(&mut Scope<'_, Write>, Id) -> Result<()>;

const ATTEMPTS: [Try; 13] = [
    |scope, _| scope.rows(drafts::table).load::<Draft>().map(drop),
    |scope, _| scope.rows(drafts::table).page::<Draft>(PageSize::default(), None).map(drop),
    |scope, _| scope.rows(drafts::table).count().map(drop),
    |scope, _| scope.rows(drafts::table).exists().map(drop),
    |scope, _| scope.rows(drafts::table).max::<_, String>(drafts::text).map(drop),
    |scope, id| scope.row(drafts::table, id).get::<Draft>().map(drop),
    |scope, id| scope.row(drafts::table, id).require(Access::See),
    |scope, _| {
        let new = NewDraft { id: scope.new_id(), text: "new".into() };
        scope.insert::<_, _, Draft>(drafts::table, new).map(drop)
    },
    |scope, id| {
        let changes = DraftChanges { text: Some("changed".into()) };
        scope.row(drafts::table, id).update::<_, Draft>(changes).map(drop)
    },
    |scope, id| scope.row(drafts::table, id).update::<_, Draft>(DraftChanges::default()).map(drop),
    |scope, _| {
        let changes = DraftChanges { text: Some("changed".into()) };
        scope.rows(drafts::table).update::<_, Draft>(changes).map(drop)
    },
    |scope, id| scope.row(drafts::table, id).delete(),
    |scope, id| scope.rows(drafts::table).filter(drafts::id.eq(id)).delete().map(drop),
];

#[rstest]
fn an_unlisted_table_is_neither_read_nor_written(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::on(on) else { return };
    house.sql.execute(&format!("INSERT INTO drafts VALUES ('{ANNS}', 'ann', 'mine')"));
    // PostgreSQL would refuse it too: here it may not.
    if on == Backend::Postgres {
        house.sql.execute("GRANT ALL ON drafts TO ownly_scope");
    }
    for attempt in ATTEMPTS {
        let done = house.write("ann", move |scope| attempt(scope, id(ANNS)));
        let Err(error @ Error::Internal(_)) = done else { panic!("{done:?}") };
        assert!(error.to_string().contains("not among"), "{error}");
        assert_eq!(house.sql.text("SELECT owner_id || text FROM drafts"), ["annmine"]);
    }
    assert!(everything(&house).is_empty());
}
