//! A user who calls the application's repository functions, one after another.

use futures_util::{StreamExt, TryStreamExt};
use ownly::{
    http::Paging,
    tasks::{
        self, CreateTask, ListTasks, Task, UpdateTask, comments,
        members::{self, MemberRole, Who},
    },
};
use serde_json::{Value, json};
use wall::{AuthUser, Db, Error, Id, Page, PageSize};

use super::views::{Answer, CommentView, MemberView, TaskView};

/// More rows than there are: a list that has more goes round in circles.
pub const ENDLESS: usize = 5_000;

pub struct Actor<'w> {
    runtime: actix_rt::Runtime,
    db: &'w Db,
    user: &'w AuthUser,
}

impl<'w> Actor<'w> {
    pub fn new(db: &'w Db, user: &'w AuthUser) -> Self {
        Self { runtime: actix_rt::Runtime::new().unwrap(), db, user }
    }

    fn done<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Answer<T> {
        self.runtime.block_on(work).map_err(|error| error.to_string())
    }

    pub fn create(&self, body: &Value) -> Answer<TaskView> {
        let task: CreateTask = parsed(body);
        self.done(tasks::create(self.db, self.user, task)).map(TaskView::from)
    }

    pub fn get(&self, id: Id) -> Answer<TaskView> {
        self.done(tasks::get(self.db, self.user, id)).map(TaskView::from)
    }

    pub fn update(&self, id: Id, body: &Value) -> Answer<TaskView> {
        let task: UpdateTask = parsed(body);
        self.done(tasks::update(self.db, self.user, id, task)).map(TaskView::from)
    }

    pub fn delete(&self, id: Id) -> Answer<()> {
        self.done(tasks::delete(self.db, self.user, id))
    }

    pub fn list(&self, query: ListTasks) -> Answer<Page<Task, String>> {
        self.done(tasks::list(self.db, self.user, query))
    }

    pub fn export(&self) -> Answer<Vec<(&'static str, Value)>> {
        let rows = self.db.export(self.user).take(ENDLESS).map_ok(|row| (row.table, row.row));
        self.done(rows.try_collect())
    }

    pub fn members(&self, task: Id) -> Answer<Vec<MemberView>> {
        let members = self.done(members::list(self.db, self.user, task))?;
        Ok(members.into_iter().map(MemberView::from).collect())
    }

    pub fn pending(&self, task: Id) -> Answer<Vec<String>> {
        let mut addresses = self.done(members::pending(self.db, self.user, task))?;
        addresses.sort();
        Ok(addresses)
    }

    pub fn settle(&self, task: Id, address: String, member: String) -> Answer<()> {
        self.done(members::settle(self.db, self.user, task, address, member))
    }

    pub fn share(
        &self,
        task: Id,
        who: Who,
        role: MemberRole,
    ) -> Answer<Option<(MemberView, bool)>> {
        let shared = self.done(members::share(self.db, self.user, task, who, role))?;
        Ok(shared.map(|(member, is_new)| (member.into(), is_new)))
    }

    pub fn remove(&self, task: Id, member: Id) -> Answer<()> {
        self.done(members::remove(self.db, self.user, task, member))
    }

    pub fn comments(&self, task: Id, limit: u64) -> Answer<Vec<CommentView>> {
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let query = Paging { limit: PageSize::new(limit).unwrap(), cursor };
            let page = self.done(comments::list(self.db, self.user, task, query))?;
            all.extend(page.items.into_iter().map(CommentView::from));
            cursor = page.next_cursor;
            if cursor.is_none() || all.len() > ENDLESS {
                return Ok(all);
            }
        }
    }

    pub fn say(&self, task: Id, text: &str) -> Answer<CommentView> {
        let text = parsed(&json!(text));
        self.done(comments::create(self.db, self.user, task, text)).map(CommentView::from)
    }

    pub fn reword(&self, task: Id, comment: Id, text: &str) -> Answer<CommentView> {
        let text = parsed(&json!(text));
        let reworded = comments::update(self.db, self.user, task, comment, text);
        self.done(reworded).map(CommentView::from)
    }

    pub fn take_back(&self, task: Id, comment: Id) -> Answer<()> {
        self.done(comments::delete(self.db, self.user, task, comment))
    }
}

/// A body as clients send it.
fn parsed<T: serde::de::DeserializeOwned>(body: &Value) -> T {
    serde_json::from_value(body.clone()).unwrap()
}
