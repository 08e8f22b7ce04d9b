//! The tests that docs/security.md names are there.

use std::{collections::BTreeSet, fs, path::Path};

use crate::workspace::ROOT;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// Where the sources are that a page may name.
const PLACES: [&str; 8] =
    [".ci/", "compose/", "crates/", "docs/", "examples/", "postman/", "src/", "tests/"];

/// What is said in `code`, outside of blocks of it.
fn spans(page: &str) -> Vec<&str> {
    let text = page.split("\n```").step_by(2);
    text.flat_map(|text| text.split('`').skip(1).step_by(2)).collect()
}

/// Each `file` and each `file::test` that a page names; `::test` is of the file before it.
fn named(page: &str) -> Vec<(&str, Option<&str>)> {
    let mut all: Vec<(&str, Option<&str>)> = Vec::new();
    for span in spans(page) {
        if let Some(test) = span.strip_prefix("::") {
            let (file, _) = all.last().unwrap_or_else(|| panic!("{span} is of no file"));
            all.push((file, Some(test)));
        } else if PLACES.iter().any(|place| span.starts_with(place)) {
            let span = span.split(' ').next().filter(|_| !span.contains("::")).unwrap_or(span);
            let (file, test) = match span.split_once("::") {
                Some((file, test)) => (file, Some(test)),
                None => (span, None),
            };
            all.push((file, test));
        }
    }
    all
}

/// Whether there is a test of that name in a source of Rust: a function under a `test` attribute.
fn is_test(source: &str, name: &str) -> bool {
    let lines: Vec<_> = source.lines().map(str::trim).collect();
    let starts = [format!("fn {name}("), format!("async fn {name}(")];
    let found = lines.iter().position(|line| starts.iter().any(|start| line.starts_with(start)));
    found.is_some_and(|at| {
        let above = lines[..at].iter().rev().take_while(|line| !line.is_empty() && **line != "}");
        above.into_iter().any(|line| {
            ["#[test]", "#[rstest]", "#[actix_rt::test]"].iter().any(|mark| line == mark)
        })
    })
}

#[test]
fn every_test_that_the_page_on_security_names_is_there() {
    let page = read("docs/security.md");
    let named = named(&page);
    for (file, test) in &named {
        assert!(Path::new(ROOT).join(file).exists(), "{file} is not there");
        let Some(test) = test else { continue };
        let source = read(file);
        let there = match file.ends_with(".rs") {
            true => is_test(&source, test),
            false => source.contains(&format!("test('{test}'")),
        };
        assert!(there, "{file} has no test {test}");
    }
    let tests: BTreeSet<_> = named.iter().filter_map(|(_, test)| *test).collect();
    assert!(tests.len() > 100, "{}", tests.len());
}

/// The rows of a table whose numbers begin with `letter`: their numbers and their last cells.
fn rows<'a>(page: &'a str, letter: &'a str) -> Vec<(usize, &'a str)> {
    let cells = page.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = cells.filter_map(|cells| {
        let (number, _) = cells.split_once(" | ")?;
        let (_, shown) = cells.rsplit_once(" | ")?;
        Some((number.strip_prefix(letter)?.parse().ok()?, shown))
    });
    rows.collect()
}

#[test]
fn every_row_of_the_page_on_security_is_answered() {
    let page = read("docs/security.md");
    for (letter, count) in [("", 66), ("R", 23)] {
        let rows = rows(&page, letter);
        let numbers: Vec<_> = rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
        for (number, shown) in rows {
            let answered = !named(shown).is_empty()
                || shown.starts_with("this page")
                || shown.starts_with("not yet");
            assert!(answered, "row {letter}{number}: {shown}");
        }
    }
}

#[test]
fn a_test_is_told_from_another_function() {
    let source = "#[rstest]\n#[case(1)]\nfn a_test(\n) {}\n\nfn no_test() {}\n";
    assert!(is_test(source, "a_test"));
    for name in ["no_test", "a_tes", "test"] {
        assert!(!is_test(source, name), "{name}");
    }
    let page = "`tests/a.rs::x`, `::y` and `tests/b/run check`\n```\n`tests/c`\n```\n`no_path::z`";
    let named = named(page);
    assert_eq!(
        named,
        [("tests/a.rs", Some("x")), ("tests/a.rs", Some("y")), ("tests/b/run", None)]
    );
}
