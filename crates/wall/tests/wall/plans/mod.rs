//! That lists are read by an index: what the databases plan for the statements that tasks are
//! listed with, on the application's own tables.

mod board;
mod planner;

use ownly_wall::{Order, PageSize, Reach, Scope, Write, ascending, descending};
use rstest::rstest;
use testing::Backend;

use board::{Task, tasks};
use planner::plans;

/// Page by page to the end, so that each statement that a page can need is run.
fn all_pages<O: Order<Table = tasks::table>>(scope: &mut Scope<'_, Write>, order: fn() -> O) {
    let size = PageSize::new(1).unwrap();
    let mut cursor = None;
    loop {
        let rows = scope.rows(tasks::table).reach(Reach::Own);
        let page = rows.page_by::<Task, _>(order(), size, cursor).unwrap();
        cursor = page.next_cursor;
        if cursor.is_none() {
            return;
        }
    }
}

#[rstest]
#[case("created_at", 2, |scope: &mut Scope<'_, Write>| all_pages(scope, || ascending(tasks::created_at)))]
#[case("created_at", 2, |scope: &mut Scope<'_, Write>| all_pages(scope, || descending(tasks::created_at)))]
#[case("due_at", 4, |scope: &mut Scope<'_, Write>| all_pages(scope, || ascending(tasks::due_at)))]
#[case("due_at", 4, |scope: &mut Scope<'_, Write>| all_pages(scope, || descending(tasks::due_at)))]
#[case("title", 2, |scope: &mut Scope<'_, Write>| all_pages(scope, || ascending(tasks::title)))]
#[case("title", 2, |scope: &mut Scope<'_, Write>| all_pages(scope, || descending(tasks::title)))]
fn ones_own_tasks_are_listed_in_every_order_by_an_index_and_without_sorting(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] column: &str,
    #[case] statements: usize,
    #[case] list: fn(&mut Scope<'_, Write>),
) {
    let Some(plans) = plans(on, list) else { return };
    assert_eq!(plans.len(), statements, "{plans:#?}");
    let index = format!("tasks_owner_id_{column}_id");
    for (sql, plan) in plans {
        assert!(plan.text.contains(&index), "{sql}\n{plan:?}");
        assert!(plan.slow.is_empty(), "{sql}\n{plan:?}");
    }
}

#[rstest]
fn ones_own_tasks_are_listed_newest_first_by_an_index_and_without_sorting(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let plans = plans(on, |scope| {
        let newest = |scope: &mut Scope<'_, Write>, cursor| {
            let rows = scope.rows(tasks::table).reach(Reach::Own);
            rows.page::<Task>(PageSize::new(1).unwrap(), cursor).unwrap().next_cursor
        };
        let cursor = newest(scope, None);
        newest(scope, cursor);
    });
    let Some(plans) = plans else { return };
    assert_eq!(plans.len(), 2, "{plans:#?}");
    for (sql, plan) in plans {
        let indexes = ["PRIMARY KEY", "tasks_owner_id_id_key"];
        assert!(indexes.iter().any(|index| plan.text.contains(index)), "{sql}\n{plan:?}");
        assert!(plan.slow.is_empty(), "{sql}\n{plan:?}");
    }
}
