//! Who is there already.

use std::collections::BTreeMap;

use db::AnyConnection;

use super::{Imported, NotImported, Outcome};
use crate::store::users::{self, User};

/// The users who share an id or an address with one of a batch: addresses by id, ids by address.
pub(super) struct Known {
    emails: BTreeMap<String, String>,
    ids: BTreeMap<String, String>,
}

impl Known {
    pub(super) fn among(connection: &mut AnyConnection, batch: &[Imported]) -> db::Result<Self> {
        let ids: Vec<_> = batch.iter().map(|one| one.user.id.as_str()).collect();
        let emails: Vec<_> = batch.iter().map(|one| one.user.email.as_str()).collect();
        let mut known = Self { emails: BTreeMap::new(), ids: BTreeMap::new() };
        for user in users::among(connection, &ids, &emails)? {
            known.add(&user);
        }
        Ok(known)
    }

    pub(super) fn add(&mut self, user: &User) {
        self.emails.insert(user.id.clone(), user.email.clone());
        self.ids.insert(user.email.clone(), user.id.clone());
    }

    pub(super) fn outcome(&self, one: &Imported) -> Result<Outcome, NotImported> {
        let (id, email) = (&one.user.id, &one.user.email);
        match (self.ids.get(email), self.emails.get(id)) {
            (Some(known), _) if one.has_id && known != id => {
                Err(NotImported::EmailTaken { email: email.clone(), id: known.clone() })
            }
            (Some(_), _) => Ok(Outcome::There),
            (None, Some(known)) => {
                Err(NotImported::IdTaken { id: id.clone(), email: known.clone() })
            }
            (None, None) => Ok(Outcome::New),
        }
    }
}
