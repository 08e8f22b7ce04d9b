//! What a run of tests has shown to the program that is to stay secret, and what the program has
//! said to its logs: written down in the folder that `TEST_LOGS` names, for `tests/secrets/run` to
//! compare. Without that variable nothing is.

use std::{
    env, fs,
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    process,
    sync::{
        LazyLock, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

use serde_json::Value;

static FOLDER: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let folder = PathBuf::from(env::var_os("TEST_LOGS")?);
    fs::create_dir_all(&folder).expect("the folder of TEST_LOGS is there");
    Some(folder)
});

static SECRETS: LazyLock<Option<Mutex<File>>> =
    LazyLock::new(|| Some(Mutex::new(file(FOLDER.as_deref()?, "secrets"))));

static NUMBER: AtomicU32 = AtomicU32::new(0);

fn file(folder: &Path, kind: &str) -> File {
    let program = env::current_exe().ok();
    let program = program.as_deref().and_then(Path::file_stem).unwrap_or_default();
    let number = NUMBER.fetch_add(1, Relaxed);
    let name = format!("{}-{}-{number}.{kind}", program.display(), process::id());
    File::create(folder.join(name)).expect("a file in the folder of TEST_LOGS")
}

/// A file for a log; `None` where no logs are to be kept.
pub fn log() -> Option<File> {
    FOLDER.as_deref().map(|folder| file(folder, "log"))
}

/// Writes down a secret. One of fewer than eight characters, or of small letters or digits alone,
/// is a word that a log may have for other reasons.
pub fn secret(text: &str) {
    let Some(secrets) = &*SECRETS else { return };
    let word = text.bytes().all(|byte| byte.is_ascii_lowercase())
        || text.bytes().all(|byte| byte.is_ascii_digit());
    if text.chars().count() < 8 || word || text.contains(['\n', '\0']) {
        return;
    }
    let mut secrets = secrets.lock().unwrap_or_else(PoisonError::into_inner);
    writeln!(secrets, "{text}").expect("a line in the folder of TEST_LOGS");
    let quoted = Value::from(text).to_string();
    let quoted = &quoted[1..quoted.len() - 1];
    if quoted != text {
        writeln!(secrets, "{quoted}").expect("a line in the folder of TEST_LOGS");
    }
}

/// Writes down what is secret in a request, or in an answer, whose `target` is then empty: tokens
/// in the target, cookies, bearer tokens, and members such as `password` and `token`.
pub fn message<'m>(
    target: &str,
    headers: impl IntoIterator<Item = (&'m str, &'m [u8])>,
    body: &str,
) {
    if FOLDER.is_none() {
        return;
    }
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value);
        match name {
            "authorization" => token(value.split_once(' ').map_or(&*value, |(_, token)| token)),
            "set-auth-token" | "set-auth-jwt" => token(&value),
            "cookie" => value.split("; ").for_each(cookie),
            "set-cookie" => cookie(value.split(';').next().unwrap_or_default()),
            "location" => in_target(&value),
            _ => {}
        }
    }
    in_target(target);
    if let Ok(json) = serde_json::from_str(body) {
        members(&json);
    }
}

fn in_target(target: &str) {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if let Some((_, last)) = path.split_once("/reset-password/") {
        secret(last);
    }
    query.split('&').filter_map(|pair| pair.strip_prefix("token=")).for_each(token);
}

fn cookie(pair: &str) {
    let value = pair.split_once('=').map_or(pair, |(_, value)| value);
    secret(value);
    // The token of a session is what comes before its signature.
    secret(value.split('.').next().unwrap_or_default());
}

/// A token, and the part of a JWT that nobody else's has.
fn token(text: &str) {
    secret(text);
    if let Some((_, signature)) = text.rsplit_once('.') {
        secret(signature);
    }
}

fn members(json: &Value) {
    const SECRET: [&str; 5] =
        ["password", "newPassword", "currentPassword", "token", "accessToken"];
    match json {
        Value::Object(object) => {
            for (name, value) in object {
                match value {
                    Value::String(text) if SECRET.contains(&name.as_str()) => token(text),
                    value => members(value),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(members),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
