//! Other providers.

use super::{
    endpoint::{Answer, Endpoint, GET, POST},
    faults::Refusal,
    members::{
        Body, JSON,
        Kind::{Flag, Record, Segment, Text, Texts, WithToken},
        Member, NOTHING,
    },
};

/// The body of what asks for another provider.
const SOCIAL: Body = Body {
    members: &[
        ("provider", Text, true),
        ("callbackURL", Text, false),
        ("newUserCallbackURL", Text, false),
        ("errorCallbackURL", Text, false),
        ("disableRedirect", Flag, false),
        ("idToken", WithToken, false),
        ("scopes", Texts, false),
        ("requestSignUp", Flag, false),
        ("loginHint", Text, false),
        ("additionalParams", Record, false),
        ("additionalData", Record, false),
    ],
    example: r#"{"provider":"github"}"#,
    ..JSON
};

/// What a provider sends along.
const CALLBACK: &[Member] = &[
    ("code", Text, false),
    ("error", Text, false),
    ("device_id", Text, false),
    ("error_description", Text, false),
    ("state", Text, false),
    ("user", Text, false),
    ("iss", Text, false),
];

const PROVIDER: Member = ("provider", Segment, true);

const NO_PROVIDER: Refusal = ("404", "There is no such provider", &["PROVIDER_NOT_FOUND"]);

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/api/auth/sign-in/social",
        id: "signInSocial",
        summary: "A session by way of another provider, of which none can be configured yet",
        body: Some(SOCIAL),
        refusals: &[NO_PROVIDER],
        ..POST
    },
    Endpoint {
        path: "/api/auth/link-social",
        id: "linkSocial",
        summary: "One more way to sign in, by another provider: none can be configured yet",
        session: true,
        body: Some(SOCIAL),
        refusals: &[NO_PROVIDER],
        ..POST
    },
    Endpoint {
        path: "/api/auth/callback/{provider}",
        id: "getProviderCallback",
        summary: "Where another provider sends its users back to",
        parameters: &[
            PROVIDER,
            ("code", Text, false),
            ("error", Text, false),
            ("device_id", Text, false),
            ("error_description", Text, false),
            ("state", Text, false),
            ("user", Text, false),
            ("iss", Text, false),
        ],
        answers: &[Answer::Redirect("To the page for errors: nobody was sent there from here")],
        ..GET
    },
    Endpoint {
        path: "/api/auth/callback/{provider}",
        id: "postProviderCallback",
        summary: "The same, with a form",
        parameters: &[PROVIDER],
        body: Some(Body { form: true, members: CALLBACK, ..NOTHING }),
        answers: &[Answer::Redirect("To the same by GET, with what is in the body")],
        ..POST
    },
];
