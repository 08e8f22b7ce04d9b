//! What cookies are called, and where browsers send them.

use crate::{
    case::{Cases, not_applicable, replay, replay_given},
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
            not_applicable(
                "names and attributes of single cookies cannot be changed",
                ["cookies-06-custom-signup"],
            ),
        ),
        Variant::new(
            "cookies-https-base-url",
            &[("BETTER_AUTH_URL", "https://auth.example.com")],
            https.into_iter().chain(there).collect::<Vec<_>>().differ(
                "every-answer",
                [[
                    "header strict-transport-security",
                    "absent",
                    "max-age=31536000; includeSubDomains",
                ]],
            ),
        ),
        Variant::as_is(
            "cookies-secure",
            not_applicable(
                "cookies are secure by HTTPS, and by nothing else",
                ["cookies-01-secure-signup", "cookies-02-secure-get-session"],
            ),
        ),
    ]
}
