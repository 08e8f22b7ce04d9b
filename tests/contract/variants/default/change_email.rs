//! A new e-mail address.

use crate::{
    case::{Case, Cases, replay, replay_given},
    given::{Given, session},
    people::{ADA, Person, SOMEBODY},
};

use super::verification::VERIFIER;

const CHANGER: Person = Person {
    id: "S4STM7jilfiXCMbBan29j7tdXeqHN3Rj",
    email: "ce@example.com",
    since: Some("2026-11-22T17:57:23.000Z"),
    ..SOMEBODY
};

const CHANGED: Person = Person { email: "ce2@example.com", ..CHANGER };
const VERIFIED: Person = Person { verified: true, ..VERIFIER };

pub fn cases() -> Vec<Case> {
    let before =
        replay_given(["change-email-01-unverified-user", "change-email-02-verify-link"], || {
            signed_in(CHANGER)
        });
    let after = replay_given(
        ["change-email-20-same", "change-email-21-taken", "change-email-22-invalid"],
        || signed_in(CHANGED),
    );
    let verified = replay_given(
        ["change-email-10-verified-user", "change-email-11-verified-user-link"],
        || [VERIFIED.into(), session("F6lX9v4MxKPdKZDRbmzGwyBcTodeFa5i", VERIFIED).into()],
    );
    let nobody = replay(["change-email-23-none"]);
    let all = [before, after, verified, nobody].into_iter().flatten();
    all.collect::<Vec<_>>().needing("OWNLY_MAIL")
}

fn signed_in(as_: Person) -> [Given; 3] {
    [ADA.into(), as_.into(), session("NORhlwCAfUEPNmSkSkG1kjRURL5t9Wb1", as_).into()]
}
