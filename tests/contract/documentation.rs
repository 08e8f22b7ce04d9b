//! `docs/compatibility.md` has a row for each deliberate difference, and says nothing of others.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use crate::{case::Fate, differences, variants};

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
    let cases = variants::all().into_iter().flat_map(|variant| variant.cases);
    let declared = cases.flat_map(|case| match case.fate {
        Fate::Replayed(declared) => declared,
        Fate::NotApplicable(_) | Fate::Awaiting(_) => Vec::new(),
    });
    declared.map(|declared| declared.row).chain(differences::rows()).map(str::to_owned).collect()
}

/// The rows that the comparison with a running Better Auth names.
fn side_by_side() -> Vec<String> {
    let list = read("tests/contract/side-by-side/differences.json");
    let list: Vec<Value> = serde_json::from_str(&list).unwrap();
    list.iter().map(|difference| difference["row"].as_str().unwrap().to_owned()).collect()
}

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}
