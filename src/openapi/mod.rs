//! The OpenAPI document (3.1), made of what stands beside the handlers, and the page that shows it.

mod accounts;
mod faults;
mod routes;
mod schemas;

use utoipa::{
    Modify, OpenApi,
    openapi::{
        OpenApi as Document, RefOr, Schema, Server,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::{
    health, me,
    tasks::{self, comments, members},
};

pub(crate) use routes::routes;
pub(crate) use schemas::{ErrorBody, PageOf};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Ownly",
        description = "Sign users in, issue and verify JWTs, and keep every user's data their own.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    components(schemas(ErrorBody)),
    modifiers(&Security),
    tags(
        (name = "accounts", description = "Who users are: Better Auth's HTTP API. \
            Sign up or in here, get a token, and give it to Authorize."),
        (name = "tasks", description = "What a user has to do"),
        (name = "members", description = "Whom a task is shared with"),
        (name = "comments", description = "What is said of a task"),
        (name = "me", description = "Who the token says you are, and all that is yours"),
        (name = "health", description = "For those who watch the server")
    )
)]
struct Base;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut Document) {
        let jwt = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("What GET /api/auth/token answers"));
        let session = "The session's cookie, which signing in sets";
        let session = ApiKeyValue::with_description("better-auth.session_token", session);
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The session's token, which the header set-auth-token has"));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("sessionToken", SecurityScheme::Http(bearer.build()));
        components.add_security_scheme("jwt", SecurityScheme::Http(jwt.build()));
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    }
}

/// The document of a server, with or without accounts.
pub(crate) fn document(with_accounts: bool) -> Document {
    let mut document = Base::openapi();
    document.servers = Some(vec![Server::new("/")]);
    let data = [
        me::Document::openapi(),
        tasks::Document::openapi(),
        members::Document::openapi(),
        comments::Document::openapi(),
        health::Document::openapi(),
    ];
    for part in data {
        document.merge(part);
    }
    faults::add(&mut document);
    name_members(&mut document, if with_accounts { "email" } else { "userId" });
    if with_accounts {
        accounts::add(&mut document);
    } else if let Some(tags) = &mut document.tags {
        tags.retain(|tag| tag.name != "accounts");
    }
    document
}

/// A server knows members by the one or by the other, and refuses both.
fn name_members(document: &mut Document, by: &str) {
    let schemas = document.components.as_mut().map(|components| &mut components.schemas);
    let share = schemas.and_then(|schemas| schemas.get_mut("ShareTask"));
    if let Some(RefOr::T(Schema::Object(share))) = share {
        share.properties.retain(|name, _| name == by || !matches!(&**name, "email" | "userId"));
        share.required.push(by.to_owned());
    }
}
