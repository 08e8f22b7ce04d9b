//! The log: for people in a terminal, one JSON object a line otherwise. It goes to standard error.

use std::io::{self, IsTerminal, Write};

use chrono::{SecondsFormat, Utc};
use env_logger::{Builder, Target, fmt::Formatter};
use log::{
    LevelFilter, Record,
    kv::{self, Key, Value, VisitSource},
};
use serde_json::Map;

use crate::config::{Environment, LogFormat};

/// Starts the log: at the level of `RUST_LOG`, or `info`. A second call changes nothing.
pub fn start(format: Option<LogFormat>, environment: &Environment) {
    let terminal = if io::stderr().is_terminal() { LogFormat::Text } else { LogFormat::Json };
    let mut builder = Builder::new();
    builder.filter_level(LevelFilter::Info).target(Target::Stderr);
    if let Some(levels) = environment.get("RUST_LOG") {
        builder.parse_filters(levels);
    }
    match format.unwrap_or(terminal) {
        LogFormat::Text => builder.format(text),
        LogFormat::Json => builder.format(json),
    };
    _ = builder.try_init();
}

/// Starts the log of a program that is being tested: everything that is said at these levels, as
/// JSON, into `out`. A second call changes nothing.
pub fn start_into(out: Box<dyn Write + Send>, levels: &str) {
    let mut builder = Builder::new();
    builder.parse_filters(levels).target(Target::Pipe(out)).format(json);
    _ = builder.try_init();
}

fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn text(out: &mut Formatter, record: &Record<'_>) -> io::Result<()> {
    let level = record.level();
    let style = out.default_level_style(level);
    write!(out, "{} {style}{level:5}{style:#} {}", now(), record.args())?;
    for (key, value) in members(record) {
        match value {
            serde_json::Value::String(text) => write!(out, " {key}={text}")?,
            value => write!(out, " {key}={value}")?,
        }
    }
    writeln!(out)
}

fn json(out: &mut Formatter, record: &Record<'_>) -> io::Result<()> {
    let mut line = Map::new();
    line.insert("time".into(), now().into());
    line.insert("level".into(), record.level().as_str().to_ascii_lowercase().into());
    line.insert("target".into(), record.target().into());
    line.insert("message".into(), record.args().to_string().into());
    line.extend(members(record));
    writeln!(out, "{}", serde_json::Value::Object(line))
}

/// The key-value pairs of a record.
fn members(record: &Record<'_>) -> Map<String, serde_json::Value> {
    struct Members(Map<String, serde_json::Value>);

    impl<'kvs> VisitSource<'kvs> for Members {
        fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), kv::Error> {
            let number = value.to_u64().map(serde_json::Value::from);
            let value = number.unwrap_or_else(|| value.to_string().into());
            self.0.insert(key.as_str().to_owned(), value);
            Ok(())
        }
    }

    let mut members = Members(Map::new());
    _ = record.key_values().visit(&mut members);
    members.0
}
