//! Lists of tasks, page by page.

use std::collections::BTreeSet;

use ownly::tasks::{ListTasks, Role, Sort, Task, Whose};
use serde_json::json;
use wall::{Id, PageSize};

use super::{
    NAMES,
    actor::{Actor, ENDLESS},
    board::{Board, mark},
    checks::Checks,
    orders,
    views::{Answer, TaskView},
};

/// All pages of a list.
pub fn all_pages(
    actor: &Actor<'_>,
    limit: u64,
    query: impl Fn() -> ListTasks,
) -> Answer<Vec<Task>> {
    let limit = PageSize::new(limit).unwrap();
    let (mut all, mut cursor) = (Vec::new(), query().cursor);
    loop {
        let page = actor.list(ListTasks { limit, cursor: cursor.take(), ..query() })?;
        all.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() || all.len() > ENDLESS {
            return Ok(all);
        }
    }
}

const SCOPES: [Whose; 3] = [Whose::Mine, Whose::Shared, Whose::All];
const SORTS: [Sort; 7] = [
    Sort::Newest,
    Sort::CreatedAt,
    Sort::CreatedAtDescending,
    Sort::DueAt,
    Sort::DueAtDescending,
    Sort::Title,
    Sort::TitleDescending,
];

pub fn every_list() -> impl Iterator<Item = (Whose, Sort)> {
    SCOPES.into_iter().flat_map(|scope| SORTS.map(|sort| (scope, sort)))
}

/// What must hold of lists though others write meanwhile: one's own are all there, for nobody else
/// makes or deletes them, and nothing is shown of what one was never let see.
pub fn while_others_write(actor: &Actor<'_>, me: usize, board: &Board, checks: &Checks) {
    let name = NAMES[me];
    let entries = board.all();
    let own = entries.iter().filter(|entry| entry.owner == me);
    let expected: BTreeSet<Id> =
        own.filter(|entry| entry.lock().is_there).map(|entry| entry.id).collect();
    let of_role = |tasks: &[Task], owned: bool| -> BTreeSet<Id> {
        let matching = tasks.iter().filter(|task| (task.role == Role::Owner) == owned);
        matching.map(|task| task.id).collect()
    };
    for (scope, sort) in every_list() {
        let listed = all_pages(actor, 7, || ListTasks { scope, sort, ..ListTasks::default() });
        let tasks = match listed {
            Ok(tasks) => tasks,
            Err(error) => {
                let list = format_args!("{name} lists {scope:?} by {sort:?}");
                return checks.same(Err(error), Ok(()), list);
            }
        };
        let never = board.never_shown_to(me, &format!("{tasks:?}"));
        checks.same(never, vec![], format_args!("{name} is shown in {scope:?}"));
        let owned = if scope == Whose::Shared { BTreeSet::new() } else { expected.clone() };
        checks.same(of_role(&tasks, true), owned, format_args!("{name} owns in {scope:?}"));
        if scope == Whose::Mine {
            let others = of_role(&tasks, false);
            checks.same(others, BTreeSet::new(), format_args!("{name} lists as theirs"));
        }
    }
}

/// While nothing changes: each list, by pages of each size, from each cursor and by each search,
/// is what the model says.
pub fn while_nothing_changes(actor: &Actor<'_>, me: usize, board: &Board, checks: &Checks) {
    let name = NAMES[me];
    let mut seen: Vec<(TaskView, usize)> = Vec::new();
    let mut marks = Vec::new();
    for entry in board.all() {
        let task = entry.lock();
        seen.extend(task.as_seen_by(me).ok().map(|view| (view, task.number)));
        marks.push((task.id, task.number));
    }
    seen.sort_by_key(|(task, _)| std::cmp::Reverse(task.id));
    let expected = |of: &dyn Fn(&TaskView, usize) -> bool| -> Answer<Vec<TaskView>> {
        let chosen = seen.iter().filter(|(task, number)| of(task, *number));
        Ok(chosen.map(|(task, _)| task.clone()).collect())
    };
    let listed = |limit, query: &dyn Fn() -> ListTasks| -> Answer<Vec<TaskView>> {
        Ok(all_pages(actor, limit, query)?.into_iter().map(TaskView::from).collect())
    };
    let tasks: Vec<_> = seen.iter().map(|(task, _)| task.clone()).collect();
    orders::in_every_order(actor, name, &tasks, checks);
    for scope in SCOPES {
        let is_in = |task: &TaskView| match scope {
            Whose::Mine => task.role == Role::Owner,
            Whose::Shared => task.role != Role::Owner,
            Whose::All => true,
        };
        let of_scope = || ListTasks { scope, ..ListTasks::default() };
        for limit in [1, 7, 100] {
            let got = listed(limit, &of_scope);
            let all = expected(&|task, _| is_in(task));
            checks.same(got, all, format_args!("{name} lists {scope:?} by {limit}"));
        }
        for completed in [false, true] {
            let got = listed(20, &|| ListTasks { completed: Some(completed), ..of_scope() });
            let all = expected(&|task, _| is_in(task) && task.completed == completed);
            checks.same(got, all, format_args!("{name} lists {scope:?} {completed}"));
        }
        for (cursor, searched) in marks.iter().filter(|(_, number)| number % 3 == scope as usize) {
            let got = listed(50, &|| ListTasks { cursor: Some(cursor.to_string()), ..of_scope() });
            let all = expected(&|task, _| is_in(task) && task.id < *cursor);
            checks.same(got, all, format_args!("{name} lists {scope:?} after {cursor}"));
            let text = json!(mark(*searched).to_uppercase());
            let q = || serde_json::from_value(text.clone()).unwrap();
            let got = listed(20, &|| ListTasks { q: Some(q()), ..of_scope() });
            let all = expected(&|task, number| is_in(task) && number == *searched);
            checks.same(got, all, format_args!("{name} searches {scope:?} for {searched}"));
        }
    }
}
