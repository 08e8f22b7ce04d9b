//! Lists of tasks in other orders than newest first.

use std::cmp::Reverse;

use ownly::tasks::{ListTasks, Role, Sort, Task, Whose};

use super::{
    actor::Actor,
    checks::Checks,
    lists::{all_pages, every_list},
    views::TaskView,
};

/// While nothing changes: a list holds in each order what it does in any, and is in that order.
pub fn in_every_order(actor: &Actor<'_>, name: &str, seen: &[TaskView], checks: &Checks) {
    for (scope, sort) in every_list() {
        let is_in = |task: &&TaskView| match scope {
            Whose::Mine => task.role == Role::Owner,
            Whose::Shared => task.role != Role::Owner,
            Whose::All => true,
        };
        let mut expected: Vec<_> = seen.iter().filter(is_in).cloned().collect();
        let listed = all_pages(actor, 3, || ListTasks { scope, sort, ..ListTasks::default() });
        let listed = listed.map(|tasks| {
            let is_in_order = is_in_order(&tasks, sort);
            let mut views: Vec<_> = tasks.into_iter().map(TaskView::from).collect();
            views.sort_by_key(|task| task.id);
            (is_in_order, views)
        });
        expected.sort_by_key(|task| task.id);
        let list = format_args!("{name} lists {scope:?} by {sort:?}");
        checks.same(listed, Ok((true, expected)), list);
    }
}

fn is_in_order(tasks: &[Task], sort: Sort) -> bool {
    let due = |task: &Task| (task.due_at.is_none(), task.due_at, task.id);
    let due_last = |task: &Task| (task.due_at.is_none(), Reverse((task.due_at, task.id)));
    match sort {
        Sort::Newest => tasks.is_sorted_by_key(|task| Reverse(task.id)),
        Sort::CreatedAt => tasks.is_sorted_by_key(|task| (task.created_at, task.id)),
        Sort::CreatedAtDescending => {
            tasks.is_sorted_by_key(|task| Reverse((task.created_at, task.id)))
        }
        Sort::DueAt => tasks.is_sorted_by_key(due),
        Sort::DueAtDescending => tasks.is_sorted_by_key(due_last),
        Sort::Title => tasks.is_sorted_by(|a, b| (&a.title, a.id) <= (&b.title, b.id)),
        Sort::TitleDescending => tasks.is_sorted_by(|a, b| (&a.title, a.id) >= (&b.title, b.id)),
    }
}
