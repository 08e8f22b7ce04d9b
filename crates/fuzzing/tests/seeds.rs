//! Each target keeps its word for each of its seeds, and for each input that once broke it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ownly_fuzzing::{
    Site, TARGETS, import_jwks, json_bodies, parse_authorization, second_reader, seeds,
    session_cookie, verify_token,
};
use testing::TestDirectory;

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target)
}

fn kept(target: &str) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder(target)).expect("a folder of seeds");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let named = paths.map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, fs::read(path).expect("a seed"))
    });
    named.collect()
}

#[test]
fn every_target_keeps_its_word_for_its_seeds() {
    let directory = TestDirectory::new();
    let site = Site::open(directory.path());
    for target in TARGETS {
        let seeds = kept(target);
        assert!(seeds.len() >= 10, "{target} has {} seeds", seeds.len());
        for (name, bytes) in seeds {
            println!("{target}/{name}");
            match target {
                "import_jwks" => import_jwks(&bytes),
                "json_bodies" => json_bodies(&site, &bytes),
                "parse_authorization" => parse_authorization(&bytes),
                "second_reader" => second_reader(&bytes),
                "session_cookie" => session_cookie(&site, &bytes),
                "verify_token" => verify_token(&bytes),
                other => panic!("nobody knows {other}"),
            }
        }
    }
}

#[test]
fn the_seeds_are_those_that_are_made() {
    let directory = TestDirectory::new();
    for (target, name, bytes) in seeds(&Site::open(directory.path())) {
        let stored = fs::read(folder(target).join(&name)).unwrap_or_default();
        let (stored, made) = (String::from_utf8_lossy(&stored), String::from_utf8_lossy(&bytes));
        assert_eq!(stored, made, "{target}/{name}: cargo run -p ownly-fuzzing --example seeds");
    }
}

#[test]
fn there_is_a_target_for_each() {
    let targets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/fuzz_targets");
    let files = fs::read_dir(targets).expect("the targets").map(|entry| {
        let path = entry.expect("an entry").path();
        path.file_stem().expect("a name").to_string_lossy().into_owned()
    });
    let mut files: Vec<_> = files.collect();
    files.sort();
    assert_eq!(files, TARGETS);
}
