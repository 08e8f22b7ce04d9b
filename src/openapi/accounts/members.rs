//! What endpoints are sent: members of bodies, and parameters.

use serde_json::{Map, Value, json};

/// What a body has to be.
pub(super) struct Body {
    pub(super) required: bool,
    /// Whether it may be a form, too.
    pub(super) form: bool,
    /// Whether members that are not named are refused. Mostly they are ignored.
    pub(super) closed: bool,
    pub(super) members: &'static [Member],
    /// As JSON.
    pub(super) example: &'static str,
}

pub(super) const JSON: Body =
    Body { required: true, form: false, closed: false, members: &[], example: "{}" };
pub(super) const NOTHING: Body = Body { required: false, ..JSON };

/// A member of a body, or a parameter; the last says whether it has to be there.
pub(super) type Member = (&'static str, Kind, bool);

#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    NullableText,
    Email,
    Password,
    Flag,
    Texts,
    /// An object of any members.
    Record,
    /// An object with a `token`.
    WithToken,
    /// A segment of the path.
    Segment,
}

impl Body {
    /// What the document says of it.
    ///
    /// # Errors
    /// When its example is no JSON.
    pub(super) fn request(&self) -> serde_json::Result<Value> {
        let members = self.members.iter();
        let properties: Map<_, _> =
            members.clone().map(|(name, kind, _)| ((*name).to_owned(), kind.schema())).collect();
        let needed = members.filter(|(_, _, needed)| *needed).map(|(name, ..)| *name);
        let needed: Vec<_> = needed.collect();
        let mut schema = json!({ "type": "object", "properties": properties });
        if !needed.is_empty() {
            schema["required"] = json!(needed);
        }
        if self.closed {
            schema["additionalProperties"] = json!(false);
        }
        let example: Value = serde_json::from_str(self.example)?;
        let content = json!({ "schema": schema, "example": example });
        let mut request = json!({
            "content": { "application/json": content },
            "required": self.required
        });
        if self.form {
            request["content"]["application/x-www-form-urlencoded"] = content;
        }
        Ok(request)
    }
}

/// What the document says of a parameter.
pub(super) fn parameter((name, kind, needed): &Member) -> Value {
    let place = if matches!(kind, Kind::Segment) { "path" } else { "query" };
    json!({ "name": name, "in": place, "required": needed, "schema": kind.schema() })
}

/// The addresses that Better Auth takes.
const EMAIL: &str = "^([A-Za-z0-9_'+-]+\\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]\
     @([A-Za-z0-9][A-Za-z0-9-]*\\.)+[A-Za-z]{2,}$";

impl Kind {
    fn schema(self) -> Value {
        match self {
            Self::Text => json!({ "type": "string", "pattern": "^[^\\u0000]*$" }),
            Self::NullableText => json!({ "type": ["string", "null"], "pattern": "^[^\\u0000]*$" }),
            Self::Email => json!({ "type": "string", "format": "email", "pattern": EMAIL }),
            Self::Password => json!({ "type": "string", "format": "password" }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Texts => json!({ "type": "array", "items": { "type": "string" } }),
            Self::Record => json!({ "type": "object" }),
            Self::WithToken => json!({
                "type": "object", "required": ["token"],
                "properties": { "token": { "type": "string" } }
            }),
            Self::Segment => json!({ "type": "string", "pattern": "^[^/]+$" }),
        }
    }
}
