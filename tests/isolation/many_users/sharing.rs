//! Who is let in, and as what.

use ownly::tasks::members::{MemberRole, Who};

use super::{
    NAMES,
    actor::Actor,
    board::Board,
    checks::Checks,
    members::{MemberModel, address, is_named_by_address},
    model::{TaskModel, USERS},
    random::Random,
    views::Answer,
};

pub fn share(
    actor: &Actor<'_>,
    me: usize,
    task: &mut TaskModel,
    board: &Board,
    checks: &Checks,
    random: &mut Random,
) {
    let whom = random.below(USERS);
    let role = if random.one_in(2) { MemberRole::Editor } else { MemberRole::Viewer };
    let by_address = is_named_by_address(whom);
    let is_known = !by_address || whom == me || !random.one_in(4);
    let user_id = is_known.then(|| NAMES[whom].to_owned());
    let who = match user_id {
        Some(user_id) if !by_address => Who::User(user_id),
        user_id => Who::Address { email: address(whom), user_id },
    };
    if is_known && task.owner == me && task.is_there {
        board.let_see(task.number, whom);
    }
    let got = actor.share(task.id, who, role);
    let expected = task.owning(me).map(|()| {
        if whom == me {
            return None;
        }
        let known = task.members.iter_mut().find(|member| member.user == whom);
        let is_new = known.is_none();
        let id = match &got {
            Ok(Some((member, true))) => {
                board.note_below(member.id);
                member.id
            }
            _ => task.id,
        };
        let member = match known {
            Some(member) => member,
            None => {
                task.members.push(MemberModel { id, user: whom, is_known, role });
                task.members.last_mut()?
            }
        };
        (member.role, member.is_known) = (role, member.is_known || is_known);
        Some((member.view(), is_new))
    });
    checks.same(got, expected, format_args!("{} shares {} with {whom}", NAMES[me], task.id));
}

/// It becomes known who has an address. Nobody but the owner can say so.
pub fn settle(
    actor: &Actor<'_>,
    me: usize,
    task: &mut TaskModel,
    board: &Board,
    checks: &Checks,
    random: &mut Random,
) {
    let whom = random.below(USERS);
    let is_owner = task.owning(me).is_ok();
    let named = |member: &&mut MemberModel| member.user == whom && is_named_by_address(whom);
    if let Some(member) = task.members.iter_mut().find(named).filter(|_| is_owner) {
        member.is_known = true;
        board.let_see(task.number, whom);
    }
    let got: Answer<()> = actor.settle(task.id, address(whom), NAMES[whom].to_owned());
    checks.same(got, Ok(()), format_args!("{} settles {}", NAMES[me], task.id));
}
