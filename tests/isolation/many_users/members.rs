//! Who may see and end which membership.

use ownly::tasks::{Role, members::MemberRole};
use wall::Id;

use super::{
    NAMES,
    model::TaskModel,
    views::{Answer, MemberView, no_such},
};

/// How owners name a user: some by address, some by id.
pub fn is_named_by_address(user: usize) -> bool {
    user.is_multiple_of(2)
}

pub fn address(user: usize) -> String {
    format!("user{user}@example.com")
}

#[derive(Debug, Clone)]
pub struct MemberModel {
    pub id: Id,
    pub user: usize,
    /// Whether it is known who has the address; before that it opens nothing.
    pub is_known: bool,
    pub role: MemberRole,
}

impl TaskModel {
    pub fn members_seen_by(&self, user: usize) -> Answer<Vec<MemberView>> {
        let role = self.seeing(user)?;
        let seen = self.members.iter();
        let seen = seen.filter(|member| role == Role::Owner || member.user == user);
        let mut seen: Vec<_> = seen.map(MemberModel::view).collect();
        seen.sort_by_key(|member| member.id);
        Ok(seen)
    }

    /// The addresses of which it is not known who has them: for the owner alone.
    pub fn pending_seen_by(&self, user: usize) -> Vec<String> {
        let unknown = self.members.iter().filter(|member| !member.is_known);
        let mut addresses: Vec<_> = match self.role(user) {
            Some(Role::Owner) => unknown.map(|member| address(member.user)).collect(),
            _ => Vec::new(),
        };
        addresses.sort();
        addresses
    }

    pub fn removing(&self, user: usize, member: Id) -> Answer<()> {
        let seen = self.members_seen_by(user)?;
        let found = seen.iter().any(|seen| seen.id == member);
        if found { Ok(()) } else { Err(no_such("member")) }
    }

    pub fn remove(&mut self, user: usize, member: Id) -> Answer<()> {
        self.removing(user, member)?;
        self.members.retain(|other| other.id != member);
        self.former.push(member);
        Ok(())
    }
}

impl MemberModel {
    pub fn view(&self) -> MemberView {
        let by_address = is_named_by_address(self.user);
        let name = if by_address { address(self.user) } else { NAMES[self.user].to_owned() };
        MemberView { id: self.id, name, role: self.role }
    }
}
