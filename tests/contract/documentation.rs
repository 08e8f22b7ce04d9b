//! `docs/compatibility.md` has a row for each deliberate difference, and says nothing of others.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use crate::{case::Fate, differences, settings::is_known, variants};

#[test]
fn each_declared_difference_has_a_row_and_each_row_with_an_anchor_a_difference() {
    let page = read("docs/compatibility.md");
    let (_, table) = page.split_once("## Differences").unwrap();
    let anchors = table.split("<a id=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let declared = replayed().into_iter().chain(side_by_side());
    assert_eq!(
        declared.collect::<BTreeSet<_>>(),
        anchors.map(str::to_owned).collect::<BTreeSet<_>>()
    );
}

/// The rows that the replay names.
fn replayed() -> Vec<String> {
    let mut rows: Vec<_> = differences::rows().collect();
    for variant in variants::all() {
        for case in &variant.cases {
            let Fate::Replayed(declared) = &case.fate else { continue };
            if variant.awaits(case).is_none() {
                let declared = declared.iter().filter(|one| one.since.is_none_or(is_known));
                rows.extend(declared.map(|declared| declared.row));
            }
        }
    }
    rows.into_iter().map(str::to_owned).collect()
}

/// The rows that the comparison with a running Better Auth names.
fn side_by_side() -> Vec<String> {
    let list = read("tests/contract/side-by-side/differences.json");
    let list: Vec<Value> = serde_json::from_str(&list).unwrap();
    let there = list.iter().filter(|one| one["since"].as_str().is_none_or(is_known));
    there.map(|one| one["row"].as_str().unwrap().to_owned()).collect()
}

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}
