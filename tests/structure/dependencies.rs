//! Who may depend on what.

use std::collections::BTreeSet;

use rstest::rstest;

use crate::workspace::{PACKAGES, member, members};

#[test]
fn only_those_with_a_reason_to_depend_on_diesel() {
    let ours: BTreeSet<_> = members()
        .filter(|package| package.dependencies.contains("diesel"))
        .map(|package| package.name.as_str())
        .collect();
    let allowed = [
        "ownly-accounts",
        "ownly-benches",
        "ownly-db",
        "ownly-testing",
        "ownly-wall",
        "ownly-words",
    ];
    assert_eq!(ours, BTreeSet::from(allowed));

    let others = PACKAGES.iter().filter(|package| !package.member);
    for package in others.filter(|package| package.dependencies.contains("diesel")) {
        assert!(package.name.starts_with("diesel"), "{} depends on diesel", package.name);
    }
}

#[rstest]
#[case("ownly", &["diesel", "diesel_migrations", "libsqlite3-sys", "ownly-db", "pq-sys", "r2d2"])]
#[case("ownly-breaches", &["diesel", "diesel_migrations", "ownly-db", "r2d2"])]
#[case("ownly-accounts", &["ownly", "ownly-wall"])]
#[case("ownly-wall", &["ownly", "ownly-accounts"])]
#[case("ownly-db", &["actix-web", "ownly", "ownly-accounts", "ownly-token", "ownly-wall"])]
#[case("ownly-token", &["actix-rt", "actix-web", "diesel", "ownly-db", "r2d2", "tokio"])]
#[case("ownly-remote-keys", &["actix-web", "diesel", "ownly", "ownly-accounts", "ownly-db", "ownly-wall"])]
#[case("ownly-words", &["diesel_migrations", "ownly-db", "r2d2"])]
fn a_floor_does_not_know_what_it_must_not(#[case] package: &str, #[case] unknown: &[&str]) {
    for name in unknown {
        assert!(!member(package).dependencies.contains(*name), "{package} depends on {name}");
    }
}

#[test]
fn the_application_alone_knows_prometheus() {
    let knows = members().filter(|package| package.dependencies.contains("prometheus-client"));
    let knows: Vec<_> = knows.map(|package| package.name.as_str()).collect();
    assert_eq!(knows, ["ownly"]);
}

#[test]
fn what_is_for_tests_is_not_shipped() {
    for package in members() {
        let shipped = &package.shipped_dependencies;
        assert!(!shipped.contains("ownly-testing"), "{} ships ownly-testing", package.name);
        assert!(!shipped.contains("rstest"), "{} ships rstest", package.name);
        // Nor what the wall is measured beside.
        for beside in ["rusqlite", "ownly-benches"] {
            assert!(!shipped.contains(beside), "{} ships {beside}", package.name);
        }
    }
}

/// The packages that Ownly is to be built on: each is used by name, not merely pulled in.
#[rstest]
fn a_package_to_build_on_is_built_on(
    #[values(
        "actix-web",
        "actix-rt",
        "jsonwebtoken",
        "serde",
        "diesel",
        "r2d2",
        "chrono",
        "env_logger",
        "derive_more"
    )]
    package: &str,
) {
    let name = package.replace('-', "_");
    let mut users = members().filter(|user| user.shipped_dependencies.contains(package));
    let named = users.any(|user| {
        let source = user.source();
        [format!("use {name}::"), format!(" {name}::"), format!("({name}::"), format!("<{name}::")]
            .iter()
            .any(|naming| source.contains(naming))
    });
    assert!(named, "no member that depends on {package} names it");
}
