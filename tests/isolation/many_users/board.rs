//! The models of all tasks.

use std::sync::{Arc, Mutex, MutexGuard, RwLock};

use wall::Id;

use super::{model::TaskModel, random::Random};

/// The models of all tasks that there are and were. Whoever acts on a task locks its model for as
/// long as it takes.
#[derive(Default)]
pub struct Board {
    tasks: RwLock<Vec<Arc<Entry>>>,
    /// For each number who was ever let see the task of that number, one bit to a user.
    ever_seen_by: Mutex<Vec<u32>>,
    /// The ids of all members and comments that there ever were.
    below: Mutex<Vec<Id>>,
}

pub struct Entry {
    pub id: Id,
    pub owner: usize,
    model: Mutex<TaskModel>,
}

impl Entry {
    pub fn lock(&self) -> MutexGuard<'_, TaskModel> {
        self.model.lock().unwrap()
    }
}

impl Board {
    pub fn len(&self) -> usize {
        self.tasks.read().unwrap().len()
    }

    pub fn all(&self) -> Vec<Arc<Entry>> {
        self.tasks.read().unwrap().clone()
    }

    /// The number of a task that is about to be made.
    pub fn number_for(&self, owner: usize) -> usize {
        let mut seen = self.ever_seen_by.lock().unwrap();
        seen.push(1 << owner);
        seen.len() - 1
    }

    pub fn add(&self, model: TaskModel) {
        let entry = Entry { id: model.id, owner: model.owner, model: Mutex::new(model) };
        self.tasks.write().unwrap().push(Arc::new(entry));
    }

    /// Notes that a task is about to be shown to someone.
    pub fn let_see(&self, number: usize, user: usize) {
        self.ever_seen_by.lock().unwrap()[number] |= 1 << user;
    }

    /// Notes the id of a new member or comment.
    pub fn note_below(&self, id: Id) {
        self.below.lock().unwrap().push(id);
    }

    /// A member or comment of any task.
    pub fn pick_below(&self, random: &mut Random) -> Option<Id> {
        random.pick(&self.below.lock().unwrap()).copied()
    }

    /// The numbers in a text that are of tasks which the user was never let see.
    pub fn never_shown_to(&self, user: usize, text: &str) -> Vec<usize> {
        let seen = self.ever_seen_by.lock().unwrap();
        numbers_in(text).filter(|number| seen[*number] & 1 << user == 0).collect()
    }

    /// Any task, now and then one that is gone or never was, and more often than not one that the
    /// user can do something with.
    pub fn pick(&self, user: usize, random: &mut Random) -> Arc<Entry> {
        let all = self.all();
        if !random.one_in(12) {
            for _ in 0..3 {
                let Some(entry) = random.pick(&all) else { break };
                if random.one_in(3) || entry.lock().role(user).is_some() {
                    return Arc::clone(entry);
                }
            }
        }
        let id = random.made_up_id();
        Arc::new(Entry { id, owner: 0, model: Mutex::new(TaskModel::nowhere(id)) })
    }
}

/// What marks a text as one of the task of that number.
pub fn mark(number: usize) -> String {
    format!("mark{number}.")
}

fn numbers_in(text: &str) -> impl Iterator<Item = usize> {
    text.split("mark").skip(1).filter_map(|rest| rest.split('.').next()?.parse().ok())
}
