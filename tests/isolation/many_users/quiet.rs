//! While nothing changes, a user tries every id there ever was and lists all that they can.

use std::collections::BTreeSet;

use ownly::tasks::members::{MemberRole, Who};
use serde_json::{Value, json};
use wall::Id;

use super::{
    NAMES, actor::Actor, board::Board, checks::Checks, lists, model::TaskModel, random::Random,
};

pub fn try_everything(actor: &Actor<'_>, me: usize, board: &Board, checks: &Checks) {
    let mut another: Option<TaskModel> = None;
    for entry in board.all() {
        // A copy: the others are not to wait.
        let task = entry.lock().clone();
        try_task(actor, me, &task, checks);
        try_what_hangs_on_it(actor, me, &task, checks);
        for below in task.below() {
            try_below(actor, me, &task, below, checks);
            if let Some(another) = &another {
                try_below(actor, me, another, below, checks);
            }
        }
        if checks.failed() {
            return;
        }
        if task.owning(me).is_ok() || another.is_none() {
            another = Some(task);
        }
    }
    let made_up = TaskModel::nowhere(Random::new(me as u64, [0, 0]).made_up_id());
    try_task(actor, me, &made_up, checks);
    lists::while_nothing_changes(actor, me, board, checks);
    export_everything(actor, me, board, checks);
}

/// Reads are compared; writes are tried where they must be refused.
fn try_task(actor: &Actor<'_>, me: usize, task: &TaskModel, checks: &Checks) {
    let (name, id) = (NAMES[me], task.id);
    checks.same(actor.get(id), task.as_seen_by(me), format_args!("{name} gets {id}"));
    let nothing = actor.update(id, &json!({}));
    checks.same(nothing, task.as_seen_by(me), format_args!("{name} changes nothing of {id}"));
    if let Err(refusal) = task.changing(me) {
        let got = actor.update(id, &json!({ "title": "stolen" }));
        checks.same(got, Err(refusal.clone()), format_args!("{name} changes {id}"));
        let got = actor.say(id, "heard");
        checks.same(got, Err(refusal), format_args!("{name} comments on {id}"));
    }
    if let Err(refusal) = task.owning(me) {
        let got = actor.delete(id);
        checks.same(got, Err(refusal.clone()), format_args!("{name} deletes {id}"));
        let myself = Who::User(NAMES[me].to_owned());
        let got = actor.share(id, myself, MemberRole::Editor);
        checks.same(got, Err(refusal), format_args!("{name} shares {id}"));
    }
}

fn try_what_hangs_on_it(actor: &Actor<'_>, me: usize, task: &TaskModel, checks: &Checks) {
    let (name, id) = (NAMES[me], task.id);
    let (members, comments) = (task.members_seen_by(me), task.comments_seen_by(me));
    checks.same(actor.members(id), members, format_args!("{name} lists members of {id}"));
    let limit = 1 + task.number as u64 % 3;
    checks.same(actor.comments(id, limit), comments, format_args!("{name} reads on {id}"));
    let pending = Ok(task.pending_seen_by(me));
    checks.same(actor.pending(id), pending, format_args!("{name} looks who is to come to {id}"));
}

/// The id of a member or a comment, be it one of that task's or of another's.
fn try_below(actor: &Actor<'_>, me: usize, task: &TaskModel, below: Id, checks: &Checks) {
    let (name, id) = (NAMES[me], task.id);
    if let Err(refusal) = task.removing(me, below) {
        let got = actor.remove(id, below);
        checks.same(got, Err(refusal), format_args!("{name} removes {below} from {id}"));
    }
    if let Err(refusal) = task.rewording(me, below) {
        let got = actor.reword(id, below, "put into someone's mouth");
        checks.same(got, Err(refusal), format_args!("{name} rewords {below} on {id}"));
    }
    if let Err(refusal) = task.taking_back(me, below) {
        let got = actor.take_back(id, below);
        checks.same(got, Err(refusal), format_args!("{name} takes {below} off {id}"));
    }
}

/// The ids in an export: of tasks that one owns, memberships that one may end, and comments that
/// one wrote or has on one's tasks.
fn export_everything(actor: &Actor<'_>, me: usize, board: &Board, checks: &Checks) {
    let mut expected = BTreeSet::new();
    for entry in board.all() {
        let task = entry.lock();
        let mut add = |table, id: Id| expected.insert((table, json!(id).to_string()));
        if task.owning(me).is_ok() {
            add("task", task.id);
        }
        let own = task
            .members
            .iter()
            .filter(|member| task.owning(me).is_ok() || (member.user == me && member.is_known));
        own.for_each(|member| _ = add("member", member.id));
        let own = task.comments.iter().filter(|comment| task.is_ones_own(comment, me));
        own.for_each(|comment| _ = add("comment", comment.id));
    }
    let id = |row: &Value| row["id"].to_string();
    let got = actor.export();
    let got = got.map(|rows| rows.iter().map(|(table, row)| (*table, id(row))).collect());
    checks.same(got, Ok(expected), format_args!("{} exports", NAMES[me]));
}
