//! The page: how it is served. What it does is for tests/browser.

use std::{
    collections::BTreeSet,
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
};

use rstest::rstest;
use testing::Backend;

use crate::app::TestApp;

#[rstest]
#[case("/", "text/html; charset=utf-8")]
#[case("/style.css", "text/css; charset=utf-8")]
#[case("/client.js", "text/javascript; charset=utf-8")]
#[case("/app/main.js", "text/javascript; charset=utf-8")]
#[case("/icon.svg", "image/svg+xml")]
fn a_file_of_the_page_is_what_it_is_and_may_do_little(
    #[case] path: &str,
    #[case] media_type: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let answer = app.get(path).send().expect(200);
    let policy = answer.header("content-security-policy").unwrap();
    for directive in [
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.split("; ").any(|part| part == directive), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    for (name, value) in [
        ("content-type", media_type),
        ("cache-control", "no-cache"),
        ("referrer-policy", "strict-origin"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    assert!(answer.set_cookies().is_empty());
}

#[test]
fn a_file_that_is_known_is_not_sent_again() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let tag = app.get("/style.css").send().expect(200).header("etag").unwrap().to_owned();
    let other = app.get("/").send().expect(200).header("etag").unwrap().to_owned();
    assert_ne!(tag, other);
    for known in [tag.clone(), format!("W/{tag}"), format!("{other}, {tag}"), "*".to_owned()] {
        let answer = app.get("/style.css").header("if-none-match", &known).send().expect(304);
        assert_eq!((answer.text.as_str(), answer.header("etag")), ("", Some(tag.as_str())));
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
    }
    for known in [other.as_str(), "\"\"", "no tag at all"] {
        app.get("/style.css").header("if-none-match", known).send().expect(200);
    }
}

/// A body after a 304 or after an answer to HEAD would be read as the next answer.
#[test]
fn nothing_follows_an_answer_that_has_no_body() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let tag = app.get("/").send().header("etag").unwrap().to_owned();
    let mut stream = TcpStream::connect(app.address).unwrap();
    let requests = format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: {tag}\r\n\r\n\
         HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n\
         GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(requests.as_bytes()).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let answers: Vec<_> = text.split("\r\n\r\n").collect();
    assert_eq!(answers.len(), 4, "{text}");
    assert!(answers[0].starts_with("HTTP/1.1 304 "), "{text}");
    assert!(answers[1].starts_with("HTTP/1.1 200 "), "{text}");
    let length = fs::metadata(Path::new(env!("CARGO_MANIFEST_DIR")).join("web/index.html"));
    let length = format!("content-length: {}", length.unwrap().len());
    assert!(answers[1].to_ascii_lowercase().contains(&length), "{text}");
    assert!(answers[2].starts_with("HTTP/1.1 200 "), "{text}");
    assert_eq!(answers[3], r#"{"status":"ok"}"#);
}

#[test]
fn all_that_the_page_is_made_of_is_there_and_nothing_else_of_its_folder() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web");
    let mut served = BTreeSet::new();
    for name in files(&folder, "") {
        let answer = app.get(&format!("/{name}")).send();
        match name.rsplit_once('.').unwrap().1 {
            "js" | "css" | "svg" => {
                answer.expect(200);
                served.insert(name);
            }
            _ => drop(answer.expect_error(404, "NOT_FOUND")),
        }
    }
    assert!(served.len() > 5, "{served:?}");
    for path in ["/nothing.js", "/app", "/app/", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/tasks"] {
        app.get(path).send().expect_error(404, "NOT_FOUND");
    }
    let refused = app.post("/").send().expect_error(405, "METHOD_NOT_ALLOWED");
    assert_eq!(refused.header("allow"), Some("GET, HEAD"));
}

fn files(folder: &Path, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            found.extend(files(&entry.path(), &format!("{name}/")));
        } else {
            found.push(name);
        }
    }
    found
}

#[test]
fn there_is_no_page_where_it_is_switched_off() {
    let Some(app) = TestApp::spawn_with(Backend::Sqlite, |config| config.web = false) else {
        return;
    };
    for path in ["/", "/client.js", "/style.css"] {
        app.get(path).send().expect_error(404, "NOT_FOUND");
    }
    app.get("/api/auth/ok").send().expect(200);
}

#[test]
fn nothing_of_the_page_is_in_the_way_of_the_api() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    app.get("/api/tasks").send().expect_error(401, "MISSING_TOKEN");
    app.get("/health/ready").send().expect(200);
}
