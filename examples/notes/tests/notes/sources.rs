//! How little it takes, and that docs/add-a-table.md shows what is there.

use std::{collections::BTreeSet, fs, path::Path};

use rstest::rstest;
use testing::{Backend, TestDatabase};

use crate::program::Server;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn a_table_and_its_routes_take_forty_lines_at_the_most() {
    let sources = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    assert_eq!(sources.count(), 1);
    let source = read("src/main.rs");
    let lines = source.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count();
    assert!(lines <= 40, "{lines} lines");
}

/// The code of the walk-through in that language, without its blank space.
fn shown(language: &str) -> Vec<String> {
    let text = read("../../docs/add-a-table.md");
    let fence = format!("```{language}\n");
    let blocks = text.split(&fence).skip(1);
    blocks.map(|block| packed(block.split("```").next().unwrap())).collect()
}

fn packed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_walk_through_shows_the_program_whole_and_as_it_is() {
    assert_eq!(shown("rust").concat(), packed(&read("src/main.rs")));
    let manifest = read("Cargo.toml");
    assert_eq!(shown("toml"), [packed(manifest.split("[dev-dependencies]").next().unwrap())]);
    let migration = |set| packed(&read(&format!("migrations/{set}/{NAME}/up.sql")));
    assert_eq!(shown("sql"), [migration("sqlite"), migration("postgres")]);
    assert!(read("../../docs/add-a-table.md").contains(NAME));
}

const NAME: &str = "2026-11-23-090000_notes";

#[rstest]
fn the_migration_is_there_for_both_databases_and_can_be_undone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let set = match on {
        Backend::Sqlite => "sqlite",
        Backend::Postgres => "postgres",
    };
    let names = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(set));
    let names = names.unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(BTreeSet::from_iter(names), BTreeSet::from([NAME.to_owned()]));
    if !on.is_wanted() {
        return;
    }
    let database = TestDatabase::new(on);
    drop(Server::start(&database));
    for file in ["down", "up"] {
        database.execute(&read(&format!("migrations/{set}/{NAME}/{file}.sql")));
    }
}
