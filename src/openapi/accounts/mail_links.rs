//! What goes by mail: asking for links, and following them.

use super::{
    endpoint::{Answer, Endpoint, GET, POST},
    faults::Refusal,
    members::{
        Body, JSON,
        Kind::{Email, Password, Segment, Text},
        Member,
    },
};

const LINK: &[Member] = &[("token", Text, true), ("callbackURL", Text, false)];

const UNTRUSTED: Refusal = ("403", "It wants to go where it may not", &["INVALID_CALLBACK_URL"]);

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/api/auth/send-verification-email",
        id: "sendVerificationEmail",
        summary: "Mails the link that verifies an address",
        body: Some(Body {
            members: &[("email", Email, true), ("callbackURL", Text, false)],
            example: r#"{"email":"ada@example.com"}"#,
            ..JSON
        }),
        answers: &[Answer::Json("Status", &[])],
        refusals: &[(
            "400",
            "What was sent cannot be meant, there is nothing to verify, or no mail is sent here",
            &["VERIFICATION_EMAIL_NOT_ENABLED", "EMAIL_MISMATCH", "EMAIL_ALREADY_VERIFIED"],
        )],
        ..POST
    },
    Endpoint {
        path: "/api/auth/verify-email",
        id: "verifyEmail",
        summary: "The mailed link: verifies the address, or changes it",
        parameters: LINK,
        answers: &[
            Answer::Json("EmailVerified", &["set-auth-token"]),
            Answer::Redirect("To the callback, with error=CODE if it was refused"),
        ],
        refusals: &[
            (
                "401",
                "The link is no good, and there is no callback",
                &["TOKEN_EXPIRED", "INVALID_TOKEN", "USER_NOT_FOUND", "INVALID_USER"],
            ),
            UNTRUSTED,
        ],
        ..GET
    },
    Endpoint {
        path: "/api/auth/request-password-reset",
        id: "requestPasswordReset",
        summary: "Mails the link to a new password, if anyone has the address",
        body: Some(Body {
            members: &[("email", Email, true), ("redirectTo", Text, false)],
            example: r#"{"email":"ada@example.com"}"#,
            ..JSON
        }),
        answers: &[Answer::Json("StatusAndMessage", &[])],
        refusals: &[(
            "400",
            "What was sent cannot be meant, or no mail is sent here",
            &["RESET_PASSWORD_DISABLED", "INVALID_EMAIL"],
        )],
        ..POST
    },
    Endpoint {
        path: "/api/auth/reset-password/{token}",
        id: "followPasswordReset",
        summary: "The mailed link, which leads to the page that asks for the new password",
        parameters: &[("token", Segment, true), ("callbackURL", Text, true)],
        answers: &[Answer::Redirect("To the callback, with the token or error=INVALID_TOKEN")],
        refusals: &[UNTRUSTED],
        ..GET
    },
    Endpoint {
        path: "/api/auth/reset-password",
        id: "resetPassword",
        summary: "A new password, with the token of a mailed link in the body or the query",
        parameters: &[("token", Text, false)],
        body: Some(Body {
            members: &[("newPassword", Password, true), ("token", Text, false)],
            example: r#"{"newPassword":"a new horse battery","token":"CpFKmVt9NZp5cWuN1GvLwuMK"}"#,
            ..JSON
        }),
        answers: &[Answer::Json("Status", &[])],
        refusals: &[(
            "400",
            "What was sent cannot be meant, or the token is no good",
            &[
                "INVALID_TOKEN",
                "USER_NOT_FOUND",
                "PASSWORD_TOO_SHORT",
                "PASSWORD_TOO_LONG",
                "PASSWORD_COMPROMISED",
            ],
        )],
        ..POST
    },
    Endpoint {
        path: "/api/auth/delete-user/callback",
        id: "followDeleteUser",
        summary: "The mailed link: ends the account of the user, who is signed in",
        parameters: LINK,
        answers: &[Answer::Json("Success", &[]), Answer::Redirect("To the callback")],
        refusals: &[
            (
                "404",
                "Nobody is signed in, the link is no good, or this is switched off",
                &["FAILED_TO_GET_USER_INFO", "INVALID_TOKEN", "NOT_FOUND"],
            ),
            UNTRUSTED,
        ],
        ..GET
    },
    Endpoint {
        path: "/api/auth/error",
        id: "showError",
        summary: "Where browsers end up when a link leads nowhere",
        parameters: &[("error", Text, false), ("error_description", Text, false)],
        answers: &[
            Answer::Page("A page that names the code"),
            Answer::Redirect("To the application's own page, where one is configured"),
        ],
        ..GET
    },
];
