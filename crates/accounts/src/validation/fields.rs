//! From values to typed members, with every problem told at once.

use serde_json::{Map, Value};

use crate::email::Email;

/// Where the members stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display)]
pub(crate) enum Place {
    /// The request's body.
    #[display("body")]
    Body,
    /// Its query parameters.
    #[display("query")]
    Query,
}

/// What is wrong with a body or query, in Better Auth's words: 400. It names
/// members and types but repeats no value.
#[derive(Clone, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
#[display("{message}")]
pub(crate) struct ValidationError {
    message: String,
}

impl ValidationError {
    /// The `code` of the answer.
    pub(crate) const fn code(&self) -> &'static str {
        "VALIDATION_ERROR"
    }
}

/// Reads the members of an object, noting what is wrong with each:
///
/// ```text
/// let mut body = Fields::object(Place::Body, body.as_ref());
/// let name = body.string("name");
/// let image = body.optional_string("image");
/// body.finish(|| Some(SignUp { name: name?, image: image? }))
/// ```
///
/// A reader answers `None` when it has noted a problem; an optional member that is not there is
/// `Some(None)`. Members that nobody asks for are ignored. Problems are told in the order of asking,
/// which is therefore the order of Better Auth's schema.
#[must_use = "the problems are told by `finish`"]
pub(crate) struct Fields<'a> {
    place: Place,
    members: Members<'a>,
    problems: Vec<String>,
}

enum Members<'a> {
    Of(&'a Map<String, Value>),
    /// An optional object that was left out.
    Empty,
    /// There is no object, which has been noted.
    Missing,
}

impl<'a> Fields<'a> {
    /// Of a value that must be an object; `None` is no value at all.
    pub(crate) fn object(place: Place, value: Option<&'a Value>) -> Self {
        Self::new(place, value, &["object"])
    }

    /// Of sign-up's body, which Better Auth reads twice and refuses in two texts.
    pub(crate) fn object_and_record(place: Place, value: Option<&'a Value>) -> Self {
        Self::new(place, value, &["object", "record"])
    }

    /// Of a value that must be an object of any members.
    pub(crate) fn record(place: Place, value: Option<&'a Value>) -> Self {
        Self::new(place, value, &["record"])
    }

    /// Of a value that must be an object if there is one.
    pub(crate) fn optional_object(place: Place, value: Option<&'a Value>) -> Self {
        match value {
            None => Self { place, members: Members::Empty, problems: Vec::new() },
            Some(_) => Self::object(place, value),
        }
    }

    fn new(place: Place, value: Option<&'a Value>, expected: &[&str]) -> Self {
        if let Some(Value::Object(members)) = value {
            return Self { place, members: Members::Of(members), problems: Vec::new() };
        }
        let received = received(value);
        let problem =
            |expected| format!("[{place}] Invalid input: expected {expected}, received {received}");
        Self { place, members: Members::Missing, problems: expected.iter().map(problem).collect() }
    }

    /// A text, which may be empty.
    pub(crate) fn string(&mut self, name: &str) -> Option<String> {
        let text = self.text(name)?;
        self.storable(name, text).map(str::to_owned)
    }

    /// A text that may be left out, but not null.
    pub(crate) fn optional_string(&mut self, name: &str) -> Option<Option<String>> {
        if self.is_absent(name) { Some(None) } else { self.string(name).map(Some) }
    }

    /// A text that may be left out, or null: `None`, `Some(None)`.
    pub(crate) fn optional_nullable_string(
        &mut self,
        name: &str,
    ) -> Option<Option<Option<String>>> {
        match self.value(name)? {
            Some(Value::Null) => Some(Some(None)),
            Some(_) | None => self.optional_string(name).map(|text| text.map(Some)),
        }
    }

    /// An e-mail address.
    pub(crate) fn email(&mut self, name: &str) -> Option<Email> {
        let text = self.text(name)?;
        let email = Email::parse(text).ok();
        if email.is_none() {
            self.note(name, "Invalid email address");
        }
        email
    }

    /// A password that is tried: any text. Only its hash is ever stored, so NUL may be in it.
    pub(crate) fn password(&mut self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    /// A password that may be left out, but not null.
    pub(crate) fn optional_password(&mut self, name: &str) -> Option<Option<String>> {
        if self.is_absent(name) { Some(None) } else { self.password(name).map(Some) }
    }

    /// A password that is chosen at sign-up: a text of at least one character.
    pub(crate) fn nonempty_password(&mut self, name: &str) -> Option<String> {
        let password = self.password(name)?;
        if password.is_empty() {
            self.note(name, "Too small: expected string to have >=1 characters");
            return None;
        }
        Some(password)
    }

    /// A boolean that may be left out, but not null.
    pub(crate) fn optional_boolean(&mut self, name: &str) -> Option<Option<bool>> {
        match self.value(name)? {
            None => Some(None),
            Some(Value::Bool(value)) => Some(Some(*value)),
            other => self.mistyped(name, "boolean", other),
        }
    }

    /// What `build` makes of the members, or all their problems. `build` is called when there are
    /// none, and may then rely on every reader's answer.
    pub(crate) fn finish<T>(self, build: impl FnOnce() -> Option<T>) -> Result<T, ValidationError> {
        let message = self.problems.join("; ");
        if message.is_empty()
            && let Some(built) = build()
        {
            return Ok(built);
        }
        Err(ValidationError { message })
    }

    /// The member, `Some(None)` if there is none, `None` if there is no object to have it.
    fn value(&self, name: &str) -> Option<Option<&'a Value>> {
        match self.members {
            Members::Of(members) => Some(members.get(name)),
            Members::Empty => Some(None),
            Members::Missing => None,
        }
    }

    fn is_absent(&self, name: &str) -> bool {
        self.value(name) == Some(None)
    }

    fn text(&mut self, name: &str) -> Option<&'a str> {
        match self.value(name)? {
            Some(Value::String(text)) => Some(text),
            other => self.mistyped(name, "string", other),
        }
    }

    /// PostgreSQL cannot store NUL in a text: better told here than by a failed statement.
    fn storable(&mut self, name: &str, text: &'a str) -> Option<&'a str> {
        if text.contains('\0') {
            self.note(name, "Invalid input: NUL is not allowed");
            return None;
        }
        Some(text)
    }

    fn mistyped<T>(&mut self, name: &str, expected: &str, value: Option<&Value>) -> Option<T> {
        let received = received(value);
        self.note(name, &format!("Invalid input: expected {expected}, received {received}"));
        None
    }

    fn note(&mut self, name: &str, problem: &str) {
        self.problems.push(format!("[{}.{name}] {problem}", self.place));
    }
}

/// The type of a value, by JavaScript's names.
fn received(value: Option<&Value>) -> &'static str {
    match value {
        None => "undefined",
        Some(Value::Null) => "null",
        Some(Value::Bool(_)) => "boolean",
        Some(Value::Number(_)) => "number",
        Some(Value::String(_)) => "string",
        Some(Value::Array(_)) => "array",
        Some(Value::Object(_)) => "object",
    }
}
