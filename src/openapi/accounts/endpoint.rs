//! An endpoint as a client sees it, and what the document says of it.

use serde_json::{Map, Value, json};
use utoipa::openapi::path::{HttpMethod, Operation};

use super::{
    faults::{Refusal, faults},
    members::{Body, Member, parameter},
};

/// An endpoint as a client sees it.
pub(super) struct Endpoint {
    pub(super) method: HttpMethod,
    pub(super) path: &'static str,
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    /// Whether it needs a session.
    pub(super) session: bool,
    pub(super) parameters: &'static [Member],
    pub(super) body: Option<Body>,
    /// What it answers where nothing is wrong. There are endpoints that always refuse.
    pub(super) answers: &'static [Answer],
    /// Besides those that its way of being called brings about.
    pub(super) refusals: &'static [Refusal],
}

/// Of these others are made, which name what is theirs.
pub(super) const GET: Endpoint = Endpoint {
    method: HttpMethod::Get,
    path: "",
    id: "",
    summary: "",
    session: false,
    parameters: &[],
    body: None,
    answers: &[],
    refusals: &[],
};
pub(super) const POST: Endpoint = Endpoint { method: HttpMethod::Post, ..GET };

pub(super) enum Answer {
    /// The name of a shape, and the headers that may come with it.
    Json(&'static str, &'static [&'static str]),
    /// Whereto.
    Redirect(&'static str),
    Page(&'static str),
}

impl Endpoint {
    /// # Errors
    /// When what the table says makes no operation.
    pub(super) fn operation(&self) -> serde_json::Result<Operation> {
        let mut responses = faults(self);
        responses.extend(self.answers.iter().map(Answer::response));
        let mut operation = json!({
            "tags": ["accounts"],
            "operationId": self.id,
            "summary": self.summary,
            "responses": responses,
        });
        if !self.parameters.is_empty() {
            operation["parameters"] = self.parameters.iter().map(parameter).collect();
        }
        if let Some(body) = &self.body {
            operation["requestBody"] = body.request()?;
        }
        if self.session {
            operation["security"] = json!([{ "session": [] }, { "sessionToken": [] }]);
        }
        serde_json::from_value(operation)
    }
}

impl Answer {
    fn response(&self) -> (String, Value) {
        let text = json!({ "schema": { "type": "string" } });
        let (status, response) = match self {
            Self::Json(shape, headers) => {
                let headers = headers.iter().map(|name| ((*name).to_owned(), text.clone()));
                let schema = json!({ "$ref": format!("#/components/schemas/{shape}") });
                let response = json!({
                    "description": "Done",
                    "content": { "application/json": { "schema": schema } },
                    "headers": Map::from_iter(headers)
                });
                ("200", response)
            }
            Self::Redirect(whereto) => {
                ("302", json!({ "description": whereto, "headers": { "Location": text } }))
            }
            Self::Page(what) => {
                ("200", json!({ "description": what, "content": { "text/html": text } }))
            }
        };
        (status.to_owned(), response)
    }
}
