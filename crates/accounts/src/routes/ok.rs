use serde_json::json;

use super::answer::Answer;

/// `GET /ok`: the accounts are here.
pub(super) fn answer() -> Answer {
    Answer::of(json!({ "ok": true }))
}
