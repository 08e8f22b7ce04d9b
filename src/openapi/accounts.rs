//! The accounts' part of the document. What they answer is Better Auth's contract, so its shapes
//! are written down here and not taken from types.

use serde_json::{Value, json};
use utoipa::openapi::{
    OpenApi, Ref, RefOr, Required, Schema,
    content::ContentBuilder,
    header::HeaderBuilder,
    path::{HttpMethod, OperationBuilder},
    request_body::RequestBodyBuilder,
    response::{Response, ResponseBuilder},
    schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type},
    security::SecurityRequirement,
};

use super::faults::fault;

/// An endpoint as a client sees it.
struct Endpoint {
    method: HttpMethod,
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    /// Whether it needs a session.
    session: bool,
    /// The members of its body.
    body: &'static [Member],
    /// An example of the body, as JSON.
    example: &'static str,
    /// What it answers, by the name of a shape.
    answer: &'static str,
    /// The statuses of its faults, and why they come about.
    faults: &'static [(&'static str, &'static str)],
}

type Member = (&'static str, Type, bool);

const INVALID: (&str, &str) = ("400", "What was sent cannot be meant");
const FORBIDDEN: (&str, &str) = ("403", "It comes from, or wants to go, where it may not");

const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: HttpMethod::Post,
        path: "/api/auth/sign-up/email",
        id: "signUpEmail",
        summary: "A new user, signed in",
        session: false,
        body: &[
            ("name", Type::String, true),
            ("email", Type::String, true),
            ("password", Type::String, true),
            ("image", Type::String, false),
            ("callbackURL", Type::String, false),
            ("rememberMe", Type::Boolean, false),
        ],
        example: r#"{"name":"Ada","email":"ada@example.com","password":"correct horse battery"}"#,
        answer: "SignedUp",
        faults: &[INVALID, FORBIDDEN, ("422", "The address is taken")],
    },
    Endpoint {
        method: HttpMethod::Post,
        path: "/api/auth/sign-in/email",
        id: "signInEmail",
        summary: "A new session",
        session: false,
        body: &[
            ("email", Type::String, true),
            ("password", Type::String, true),
            ("callbackURL", Type::String, false),
            ("rememberMe", Type::Boolean, false),
        ],
        example: r#"{"email":"ada@example.com","password":"correct horse battery"}"#,
        answer: "SignedIn",
        faults: &[INVALID, FORBIDDEN, ("401", "No such address, or another password")],
    },
    Endpoint {
        method: HttpMethod::Post,
        path: "/api/auth/sign-out",
        id: "signOut",
        summary: "Ends the session",
        session: false,
        body: &[],
        example: "{}",
        answer: "Success",
        faults: &[FORBIDDEN],
    },
    Endpoint {
        method: HttpMethod::Get,
        path: "/api/auth/get-session",
        id: "getSession",
        summary: "Who is signed in; null if nobody is. The header set-auth-jwt has a token",
        session: false,
        body: &[],
        example: "",
        answer: "SessionAndUser",
        faults: &[],
    },
    Endpoint {
        method: HttpMethod::Get,
        path: "/api/auth/token",
        id: "getToken",
        summary: "A JWT for the session, which the data API takes",
        session: true,
        body: &[],
        example: "",
        answer: "Token",
        faults: &[("401", "Nobody is signed in")],
    },
    Endpoint {
        method: HttpMethod::Get,
        path: "/api/auth/jwks",
        id: "getJwks",
        summary: "The keys that tokens are checked with",
        session: false,
        body: &[],
        example: "",
        answer: "Jwks",
        faults: &[],
    },
    Endpoint {
        method: HttpMethod::Get,
        path: "/.well-known/jwks.json",
        id: "getWellKnownJwks",
        summary: "The same keys, where verifiers look for them",
        session: false,
        body: &[],
        example: "",
        answer: "Jwks",
        faults: &[],
    },
];

/// Adds the endpoints of the accounts.
pub(super) fn add(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    components.schemas.extend(shapes());
    for endpoint in ENDPOINTS {
        let operation = endpoint.operation();
        document.paths.add_path_operation(endpoint.path, vec![endpoint.method.clone()], operation);
    }
}

