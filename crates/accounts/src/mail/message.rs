//! A mail that is ready to be sent.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::MailKind;

/// A mail that is ready to be sent. It may hold a secret link, so it has no `Debug`.
pub(crate) struct Mail {
    /// Tells it from all others.
    pub(crate) id: String,
    pub(crate) kind: MailKind,
    pub(crate) user_id: String,
    pub(crate) to: String,
    /// What stands in the link, and the link, where there is one.
    pub(crate) token: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) subject: &'static str,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) written_at: DateTime<Utc>,
}

impl Mail {
    /// As a program reads it.
    pub(crate) fn json(&self) -> Value {
        json!({
            "kind": self.kind.to_string(),
            "to": self.to,
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "token": self.token,
            "url": self.url,
            "user": { "email": self.to },
        })
    }
}
