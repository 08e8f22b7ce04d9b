//! What a user does when nobody stops them.

use serde_json::json;
use wall::Id;

use super::{
    NAMES,
    actor::Actor,
    board::{Board, mark},
    checks::Checks,
    lists,
    model::TaskModel,
    random::Random,
    sharing,
};

/// One thing that came to the mind of user `me`.
pub fn turn(actor: &Actor<'_>, me: usize, board: &Board, checks: &Checks, random: &mut Random) {
    let name = NAMES[me];
    let kind = random.below(100);
    if kind < 5 {
        return create(actor, me, board, checks, random);
    }
    if kind < 10 {
        return lists::while_others_write(actor, me, board, checks);
    }
    let entry = board.pick(me, random);
    let (id, mut task) = (entry.id, entry.lock());
    let task = &mut *task;
    match kind {
        10..18 => checks.same(actor.get(id), task.as_seen_by(me), format_args!("{name} gets {id}")),
        18..29 => update(actor, me, task, checks, random),
        29..31 => {
            let got = actor.delete(id);
            checks.same(got, task.delete(me), format_args!("{name} deletes {id}"));
        }
        31..52 => sharing::share(actor, me, task, board, checks, random),
        52..62 => {
            let member = some_id(task, board, random);
            let got = actor.remove(id, member);
            checks.same(got, task.remove(me, member), format_args!("{name} removes {member}"));
        }
        62..66 => sharing::settle(actor, me, task, board, checks, random),
        66..80 => {
            let text = text_of(task, random);
            let got = actor.say(id, &text);
            let made = got.as_ref().map_or(id, |comment| comment.id);
            board.note_below(made);
            checks.same(got, task.say(me, made, &text), format_args!("{name} comments on {id}"));
        }
        80..91 => {
            let (comment, text) = (some_id(task, board, random), text_of(task, random));
            let got = actor.reword(id, comment, &text);
            let expected = task.reword(me, comment, &text);
            checks.same(got, expected, format_args!("{name} rewords {comment}"));
        }
        _ => {
            let comment = some_id(task, board, random);
            let got = actor.take_back(id, comment);
            let expected = task.take_back(me, comment);
            checks.same(got, expected, format_args!("{name} takes back {comment}"));
        }
    }
}

fn create(actor: &Actor<'_>, me: usize, board: &Board, checks: &Checks, random: &mut Random) {
    let mut task = TaskModel::nowhere(random.made_up_id());
    (task.number, task.owner, task.is_there) = (board.number_for(me), me, true);
    task.title = text_of(&task, random);
    task.description = random.one_in(2).then(|| text_of(&task, random));
    let body = json!({ "title": task.title, "description": task.description });
    let got = actor.create(&body);
    task.id = got.as_ref().map_or(task.id, |made| made.id);
    checks.same(got, task.as_seen_by(me), format_args!("{} creates a task", NAMES[me]));
    board.add(task);
}

fn update(
    actor: &Actor<'_>,
    me: usize,
    task: &mut TaskModel,
    checks: &Checks,
    random: &mut Random,
) {
    let (title, completed) = (text_of(task, random), random.one_in(2));
    let description = random.one_in(2).then(|| text_of(task, random));
    let body = json!({ "title": title, "description": description, "completed": completed });
    let got = actor.update(task.id, &body);
    let expected = task.changing(me).and_then(|()| {
        (task.title, task.description, task.completed) = (title, description, completed);
        task.as_seen_by(me)
    });
    checks.same(got, expected, format_args!("{} changes {}", NAMES[me], task.id));
}

/// The id of a member or comment that is there or was, of another task's, or a made up one.
fn some_id(task: &TaskModel, board: &Board, random: &mut Random) -> Id {
    if random.one_in(8) {
        return random.made_up_id();
    }
    let other = board.pick_below(random).filter(|_| random.one_in(4));
    let own: Vec<_> = task.below().collect();
    other.or(random.pick(&own).copied()).unwrap_or_else(|| random.made_up_id())
}

fn text_of(task: &TaskModel, random: &mut Random) -> String {
    let odd = random.pick(&["", "%", "_", "' OR 1=1 --", r"\", "É", "🦀"]).unwrap();
    format!("{}{odd}{:x}", mark(task.number), random.below(0x1000))
}
