use accounts::{Admin, UserLine};

use super::{OperatorError, say};

/// Users that are in memory at a time.
const PAGE: u32 = 500;

/// Prints all users, a line each.
pub(super) async fn run(admin: &Admin, json: bool) -> Result<(), OperatorError> {
    let mut after = None;
    loop {
        let page = admin.list(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id().to_owned());
        for user in &page {
            match json {
                true => say(serde_json::to_string(user).map_err(std::io::Error::from)?),
                false => say(line(user)),
            }
        }
    }
}

/// Columns with a tab between; in a name, what could pass for the end of one is escaped.
fn line(user: &UserLine) -> String {
    let verified = if user.is_verified() { "verified" } else { "unverified" };
    let name: String = user.name().chars().flat_map(visible).collect();
    format!("{}\t{}\t{verified}\t{}\t{name}", user.id(), user.email(), user.created_at())
}

fn visible(letter: char) -> Vec<char> {
    match letter.is_control() {
        true => letter.escape_default().collect(),
        false => vec![letter],
    }
}
