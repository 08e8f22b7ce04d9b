//! The cookie cache's `session_data`, looked into.

use serde_json::{Value, json};

use crate::values::{base64url_json, jwt};

/// What such a cookie holds, without signatures; `None` for any other cookie, and where it is in
/// pieces.
pub fn content(name: &str, value: &str) -> Option<Value> {
    if !name.ends_with("session_data") || value.is_empty() {
        return None;
    }
    if let Some((header, claims)) = jwt(value) {
        return Some(json!({ "header": header, "claims": claims }));
    }
    if value.split('.').count() == 5 {
        // Encrypted: the header alone is for all to see.
        return Some(json!({ "header": base64url_json(value.split('.').next()?)? }));
    }
    let mut compact = base64url_json(value)?;
    let signature = compact.as_object_mut()?.remove("signature")?;
    Some(json!({ "signature length": signature.as_str()?.len(), "signed": compact }))
}
