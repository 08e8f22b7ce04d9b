//! What Ownly has no options for.

use crate::case::not_applicable;

use super::Variant;

pub fn variants() -> Vec<Variant> {
    let fields = not_applicable(
        "a user has no further fields; an application keeps them in tables of its own",
        [
            "fields-01-missing-required",
            "fields-02-ok",
            "fields-03-input-false",
            "fields-04-get-session",
            "fields-05-update-role",
            "fields-06-update-nickname",
            "fields-07-update-session",
            "fields-08-token",
        ],
    );
    let social = not_applicable(
        "there are no social providers yet",
        [
            "social-01-signin-github",
            "social-02-signin-google",
            "social-03-callback-no-state",
            "social-04-callback-bad-state",
            "social-05-callback-state-without-cookie",
            "social-06-callback-provider-error",
            "social-07-callback-unknown-provider",
        ],
    );
    vec![Variant::as_is("additional-fields", fields), Variant::as_is("social", social)]
}
