//! What cookies are called, and where browsers send them.

use crate::{
    case::{Cases, replay, replay_given},
    given::session,
    people::{Person, SOMEBODY},
};

use super::Variant;

const S: Person = Person {
    id: "RhqFyvtgsjDtCaff0VTBgEzBzOPnmLFU",
    name: "S",
    email: "s@example.com",
    ..SOMEBODY
};

pub fn variants() -> Vec<Variant> {
    let https = replay(["cookies-03-https-signup"]);
    let there =
        replay_given(["cookies-04-https-token", "cookies-05-https-origin-is-base-url"], || {
            [S.into(), session("0npYkLLbau5EvyCAdsetJMPXdUomMoFx", S).into()]
        });
    vec![
        Variant::as_is(
            "cookies-custom",
            replay(["cookies-06-custom-signup"]).awaiting("names and attributes of cookies"),
        ),
        Variant::new(
            "cookies-https-base-url",
            &[("BETTER_AUTH_URL", "https://auth.example.com")],
            https.into_iter().chain(there),
        ),
        Variant::as_is(
            "cookies-secure",
            replay(["cookies-01-secure-signup", "cookies-02-secure-get-session"])
                .awaiting("secure cookies by HTTP"),
        ),
    ]
}
