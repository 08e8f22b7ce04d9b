//! Lists of tasks.

use diesel::{BoolExpressionMethods, ExpressionMethods};
use wall::{
    Access, AuthUser, Cursor, Db, Error, Held, Id, Order, Page, PageSize, Read, Reading, Result,
    Rows, ascending, contains, descending,
};

use super::{ListTasks, Sort, Task, TaskRow, Whose, tasks};

/// One page of the tasks that the user may see, newest first unless they want another order.
///
/// # Errors
/// [`Error::InvalidCursor`] when the cursor is none, or one of another order;
/// [`Error::Unavailable`].
pub async fn list(db: &Db, user: &AuthUser, query: ListTasks) -> Result<Page<Task, String>> {
    if let ListTasks {
        limit,
        cursor,
        sort: Sort::Newest,
        scope: Whose::Mine,
        completed: None,
        q: None,
    } = &query
    {
        // Most of what is asked for, and brief.
        let own = db.own_page(user, tasks::table, *limit, parsed(cursor.as_deref())?).await?;
        let held = own.map(|row: TaskRow| Held { access: Access::Own, row });
        return Ok(held.map_cursor(|id| id.to_string()).map(Task::from));
    }
    db.read(user, move |scope| {
        let mut rows = scope.rows(tasks::table).reach(query.scope.into());
        if let Some(completed) = query.completed {
            rows = rows.filter(tasks::completed.eq(completed));
        }
        if let Some(text) = query.q {
            let text = text.into_inner();
            let title = contains(tasks::title, &text);
            rows = rows.filter(title.or(contains(tasks::description, &text)));
        }
        let at = At { sort: query.sort, size: query.limit, cursor: query.cursor };
        let held = match query.scope {
            // What one owns one owns: nothing has to be asked of each row.
            Whose::Mine => page(rows, at)?.map(|row| Held { access: Access::Own, row }),
            Whose::Shared | Whose::All => page::<Held<TaskRow>>(rows, at)?,
        };
        Ok(held.map(Task::from))
    })
    .await
}

/// Which page.
struct At {
    sort: Sort,
    size: PageSize,
    cursor: Option<String>,
}

type Tasks<'s, 'c> = Rows<'s, 'c, tasks::table, Read>;

fn page<R: Reading<tasks::table>>(rows: Tasks<'_, '_>, at: At) -> Result<Page<R, String>> {
    let At { sort, size, cursor } = at;
    match sort {
        Sort::Newest => {
            let page = rows.page(size, parsed(cursor.as_deref())?)?;
            Ok(page.map_cursor(|id| id.to_string()))
        }
        Sort::CreatedAt => page_by(rows, ascending(tasks::created_at), size, cursor),
        Sort::CreatedAtDescending => page_by(rows, descending(tasks::created_at), size, cursor),
        Sort::DueAt => page_by(rows, ascending(tasks::due_at), size, cursor),
        Sort::DueAtDescending => page_by(rows, descending(tasks::due_at), size, cursor),
        Sort::Title => page_by(rows, ascending(tasks::title), size, cursor),
        Sort::TitleDescending => page_by(rows, descending(tasks::title), size, cursor),
    }
}

/// The cursor of a page of the newest.
fn parsed(cursor: Option<&str>) -> Result<Option<Id>> {
    cursor.map(|text| Id::parse(text).ok_or(Error::InvalidCursor)).transpose()
}

fn page_by<R, O>(
    rows: Tasks<'_, '_>,
    order: O,
    size: PageSize,
    cursor: Option<String>,
) -> Result<Page<R, String>>
where
    O: Order<Table = tasks::table>,
    R: Reading<tasks::table>,
{
    let cursor = cursor.map(|text| Cursor::parse(&text)).transpose()?;
    Ok(rows.page_by(order, size, cursor)?.map_cursor(|cursor| cursor.to_string()))
}
