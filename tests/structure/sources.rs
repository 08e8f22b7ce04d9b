//! What the sources may not say.

use std::{collections::BTreeSet, fs, path::Path};

use crate::workspace::{ROOT, members, rust_files};

/// The lines of all our Rust sources that contain that text, each with its place.
fn lines_with(directories: &[&str], text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for path in
        directories.iter().flat_map(|directory| rust_files(&Path::new(ROOT).join(directory)))
    {
        let source = fs::read_to_string(&path).unwrap();
        let lines = source.lines().enumerate().filter(|(_, line)| line.contains(text));
        found.extend(lines.map(|(at, line)| format!("{}:{}: {line}", path.display(), at + 1)));
    }
    found
}

const EVERYWHERE: [&str; 3] = ["src", "crates", "tests"];

#[test]
fn a_lint_that_is_not_followed_is_expected_and_not_allowed() {
    for attribute in [concat!("#[", "allow("), concat!("#![", "allow(")] {
        assert_eq!(lines_with(&EVERYWHERE, attribute), [""; 0]);
    }
}

#[test]
fn every_crate_forbids_unsafe_code() {
    let root = fs::read_to_string(Path::new(ROOT).join("Cargo.toml")).unwrap();
    let (_, lints) = root.split_once("[workspace.lints.rust]").expect("lints of the workspace");
    let lints = lints.split("\n[").next().unwrap();
    assert!(lints.contains("unsafe_code = \"forbid\""), "{lints}");
    assert!(members().count() >= 10);
    for package in members() {
        let manifest = fs::read_to_string(&package.manifest).unwrap();
        let (_, lints) = manifest.split_once("\n[lints]\n").expect(&package.name);
        assert!(lints.starts_with("workspace = true"), "{}", package.name);
    }
}

/// Nor does any file that is no crate's own, or a macro, get around that. The one that tries is a
/// breach, which must not compile.
#[test]
fn nothing_of_ours_is_unsafe() {
    let everywhere = ["src", "crates", "tests", "examples"];
    let words = [concat!("unsafe", " {"), concat!("unsafe", " fn"), concat!("unsafe", " impl")];
    let found: Vec<_> = words.iter().flat_map(|word| lines_with(&everywhere, word)).collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("crates/breaches/examples/user_by_unsafe.rs"), "{found:#?}");
}

/// What is to be guessed by nobody comes from `Entropy`; only what signs asks AWS-LC by itself.
#[test]
fn chance_comes_from_one_generator() {
    let users: BTreeSet<_> = ["SystemRandom", "getrandom", "fastrand", "thread_rng", "rand::rng"]
        .iter()
        .flat_map(|generator| lines_with(&["src", "crates"], generator))
        .map(|line| line.split(".rs:").next().unwrap().replace(ROOT, ""))
        .filter(|file| file.contains("/src/"))
        .collect();
    let known = ["/crates/accounts/src/random", "/crates/token/src/signing_key/ec"];
    assert_eq!(users, BTreeSet::from(known.map(str::to_owned)));
    let manifests = members().map(|package| fs::read_to_string(&package.manifest).unwrap());
    for manifest in manifests {
        let generators = ["rand", "rand_core", "getrandom", "fastrand", "nanoid"];
        let named = generators.iter().find(|name| {
            manifest.lines().any(|line| {
                line.strip_prefix(**name).is_some_and(|rest| rest.starts_with([' ', '.', '=']))
            })
        });
        assert_eq!(named, None);
    }
}

/// The words of Diesel that describe data. The others that `ownly-words` shows are there for what
/// Diesel's macros write, and say too much: `query_builder`, for one, takes SQL text.
const WORDS: [&str; 10] = [
    "AsChangeset",
    "BoolExpressionMethods",
    "ExpressionMethods",
    "Insertable",
    "NullableExpressionMethods",
    "Queryable",
    "Selectable",
    "TextExpressionMethods",
    "sql_types",
    "table",
];

#[test]
fn the_application_describes_data_and_writes_no_sql() {
    for path in rust_files(&Path::new(ROOT).join("src")) {
        let source = fs::read_to_string(&path).unwrap();
        for (at, _) in source.match_indices("diesel::") {
            let named = &source[at + "diesel::".len()..];
            let named = match named.strip_prefix('{') {
                Some(group) => group.split('}').next().unwrap(),
                None => named.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap(),
            };
            for word in named.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                assert!(WORDS.contains(&word), "{} names diesel::{word}", path.display());
            }
        }
    }
    // Whoever renames Diesel, or a table under which another's policy would be forgotten, could
    // say what they like.
    for text in ["diesel as ", "extern crate", "sql_name", "push_sql", "AstPass", "column_name"] {
        assert_eq!(lines_with(&["src"], text), [""; 0]);
    }
}

/// A handler's panic is one request's fault. With `panic = "abort"` it would be the end of all.
#[test]
fn a_panic_ends_no_program() {
    let manifests = members().map(|package| package.manifest.clone());
    for manifest in manifests.chain([Path::new(ROOT).join("Cargo.toml")]) {
        let text = fs::read_to_string(&manifest).unwrap();
        let set = text.lines().find(|line| line.replace(' ', "").starts_with("panic="));
        assert_eq!(set, None, "{}", manifest.display());
    }
}

#[test]
fn one_place_says_what_proves_a_user() {
    let makers = lines_with(&["src"], "Verifier::new(");
    assert_eq!(makers.len(), 1, "{makers:#?}");
}

/// On SQLite nothing stands behind a table's declaration: one that calls the owner a plain text,
/// beside the one that calls it an owner, would go around the policy.
#[test]
fn a_table_is_declared_once_and_its_owner_is_an_owner() {
    let mut declared = Vec::new();
    for path in rust_files(&Path::new(ROOT).join("src")) {
        let source = fs::read_to_string(&path).unwrap();
        for declaration in source.split("table! {").skip(1) {
            let head = declaration.lines().map(str::trim).find(|line| line.ends_with(") {"));
            declared.push(head.unwrap().split(' ').next().unwrap().to_owned());
        }
    }
    let once = declared.iter().collect::<BTreeSet<_>>().len();
    assert_eq!((declared.len(), declared.contains(&"tasks".to_owned())), (once, true));
    for line in lines_with(&["src"], "owner_id ->") {
        assert!(line.ends_with("owner_id -> Owner,"), "{line}");
    }
}

#[test]
fn every_path_of_the_application_is_in_its_openapi_document() {
    let document = fs::read_to_string(Path::new(ROOT).join("docs/openapi.json")).unwrap();
    let mut paths = 0;
    for path in rust_files(&Path::new(ROOT).join("src")) {
        let source = fs::read_to_string(&path).unwrap();
        let served = source.split("\"/api/").skip(1).chain(source.split("\"/health/").skip(1));
        for rest in served {
            let named = rest.split('"').next().unwrap();
            let made = named.contains("{}") || named.contains("{task}") || named.is_empty();
            if made || named.starts_with("auth/") || named == "openapi.json" {
                continue;
            }
            paths += 1;
            assert!(
                document.contains(&format!("/{named}\": {{")),
                "{named} of {} is not in docs/openapi.json",
                path.display()
            );
        }
    }
    assert!(paths >= 8, "{paths}");
}
