//! Tokens, the keys that they are checked with, and a sign of life.

use super::endpoint::{Answer, Endpoint, GET};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/api/auth/token",
        id: "getToken",
        summary: "A JWT for the session, which the data API takes",
        session: true,
        answers: &[Answer::Json("Token", &[])],
        ..GET
    },
    Endpoint {
        path: "/api/auth/jwks",
        id: "getJwks",
        summary: "The keys that tokens are checked with",
        answers: &[Answer::Json("Jwks", &[])],
        ..GET
    },
    Endpoint {
        path: "/.well-known/jwks.json",
        id: "getWellKnownJwks",
        summary: "The same keys, where verifiers look for them",
        answers: &[Answer::Json("Jwks", &[])],
        ..GET
    },
    Endpoint {
        path: "/api/auth/ok",
        id: "ok",
        summary: "That the accounts are there",
        answers: &[Answer::Json("Ok", &[])],
        ..GET
    },
];
