//! What users say of themselves, their passwords, and their end.

use super::{
    endpoint::{Answer, Endpoint, POST},
    faults::Refusal,
    members::{
        Body, JSON,
        Kind::{Email, Flag, NullableText, Password, Text},
    },
};

const OTHER_PASSWORD: Refusal = (
    "400",
    "What was sent cannot be meant, or it is another password",
    &["INVALID_PASSWORD", "PASSWORD_TOO_LONG", "CREDENTIAL_ACCOUNT_NOT_FOUND"],
);

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/api/auth/update-user",
        id: "updateUser",
        summary: "Changes the name or the image",
        session: true,
        body: Some(Body {
            members: &[("name", Text, false), ("image", NullableText, false)],
            example: r#"{"name":"Ada Lovelace"}"#,
            ..JSON
        }),
        answers: &[Answer::Json("Status", &["set-auth-token"])],
        refusals: &[(
            "400",
            "What was sent cannot be meant, or changes nothing",
            &["EMAIL_CAN_NOT_BE_UPDATED"],
        )],
        ..POST
    },
    Endpoint {
        path: "/api/auth/change-email",
        id: "changeEmail",
        summary: "Another address, once its mailbox has been seen to be the user's",
        session: true,
        body: Some(Body {
            members: &[("newEmail", Email, true), ("callbackURL", Text, false)],
            example: r#"{"newEmail":"lovelace@example.com"}"#,
            ..JSON
        }),
        answers: &[Answer::Json("Status", &["set-auth-token"])],
        refusals: &[(
            "400",
            "What was sent cannot be meant, is the address already, or this is switched off",
            &["CHANGE_EMAIL_DISABLED", "INVALID_EMAIL"],
        )],
        ..POST
    },
    Endpoint {
        path: "/api/auth/change-password",
        id: "changePassword",
        summary: "A new password for whoever knows the old one",
        session: true,
        body: Some(Body {
            members: &[
                ("newPassword", Password, true),
                ("currentPassword", Password, true),
                ("revokeOtherSessions", Flag, false),
            ],
            example: r#"{"newPassword":"a new horse battery","currentPassword":"correct horse battery"}"#,
            ..JSON
        }),
        answers: &[Answer::Json("PasswordChanged", &["set-auth-token"])],
        refusals: &[OTHER_PASSWORD, ("400", "", &["PASSWORD_TOO_SHORT", "PASSWORD_COMPROMISED"])],
        ..POST
    },
    Endpoint {
        path: "/api/auth/verify-password",
        id: "verifyPassword",
        summary: "Whether it is the user's password",
        session: true,
        body: Some(Body {
            members: &[("password", Password, true)],
            example: r#"{"password":"correct horse battery"}"#,
            ..JSON
        }),
        answers: &[Answer::Json("Status", &[])],
        refusals: &[OTHER_PASSWORD],
        ..POST
    },
    Endpoint {
        path: "/api/auth/delete-user",
        id: "deleteUser",
        summary: "Ends the account and deletes what is its user's, or mails a link that does",
        session: true,
        body: Some(Body {
            members: &[
                ("callbackURL", Text, false),
                ("password", Password, false),
                ("token", Text, false),
            ],
            example: r#"{"password":"correct horse battery"}"#,
            ..JSON
        }),
        answers: &[Answer::Json("Success", &[])],
        refusals: &[
            OTHER_PASSWORD,
            ("400", "", &["SESSION_EXPIRED"]),
            (
                "404",
                "The token is unknown, used, over or another's; or, without a body, \
                 this is switched off",
                &["INVALID_TOKEN"],
            ),
        ],
        ..POST
    },
];