impl Endpoint {
    fn operation(&self) -> OperationBuilder {
        let answer = ContentBuilder::new().schema(Some(named(self.answer))).build();
        let good = ResponseBuilder::new().description("Done").content("application/json", answer);
        let mut operation = OperationBuilder::new()
            .tag("accounts")
            .operation_id(Some(self.id))
            .summary(Some(self.summary))
            .response("200", good.build());
        let ours = [("500", "A fault of the server's"), ("503", "Not now: try again")];
        for (status, why) in self.faults.iter().chain(&ours) {
            operation = operation.response(*status, fault(status, why));
        }
        operation = operation.response("429", limited());
        if self.session {
            operation = operation.security(SecurityRequirement::new("session", [""; 0]));
        }
        if self.method == HttpMethod::Post {
            let example: Option<Value> = serde_json::from_str(self.example).ok();
            let body = ContentBuilder::new().schema(Some(object(self.body))).example(example);
            let body = RequestBodyBuilder::new().content("application/json", body.build());
            operation = operation.request_body(Some(body.required(Some(Required::True)).build()));
        }
        operation
    }
}

/// Better Auth's refusal of too many calls, which has no code.
fn limited() -> Response {
    let body = ContentBuilder::new().schema(Some(named("TooManyRequests"))).build();
    let seconds = || {
        let seconds = ObjectBuilder::new().schema_type(Type::Integer);
        HeaderBuilder::new().schema(Some(seconds)).build()
    };
    ResponseBuilder::new()
        .description("Too often: try again after so many seconds")
        .content("application/json", body)
        .header("Retry-After", seconds())
        .header("X-Retry-After", seconds())
        .build()
}

fn object(members: &[Member]) -> Schema {
    let mut object = ObjectBuilder::new();
    for (name, kind, required) in members {
        let mut member = ObjectBuilder::new().schema_type(kind.clone());
        if *name == "email" {
            member = member.format(Some(SchemaFormat::KnownFormat(KnownFormat::Email)));
        }
        object = object.property(*name, member);
        if *required {
            object = object.required(*name);
        }
    }
    object.into()
}

fn named(name: &str) -> RefOr<Schema> {
    Ref::from_schema_name(name).into()
}

/// What the endpoints answer.
fn shapes() -> impl Iterator<Item = (String, RefOr<Schema>)> {
    let text = json!({ "type": "string" });
    let time = json!({ "type": "string", "format": "date-time" });
    let null_or_text = json!({ "type": ["string", "null"] });
    let user = json!({
        "type": "object",
        "required": ["id", "name", "email", "emailVerified", "image", "createdAt", "updatedAt"],
        "properties": {
            "id": text, "name": text, "email": text, "emailVerified": { "type": "boolean" },
            "image": null_or_text, "createdAt": time, "updatedAt": time
        }
    });
    let session = json!({
        "type": "object",
        "required": ["id", "userId", "token", "expiresAt", "createdAt", "updatedAt"],
        "properties": {
            "id": text, "userId": text, "token": text, "expiresAt": time, "createdAt": time,
            "updatedAt": time, "ipAddress": null_or_text, "userAgent": null_or_text
        }
    });
    let user_ref = json!({ "$ref": "#/components/schemas/User" });
    let shapes = [
        (
            "TooManyRequests",
            json!({
                "type": "object", "required": ["message"], "properties": { "message": text }
            }),
        ),
        ("User", user),
        ("Session", session),
        (
            "SignedUp",
            json!({
                "type": "object", "required": ["token", "user"],
                "properties": { "token": null_or_text, "user": user_ref }
            }),
        ),
        (
            "SignedIn",
            json!({
                "type": "object", "required": ["redirect", "token", "user"],
                "properties": {
                    "redirect": { "type": "boolean" }, "url": text, "token": text, "user": user_ref
                }
            }),
        ),
        (
            "Success",
            json!({
                "type": "object", "required": ["success"],
                "properties": { "success": { "type": "boolean" } }
            }),
        ),
        (
            "SessionAndUser",
            json!({
                "type": ["object", "null"], "required": ["session", "user"],
                "properties": {
                    "session": { "$ref": "#/components/schemas/Session" }, "user": user_ref
                }
            }),
        ),
        (
            "Token",
            json!({
                "type": "object", "required": ["token"], "properties": { "token": text }
            }),
        ),
        (
            "Jwks",
            json!({
                "type": "object", "required": ["keys"],
                "properties": { "keys": { "type": "array", "items": { "type": "object" } } }
            }),
        ),
    ];
    shapes.into_iter().filter_map(|(name, shape)| {
        let shape = serde_json::from_value(shape).ok()?;
        Some((name.to_owned(), RefOr::T(shape)))
    })
}
