//! Signing up, in and out.

use super::{
    endpoint::{Answer, Endpoint, POST},
    faults::Refusal,
    members::{
        Body, JSON,
        Kind::{Email, Flag, Password, Text},
        NOTHING,
    },
};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/api/auth/sign-up/email",
        id: "signUpEmail",
        summary: "A new user, signed in",
        body: Some(Body {
            form: true,
            members: &[
                ("name", Text, true),
                ("email", Email, true),
                ("password", Password, true),
                ("image", Text, false),
                ("callbackURL", Text, false),
                ("rememberMe", Flag, false),
            ],
            example: r#"{"name":"Ada","email":"ada@example.com","password":"correct horse battery"}"#,
            ..JSON
        }),
        answers: &[Answer::Json("SignedUp", &["set-auth-token"])],
        refusals: &[
            (
                "400",
                "What was sent cannot be meant, or signing up is switched off",
                &[
                    "EMAIL_PASSWORD_SIGN_UP_DISABLED",
                    "INVALID_EMAIL",
                    "PASSWORD_TOO_SHORT",
                    "PASSWORD_TOO_LONG",
                    "PASSWORD_COMPROMISED",
                ],
            ),
            CROSS_SITE,
            ("422", "The address is taken", &["USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL"]),
        ],
        ..POST
    },
    Endpoint {
        path: "/api/auth/sign-in/email",
        id: "signInEmail",
        summary: "A new session",
        body: Some(Body {
            form: true,
            members: &[
                ("email", Email, true),
                ("password", Password, true),
                ("callbackURL", Text, false),
                ("rememberMe", Flag, false),
            ],
            example: r#"{"email":"ada@example.com","password":"correct horse battery"}"#,
            ..JSON
        }),
        answers: &[Answer::Json("SignedIn", &["set-auth-token", "Location"])],
        refusals: &[
            (
                "400",
                "What was sent cannot be meant, or passwords are switched off",
                &["EMAIL_PASSWORD_DISABLED", "INVALID_EMAIL", "PASSWORD_TOO_LONG"],
            ),
            ("401", "No such address, or another password", &["INVALID_EMAIL_OR_PASSWORD"]),
            CROSS_SITE,
            ("403", "", &["EMAIL_NOT_VERIFIED"]),
        ],
        ..POST
    },
    Endpoint {
        path: "/api/auth/sign-out",
        id: "signOut",
        summary: "Ends the session",
        body: Some(NOTHING),
        answers: &[Answer::Json("Success", &[])],
        ..POST
    },
];

const CROSS_SITE: Refusal = (
    "403",
    "It comes from, or wants to go, where it may not",
    &["CROSS_SITE_NAVIGATION_LOGIN_BLOCKED"],
);
